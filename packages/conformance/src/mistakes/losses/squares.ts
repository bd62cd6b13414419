/**
 * The mistakes of meanSquaredError and sumOfSquares.
 *
 * @module
 */
import { elementCount } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { only, variationsOf, type GivenCall } from '../variations.ts';

const squared = variationsOf('meanSquaredError');
const squares = variationsOf('sumOfSquares');

/** How many elements a sample has, where a mean is taken. */
function perSample({ attributes: { reduction }, inputs: { target } }: GivenCall<'meanSquaredError'>): number {
  return reduction === 'mean' ? elementCount(target.shape.slice(1)) : 1;
}

/** All of them. */
export const squareMistakes: readonly Mistake[] = [
  {
    id: 'meanSquaredError/two-forgotten',
    operator: 'meanSquaredError',
    name: { en: 'the gradient lacks its 2', ko: '그래디언트에서 2가 빠졌다' },
    symptom: 'the gradient is half as large as it should be',
    why: 'many texts write ½(prediction − target)², where the 2 goes',
    mend: 'dprediction = 2(prediction − target) · dℓ',
    source: 'Nielsen: Neural Networks and Deep Learning, 1 (cost with 1/2n)',
    wrong: ['dprediction', 'dtarget'],
    plant: squared.cotangent(({ loss }) => ({ loss: map(loss, (value) => value / 2) })),
  },
  {
    id: 'meanSquaredError/target-gradient-same-sign',
    operator: 'meanSquaredError',
    name: {
      en: 'the target’s gradient has the prediction’s sign',
      ko: '목푯값의 그래디언트가 예측값과 부호가 같다',
    },
    symptom: 'dtarget is −1 times what it should be; unseen while targets are constants',
    why: 'one gradient is computed and given to both',
    mend: 'dtarget = −dprediction',
    source: 'torch.nn.MSELoss',
    wrong: ['dtarget'],
    plant: squared.changed({ dtarget: (dtarget) => map(dtarget, (value) => -value) }),
  },
  {
    id: 'meanSquaredError/not-averaged-backward',
    operator: 'meanSquaredError',
    name: { en: 'the gradient is a sum where the loss is a mean', ko: '손실은 평균인데 그래디언트는 합이다' },
    symptom: 'gradients are too large by the number of elements with reduction mean',
    why: 'the division was forgotten in backward',
    mend: 'divide by the number of elements',
    source: 'torch.nn.MSELoss: reduction',
    wrong: ['dprediction', 'dtarget'],
    plant: squared.cotangent(({ loss }, { attributes: { reduction }, inputs: { target } }) => ({
      loss: map(loss, (value) => (reduction === 'mean' ? value * target.data.length : value)),
    })),
  },
  {
    id: 'meanSquaredError/mean-over-batch-only',
    operator: 'meanSquaredError',
    name: { en: 'the mean is over the first axis only', ko: '평균을 첫 축(배치)에 대해서만 낸다' },
    symptom: 'the loss is too large by the number of outputs per sample',
    why: 'the loss of a sample is a sum, that of a batch a mean',
    mend: 'divide by the number of all elements',
    source: 'Nielsen: Neural Networks and Deep Learning, 1 (cost with 1/2n)',
    wrong: ['loss', 'dprediction', 'dtarget'],
    plant: squared.changed({
      loss: (loss, call) => map(loss, (value) => value * perSample(call)),
      dprediction: (gradient, call) => map(gradient, (value) => value * perSample(call)),
      dtarget: (gradient, call) => map(gradient, (value) => value * perSample(call)),
    }),
  },
  {
    id: 'meanSquaredError/absolute',
    operator: 'meanSquaredError',
    name: { en: 'the gradient is that of the absolute error', ko: '그래디언트가 절대 오차의 것이다' },
    symptom: 'the gradient has one size whatever the error is',
    why: 'the losses L1 and L2 were mixed',
    mend: 'dprediction = 2(prediction − target) · dℓ',
    source: 'torch.nn.L1Loss',
    wrong: ['dprediction'],
    plant: squared.changed({
      dprediction: (gradient, { inputs: { prediction, target } }) =>
        map(gradient, (value, i) => {
          const error = Math.abs(prediction.data[i]! - target.data[i]!);
          return error === 0 ? 0 : value / (2 * error);
        }),
    }),
  },
  {
    id: 'meanSquaredError/root',
    operator: 'meanSquaredError',
    name: { en: 'the root is taken of the loss', ko: '손실에 제곱근을 씌운다' },
    symptom: 'the loss is the root of what it should be',
    why: 'RMSE is what is reported, MSE what is trained',
    mend: 'leave the root out',
    source: 'scikit-learn documentation: mean_squared_error and root_mean_squared_error',
    wrong: ['loss'],
    plant: squared.changed({ loss: (loss) => map(loss, Math.sqrt) }),
  },
  {
    id: 'sumOfSquares/half-gradient',
    operator: 'sumOfSquares',
    name: {
      en: 'the gradient is λx where the loss is λ Σ x²',
      ko: '손실이 λ Σ x²인데 그래디언트가 2λx가 아니라 λx이다',
    },
    symptom: 'half the gradient; weights decay half as fast',
    why: 'weight decay is usually written for ½λ Σ x²',
    mend: 'dx = 2λx · dloss',
    source: 'cs231n, Neural Networks: regularization, the factor ½',
    wrong: ['dx'],
    plant: squares.changed({ dx: (dx) => map(dx, (value) => value / 2) }),
  },
  {
    id: 'sumOfSquares/scale-ignored-backward',
    operator: 'sumOfSquares',
    name: { en: 'the gradient does not know the scale', ko: '그래디언트에 scale을 곱하지 않는다' },
    symptom: 'right for scale 1; else regularisation is far too strong',
    why: 'λ is applied to the loss outside and was forgotten for the gradient',
    mend: 'dx = 2 · scale · x · dloss',
    source: 'cs231n, Neural Networks case study: dW += reg * W',
    wrong: ['dx'],
    plant: only(
      ['dx'],
      squares.asked(() => ({ attributes: { scale: 1 } })),
    ),
  },
  {
    id: 'sumOfSquares/norm',
    operator: 'sumOfSquares',
    name: { en: 'the loss is the norm, not its square', ko: '제곱합이 아니라 노름을 쓴다' },
    symptom: 'the loss is scale · √(Σ x²)',
    why: 'a function norm() is at hand and has the root in it',
    mend: 'square the norm',
    source: 'NumPy documentation: linalg.norm',
    wrong: ['loss'],
    plant: squares.changed({
      loss: (loss, { inputs: { x }, attributes: { scale } }) =>
        map(loss, () => scale * Math.hypot(...x.data)),
    }),
  },
  {
    id: 'sumOfSquares/absolute-gradient',
    operator: 'sumOfSquares',
    name: { en: 'the gradient is that of L1, the sign', ko: '그래디언트가 L1의 부호이다' },
    symptom: 'the gradient has one size for all weights',
    why: 'L1 and L2 were mixed',
    mend: 'dx = 2 · scale · x · dloss',
    source: 'cs231n, Neural Networks: regularization, L1 and L2',
    wrong: ['dx'],
    plant: squares.changed({
      dx: (dx, { inputs: { x }, attributes: { scale }, outputGrads: { loss } }) =>
        map(dx, (_, i) => Math.sign(x.data[i]!) * scale * loss.data[0]!),
    }),
  },
];
