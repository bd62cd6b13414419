/** What can be wrong with models, parameters, gradients, memories and losses: rows of `graph-error.test.ts`. */
import { tensor, type FloatTensor, type Tensor } from '@gradspec/spec';
import {
  adam,
  constant,
  linearLayer,
  netBuilder,
  sgd,
  training,
  type GraphErrorCode,
  type Model,
  type NetBuilder,
  type Parameters,
  type TrainingOptions,
} from '../src/index.ts';
import { tinyNet } from './tiny-net.ts';

type Row = readonly [
  title: string,
  code: GraphErrorCode,
  names: readonly string[],
  message: string,
  work: () => unknown,
];

/** y = w·x + b, and its mean squared error against a target. */
function line(net: NetBuilder): void {
  const y = linearLayer(net, 'y', { x: net.input('x'), inputs: 2, outputs: 3, initial: constant(1) });
  net.node('loss', 'meanSquaredError', { prediction: y, target: net.input('target') });
}
function lineModel(loss = 'loss', more: (net: NetBuilder) => void = () => undefined): Model {
  const net = netBuilder();
  line(net);
  more(net);
  return net.model(loss);
}
const f64 = (shape: readonly number[], ...values: number[]): FloatTensor => tensor('float64', shape, values);
const w = f64([3, 2], 1, -2, 3, -4, 5, -6);
const b = f64([3], 1, -2, 3);
const batch = { x: f64([1, 2], 1, -2), target: f64([1, 3], 3, 2, -1) };
const good = { 'y.w': w, 'y.b': b };

/** The first step of training, with something else than is right. */
const train = (wrong: Partial<TrainingOptions>, model = lineModel()) => {
  const optimizer = sgd({ learningRate: 0.1 });
  const right = { implementations: [tinyNet], optimizer, parameters: good, batch: () => batch, steps: 1 };
  return training(model, { ...right, ...wrong }).next();
};
const trainOn = (data: Readonly<Record<string, Tensor>>) => () => train({ batch: () => data });
const trainFrom = (parameters: object) => () => train({ parameters: parameters as Parameters });
const update = (gradients: object) => () => sgd({ learningRate: 0.1 }).update(good, gradients as Parameters);
const memory = sgd({ learningRate: 0.1 }).update(good, good).memory;

/** Every row: code, names, message, and what makes it. */
export const learningErrors: readonly Row[] = [
  [
    'one parameter that does not lead to the loss',
    'unused-parameter',
    ['w3'],
    'parameter w3: no way leads from it to the loss loss',
    () => lineModel('loss', (net) => net.parameter('w3', [2])),
  ],
  [
    'several, one of them read by a node that leads nowhere, one after the loss',
    'unused-parameter',
    ['w3', 'b3', 'scale'],
    'parameters w3, b3, scale: no way leads from them to the loss loss',
    () =>
      lineModel('loss', (net) => {
        const dead = { x: 'y', w: net.parameter('w3', [4, 3]), b: net.parameter('b3', [4]) };
        net.node('dead', 'linear', dead);
        net.node('total', 'multiply', { a: 'loss', b: net.parameter('scale', []) });
      }),
  ],
  [
    'a loss that is no value',
    'bad-loss',
    ['los'],
    'loss los: no such value; nearest: loss',
    () => lineModel('los'),
  ],
  [
    'a loss that is no scalar',
    'bad-loss',
    ['y'],
    'step 1: the loss y expected a floating scalar [], got float64 [1, 3]',
    () => train({}, lineModel('y')),
  ],
  [
    'a loss of integers',
    'bad-loss',
    ['n'],
    'step 1: the loss n expected a floating scalar [], got int32 []',
    () =>
      train(
        { parameters: {}, batch: () => ({ n: tensor('int32', [], [3]) }) },
        { graph: { inputs: ['n'], nodes: [] }, parameters: {}, loss: 'n' },
      ),
  ],
  [
    'a parameter of a model that its graph does not have',
    'bad-parameter',
    ['y.v'],
    'parameter y.v: no such input; nearest: y.w, y.b',
    () => {
      const model = lineModel();
      const parameters = { ...model.parameters, 'y.v': model.parameters['y.w']! };
      return train({ parameters: { ...good, 'y.v': w } }, { ...model, parameters });
    },
  ],
  [
    'training without two of the parameters',
    'bad-parameter',
    ['y.w', 'y.b'],
    'parameters y.w, y.b were not given',
    trainFrom({}),
  ],
  [
    'training with a parameter that there is not',
    'bad-parameter',
    ['y.ww'],
    'parameter y.ww: there is no parameter y.ww; nearest: y.w, y.b',
    trainFrom({ ...good, 'y.ww': w }),
  ],
  [
    'training with a parameter of another shape',
    'bad-parameter',
    ['y.w'],
    'parameter y.w expected float32 or float64 [3, 2], got float64 [2, 3]',
    trainFrom({ ...good, 'y.w': { ...w, shape: [2, 3] } }),
  ],
  [
    'training with a parameter of integers',
    'bad-parameter',
    ['y.b'],
    'parameter y.b expected float32 or float64 [3], got int32 [3]',
    trainFrom({ ...good, 'y.b': tensor('int32', [3], [1, 2, 3]) }),
  ],
  [
    'a batch without an input',
    'missing-input',
    ['target'],
    "the graph's input target was not given",
    trainOn({ x: batch.x }),
  ],
  [
    'a batch with a parameter in it',
    'unknown-input',
    ['y.w'],
    'step 1: the batch gives y.w, which is a parameter of the model',
    trainOn({ ...batch, 'y.w': w }),
  ],
  [
    'a loss that is not a number',
    'not-finite',
    ['loss'],
    'step 1: the loss loss is NaN',
    trainOn({ ...batch, x: f64([1, 2], 1, NaN) }),
  ],
  [
    'a loss that is infinite',
    'not-finite',
    ['loss'],
    'step 1: the loss loss is Infinity',
    trainOn({ ...batch, x: f64([1, 2], 1e200, 1) }),
  ],
  [
    'a gradient that is missing',
    'bad-parameter',
    ['y.b'],
    'gradient y.b was not given',
    update({ 'y.w': w }),
  ],
  [
    'a gradient of no parameter',
    'bad-parameter',
    ['y.c'],
    'gradient y.c: there is no parameter y.c; nearest: y.w, y.b',
    update({ ...good, 'y.c': w }),
  ],
  [
    'a gradient of another dtype',
    'bad-parameter',
    ['y.b'],
    'gradient y.b expected float64 [3], got float32 [3]',
    update({ ...good, 'y.b': tensor('float32', [3], [1, 2, 3]) }),
  ],
  [
    'a gradient of other sizes',
    'bad-parameter',
    ['y.b'],
    'gradient y.b expected float64 [3], got float64 [2]',
    update({ ...good, 'y.b': f64([2], 1, 2) }),
  ],
  [
    'a gradient that is a number',
    'bad-parameter',
    ['y.b'],
    'gradient y.b expected float64 [3], got no tensor',
    update({ ...good, 'y.b': 3 }),
  ],
  [
    'the memory of another optimizer',
    'bad-parameter',
    ['sgd'],
    'adam: memory expected that of adam, got that of sgd',
    () => adam().update(good, good, memory),
  ],
  [
    'a memory without a parameter, and of one more',
    'bad-parameter',
    ['y.b', 'z'],
    'sgd: memory expected the sums of these parameters, got others for y.b, z',
    () => {
      const sums = { 'y.w': memory.sums['y.w']!, z: memory.sums['y.b']! };
      return sgd({ learningRate: 1 }).update(good, good, { ...memory, sums });
    },
  ],
  [
    'a memory of a parameter of another size',
    'bad-parameter',
    ['y.b'],
    'sgd: memory expected the sums of these parameters, got others for y.b',
    () => {
      const sums = { ...memory.sums, 'y.b': memory.sums['y.w']! };
      return sgd({ learningRate: 1 }).update(good, good, { ...memory, sums });
    },
  ],
];
