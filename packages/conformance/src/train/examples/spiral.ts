/**
 * Three spiral arms, which no lines separate: a linear classifier against a net with one hidden layer.
 *
 *   r_i = (i + 1) / P,   θ_{k,i} = 4k + 4i / (P − 1) + 0.2·normal,   x = (r·sin θ, r·cos θ)      arm k, point i of P
 *   scores = W₂·max(0, W₁x + b₁) + b₂,   loss = mean cross-entropy + λ·(Σ W₁² + Σ W₂²)
 *
 * Source: cs231n, "Putting it together: Minimal Neural Network Case Study", which reaches 49 % with the linear classifier
 * and 98 % with the net. Its radius starts at 0, where with biases of 0 every relu would stand on its kink.
 *
 * @module
 */
import {
  initialParameters,
  l2Loss,
  linearLayer,
  netBuilder,
  seededRandom,
  sgd,
  type Model,
} from '@gradspec/graph';
import { tensor, type FloatDtype, type Tensor } from '@gradspec/spec';
import type { Example, Net } from '../example.ts';
import { accuracy, classesOf, percent, valueOf } from '../predict.ts';

const [arms, perArm, hidden] = [3, 100, 16];
const least = 0.98;
const mostLinear = 0.6;

/** The points of all arms, [300, 2], and which arm each is of. */
export function spiralPoints(seed: number, dtype: FloatDtype): { x: Tensor; labels: Tensor } {
  const random = seededRandom(seed);
  const points: number[] = [];
  const labels: number[] = [];
  for (let k = 0; k < arms; k++)
    for (let i = 0; i < perArm; i++) {
      const r = (i + 1) / perArm;
      const theta = 4 * k + (4 * i) / (perArm - 1) + 0.2 * random.normal();
      points.push(r * Math.sin(theta), r * Math.cos(theta));
      labels.push(k);
    }
  return {
    x: tensor(dtype, [arms * perArm, 2], points),
    labels: tensor('int32', [arms * perArm], labels),
  };
}

function linearClassifier(): Model {
  const net = netBuilder();
  const scores = linearLayer(net, 'scores', { x: net.input('x'), inputs: 2, outputs: arms });
  const loss = net.node('data', 'softmaxCrossEntropy', { scores, labels: net.input('labels') });
  return net.model(l2Loss(net, 'loss', { loss, parameters: ['scores.w'], strength: 5e-4 }));
}

function twoLayers(): Model {
  const net = netBuilder();
  const first = linearLayer(net, 'hidden', { x: net.input('x'), inputs: 2, outputs: hidden });
  const h = net.node('h', 'relu', { x: first });
  const scores = linearLayer(net, 'scores', { x: h, inputs: hidden, outputs: arms });
  const loss = net.node('data', 'softmaxCrossEntropy', { scores, labels: net.input('labels') });
  return net.model(l2Loss(net, 'loss', { loss, parameters: ['hidden.w', 'scores.w'], strength: 1e-4 }));
}

/** The example `spiral`. */
export const spiral: Example = {
  name: 'spiral',
  summary: 'three spiral arms: a net of two layers tells them apart, a linear classifier cannot',

  nets({ seed, dtype }): Net[] {
    const batch = spiralPoints(seed, dtype);
    const trained = (name: string, model: Model, steps: number): Net => ({
      name,
      model,
      optimizer: sgd({ learningRate: 0.5, momentum: 0.9 }),
      parameters: initialParameters(model, { seed, dtype }),
      batch: () => batch,
      steps,
    });
    return [trained('linear', linearClassifier(), 100), trained('two layers', twoLayers(), 500)];
  },

  async result(trained) {
    const shares: number[] = [];
    for (const one of trained) {
      const batch = one.net.batch(1);
      shares.push(accuracy(classesOf(await valueOf(one, batch, 'scores')), batch.labels!.data));
    }
    const [linear, net] = shares as [number, number];
    return {
      text: '',
      figures: [
        {
          text: `linear classifier: accuracy ${percent(linear)} on the ${arms * perArm} points`,
          target: `no more than ${percent(mostLinear)}, lines do not do`,
          reached: linear <= mostLinear,
        },
        {
          text: `two layers: accuracy ${percent(net)} on the ${arms * perArm} points`,
          target: `at least ${percent(least)}`,
          reached: net >= least,
        },
      ],
    };
  },
};
