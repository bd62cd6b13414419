/**
 * Mistakes of linear's forward pass.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map, misread } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';

const { asked, changed } = variationsOf('linear');

/** All of them. */
export const linearForward: readonly Mistake[] = [
  {
    id: 'linear/weights-as-input-output',
    operator: 'linear',
    name: { en: 'the weights are read as [I, O]', ko: '가중치를 [I, O] 순서로 읽는다' },
    symptom: 'y is wrong for all but one-element layers; silent because the number of elements fits',
    why: 'TensorFlow, and y = xW in texts, store the input axis first',
    mend: 'w[o, i] stands at o·I + i: y = x·wᵀ + b',
    source: 'torch.nn.Linear: weight has shape (out_features, in_features)',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w } }) => ({ inputs: { w: misread(w, 0, 1) } })),
    ),
  },
  {
    id: 'linear/bias-ignored',
    operator: 'linear',
    name: { en: 'the bias is not added', ko: '편향을 더하지 않는다' },
    symptom: 'y is off by a constant per output',
    why: 'the bias is optional and was forgotten',
    mend: 'y = x·wᵀ + b',
    source: 'torch.nn.Linear: bias',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(() => ({ inputs: { b: undefined } })),
    ),
  },
  {
    id: 'linear/bias-subtracted',
    operator: 'linear',
    name: { en: 'the bias is subtracted', ko: '편향을 더하지 않고 뺀다' },
    symptom: 'y is off by 2b',
    why: 'a threshold is subtracted, a bias is added',
    mend: 'y = x·wᵀ + b; a threshold θ is the bias −θ',
    source: 'Nielsen: Neural Networks and Deep Learning, 1 (bias and threshold)',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { b } }) => ({ inputs: { b: b && map(b, (value) => -value) } })),
    ),
  },
  {
    id: 'linear/bias-per-input',
    operator: 'linear',
    name: { en: 'the bias is added with every product', ko: '곱을 더할 때마다 편향도 더한다' },
    symptom: 'y is too large by (I − 1)·b',
    why: 'sum += x·w + b in the innermost loop',
    mend: 'add it once per output',
    source: 'Nielsen: Neural Networks and Deep Learning, 1',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { b, w } }) => ({ inputs: { b: b && map(b, (value) => value * w.shape[1]!) } })),
    ),
  },
  {
    id: 'linear/activation-after-output',
    operator: 'linear',
    name: { en: 'an activation follows where none belongs', ko: '출력층 뒤에 활성화 함수를 붙인다' },
    symptom: 'no score is negative; half of the classes cannot be told apart',
    why: 'every layer is built with its relu, the last one, too',
    mend: 'the output layer gives bare scores',
    source: 'cs231n, Neural Networks: the output layer has no activation function',
    wrong: ['y'],
    plant: changed({ y: (y) => map(y, (value) => (value < 0 ? 0 : value)) }),
  },
  {
    id: 'linear/reduction-tail-lost',
    operator: 'linear',
    name: {
      en: 'the sum ends at the last whole vector of four',
      ko: '합이 네 개씩 묶인 마지막 벡터에서 끝난다',
    },
    symptom: 'right where I is a multiple of four',
    why: 'a loop in steps of four needs a second loop for what remains',
    mend: 'sum the remaining one to three products',
    source: 'WebAssembly SIMD: four float32 lanes per vector',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w } }) => {
        const I = w.shape[1]!;
        return { inputs: { w: map(w, (value, at) => (at % I < I - (I % 4) ? value : 0)) } };
      }),
    ),
  },
  {
    id: 'linear/first-row-only',
    operator: 'linear',
    name: { en: 'every row is computed from the first', ko: '모든 행을 첫 행으로 계산한다' },
    symptom: 'right for a batch of one',
    why: 'the offset of the row is missing',
    mend: 'row r of x starts at r·I',
    source: 'ONNX Gemm',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { x } }) => {
        const I = x.shape.at(-1)!;
        return { inputs: { x: map(x, (_, at) => x.data[at % I]!) } };
      }),
    ),
  },
  {
    id: 'linear/leading-axes-exchanged',
    operator: 'linear',
    name: { en: 'batch and time come out exchanged', ko: '배치 축과 시간 축이 바뀌어 나온다' },
    symptom: 'right for one leading axis; with two, y has the right rows in the wrong places',
    why: 'leading axes are flattened in one order and unfolded in another',
    mend: 'flatten and unfold in row-major order',
    source: 'torch.nn.LSTM: batch_first',
    wrong: ['y'],
    plant: changed({ y: (y) => (y.shape.length < 3 ? y : misread(y, 0, 1)) }),
  },
];
