/**
 * Nets that are small enough to differentiate by differences, with every kind of step on their tapes.
 *
 * @module
 */
import { initialParameters, linearLayer, netBuilder, normal, recurrentLayers, sgd } from '@gradspec/graph';
import { tensor } from '@gradspec/spec';
import type { Course } from '../../src/train/reference-run.ts';

const optimizer = sgd({ learningRate: 0.3, momentum: 0.6 });
const x = tensor('float64', [3, 2], [0.5, -1.25, 2, 0.75, -0.5, 1.5]);

/** relu, softmax and cross-entropy. */
export function classifier(): Course {
  const net = netBuilder();
  const hidden = linearLayer(net, 'hidden', { x: net.input('x'), inputs: 2, outputs: 4, initial: normal(1) });
  const h = net.node('h', 'relu', { x: hidden });
  const scores = linearLayer(net, 'scores', { x: h, inputs: 4, outputs: 3 });
  const model = net.model(net.node('loss', 'softmaxCrossEntropy', { scores, labels: net.input('labels') }));
  const batch = { x, labels: tensor('int32', [3], [2, 0, 1]) };
  return {
    model,
    optimizer,
    parameters: initialParameters(model, { seed: 4, dtype: 'float64' }),
    batch: () => batch,
  };
}

/** tanh through time, a maximum, a sigmoid, a quotient, squares; a batch of its own at each step. */
export function recurrence(): Course {
  const net = netBuilder();
  const { h } = recurrentLayers(net, 'states', { kind: 'rnn', x: net.input('x'), inputs: 2, hidden: 3 });
  const out = linearLayer(net, 'out', { x: h, inputs: 3, outputs: 1, initial: normal(1) });
  const gate = net.node('gate', 'sigmoid', { x: out });
  const inverse = net.node('inverse', 'reciprocal', {
    x: net.node('shifted', 'addConstant', { x: gate }, { value: 1 }),
  });
  const prediction = net.node('prediction', 'maximum', { a: out, b: inverse });
  const model = net.model(net.node('loss', 'meanSquaredError', { prediction, target: net.input('target') }));
  return {
    model,
    optimizer,
    parameters: initialParameters(model, { seed: 9, dtype: 'float64' }),
    batch: (step) => ({
      x: tensor(
        'float64',
        [3, 1, 2],
        x.data.map((value) => value / step),
      ),
      target: tensor('float64', [3, 1, 1], [step / 2, -1.5, 0.75]),
    }),
  };
}
