import { describe, expect, test } from '@jest/globals';
import { tensor, type Implementation, type SyncKernel } from '@gradspec/spec';
import {
  adam,
  GraphError,
  initialParameters,
  l2Loss,
  linearLayer,
  netBuilder,
  sgd,
  training,
  type Optimizer,
  type Parameters,
  type TrainingOptions,
  type TrainingStep,
} from '../../src/index.ts';
import { numbers } from '../nodes.ts';
import { tinyNet } from '../tiny-net.ts';

const f64 = (shape: readonly number[], ...values: number[]) => tensor('float64', shape, values);
const numbersOf = (tensors: Parameters) => numbers(new Map(Object.entries(tensors)));

/** y = w·x + b with two inputs and one output; mean squared error, and the cost of w. */
function lineModel(strength = 0) {
  const net = netBuilder();
  const y = linearLayer(net, 'line', { x: net.input('x'), inputs: 2, outputs: 1 });
  const loss = net.node('loss', 'meanSquaredError', { prediction: y, target: net.input('target') });
  return net.model(l2Loss(net, 'total', { loss, parameters: ['line.w'], strength }));
}
/** target = 2·x₀ − x₁ + 3 at four points */
const points = { x: f64([4, 2], 1, 0, -1, 2, 0, -1, 2, 1), target: f64([4, 1], 5, -1, 4, 6) };
const start = { 'line.w': f64([1, 2], 1, -2), 'line.b': f64([1], 0.5) };
const options: TrainingOptions = {
  implementations: [tinyNet],
  optimizer: sgd({ learningRate: 0.25 }),
  parameters: start,
  batch: () => points,
  steps: 3,
};

async function all(steps: AsyncIterable<TrainingStep>): Promise<TrainingStep[]> {
  const list: TrainingStep[] = [];
  for await (const step of steps) list.push(step);
  return list;
}

describe('training', () => {
  test('the first step by hand: loss, gradients, parameters', async () => {
    const [first] = await all(training(lineModel(0.5), { ...options, steps: 1 }));
    // y = 1.5, −4.5, 2.5, 0.5 misses by −3.5, −3.5, −1.5, −5.5; loss (12.25 + 12.25 + 2.25 + 30.25)/4 + ½·5
    // dw = ½·Σ miss·x + w = ½·(−3.5 + 3.5 + 0 − 11) + 1, ½·(0 − 7 + 1.5 − 5.5) − 2;  db = ½·(−14)
    expect(first).toMatchObject({ step: 1, loss: 16.75 });
    expect(numbersOf(first!.gradients)).toEqual({ 'line.w': [-4.5, -7.5], 'line.b': [-7] });
    expect(numbersOf(first!.parameters)).toEqual({ 'line.w': [2.125, -0.125], 'line.b': [2.25] });
    expect(first!.run.values.get('total')).toEqual(f64([], 16.75));
    expect(first!.run.values.get('line.w')).toBe(start['line.w']);
  });

  test('each step goes on from the parameters and the memory of the one before', async () => {
    const model = lineModel(0.5);
    const optimizer = sgd({ learningRate: 0.125, momentum: 0.5 });
    const steps = await all(training(model, { ...options, optimizer }));
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3]);
    let [parameters, memory]: [Parameters, ReturnType<Optimizer['update']>['memory'] | undefined] = [
      start,
      undefined,
    ];
    for (const done of steps) {
      const [alone] = await all(training(model, { ...options, parameters, steps: 1 }));
      expect([done.loss, done.gradients]).toEqual([alone!.loss, alone!.gradients]);
      ({ parameters, memory } = optimizer.update(parameters, done.gradients, memory));
      expect(done.parameters).toEqual(parameters);
    }
  });

  test.each([
    ['sgd', sgd({ learningRate: 0.1, momentum: 0.5 }), 200],
    ['adam', adam({ learningRate: 0.1 }), 600],
  ])('%s finds the plane', async (_, optimizer, steps) => {
    const model = lineModel();
    const parameters = initialParameters(model, { seed: 1, dtype: 'float64' });
    const last = (await all(training(model, { ...options, optimizer, parameters, steps }))).at(-1)!;
    expect(last.loss).toBeLessThan(1e-6);
    expect(last.parameters['line.w']!.data[0]).toBeCloseTo(2, 3);
    expect(last.parameters['line.w']!.data[1]).toBeCloseTo(-1, 3);
    expect(last.parameters['line.b']!.data[0]).toBeCloseTo(3, 3);
  });

  test('classes in float32: the loss falls and the scores are right', async () => {
    const net = netBuilder();
    const scores = linearLayer(net, 'fc', { x: net.input('x'), inputs: 2, outputs: 3 });
    const labels = net.input('labels');
    const model = net.model(net.node('loss', 'softmaxCrossEntropy', { scores, labels }));
    const x = tensor('float32', [5, 2], [2, 1, -2, 1, 0, -3, 3, 0.5, -1, 0.5]);
    const batch = () => ({ x, labels: tensor('int32', [5], [2, 0, 1, 2, 0]) });
    const parameters = initialParameters(model, { seed: 3, dtype: 'float32' });
    const optimizer = adam({ learningRate: 0.1 });
    const steps = await all(training(model, { ...options, optimizer, parameters, batch, steps: 100 }));
    expect(steps[0]!.loss).toBeGreaterThan(0.5);
    expect(steps.at(-1)!.loss).toBeLessThan(0.05);
    expect(steps.at(-1)!.parameters['fc.w']!.dtype).toBe('float32');
    const last = [...steps.at(-1)!.run.values.get('fc')!.data];
    const best = [0, 1, 2, 3, 4].map((n) => {
      const row = last.slice(3 * n, 3 * n + 3);
      return row.indexOf(Math.max(...row));
    });
    expect(best).toEqual([2, 0, 1, 2, 0]);
  });

  test('a batch is asked for when its step comes, by the number of the step', async () => {
    const asked: number[] = [];
    const batch = (step: number) => {
      asked.push(step);
      return { ...points, x: f64([4, 2], ...[step, 0, -1, 2, 0, -1, 2, 1]) };
    };
    const steps = training(lineModel(), { ...options, batch });
    expect(asked).toEqual([]);
    const [first, second] = [await steps.next(), await steps.next()] as { value: TrainingStep }[];
    expect(asked).toEqual([1, 2]);
    expect(second!.value.run.values.get('x')!.data[0]).toBe(2);
    expect(first!.value.run.values.get('x')!.data[0]).toBe(1);
  });

  test('stopping early is fine, and nothing is computed after it', async () => {
    const asked: number[] = [];
    const batch = (step: number) => {
      asked.push(step);
      return points;
    };
    const steps = training(lineModel(), { ...options, batch, steps: 1000 });
    for await (const { step } of steps) if (step === 2) break;
    expect(asked).toEqual([1, 2]);
    expect(await steps.next()).toEqual({ done: true, value: undefined });
    expect(await training(lineModel(), options).return()).toEqual({ done: true, value: undefined });
  });

  test('no steps, no work', async () => {
    expect(await all(training(lineModel(), { ...options, steps: 0 }))).toEqual([]);
  });

  test('nothing that comes in is changed, nor is what was handed out', async () => {
    const before = structuredClone({ start, points });
    const handed: TrainingStep[] = [];
    const copies: unknown[] = [];
    for await (const step of training(lineModel(0.5), { ...options, optimizer: adam() })) {
      handed.push(step);
      copies.push(structuredClone([step.gradients, step.parameters, step.run.values]));
    }
    expect({ start, points }).toEqual(before);
    expect(handed.map(({ gradients, parameters, run }) => [gradients, parameters, run.values])).toEqual(
      copies,
    );
  });

  test('only the gradients of the parameters are computed', async () => {
    const asked: unknown[] = [];
    const kernel = tinyNet.kernels.linear as SyncKernel<'linear'>;
    const linear: SyncKernel<'linear'> = {
      ...kernel,
      backward(grads, saved, wanted) {
        asked.push(wanted);
        return kernel.backward(grads, saved, wanted);
      },
    };
    const noting: Implementation = { ...tinyNet, kernels: { ...tinyNet.kernels, linear } };
    const [step] = await all(training(lineModel(), { ...options, implementations: [noting], steps: 1 }));
    expect(asked).toEqual([['w', 'b']]);
    expect(Object.keys(step!.gradients)).toEqual(['line.w', 'line.b']);
  });
});

describe('what goes wrong', () => {
  const flipped = { 'line.w': start['line.b'], 'line.b': start['line.w'] };
  test.each([
    ['no parameters', { parameters: {} }, 'parameters line.w, line.b were not given'],
    [
      'parameters that do not fit',
      { parameters: flipped },
      'parameter line.w expected float32 or float64 [1, 2], got float64 [1]',
    ],
    ['steps of −1', { steps: -1 }, 'training: steps expected an integer of at least 0, got -1'],
    ['steps of 2.5', { steps: 2.5 }, 'training: steps expected an integer of at least 0, got 2.5'],
    ['endless steps', { steps: Infinity }, 'training: steps expected an integer of at least 0, got Infinity'],
  ])('%s are an error at once, not at the first step', (_, wrong, message) => {
    expect(() => training(lineModel(), { ...options, ...wrong })).toThrow(message);
  });

  test('a model by hand with an unused parameter is an error at once', () => {
    const model = lineModel();
    const graph = { ...model.graph, inputs: [...model.graph.inputs, 'idle'] };
    const parameters = { ...model.parameters, idle: { shape: [], initial: () => [0] } };
    expect(() => training({ ...model, graph, parameters }, options)).toThrow(
      'parameter idle: no way leads from it to the loss total',
    );
  });

  test('a rate too high: the error names the step, and the steps before it have been handed out', async () => {
    const seen: number[] = [];
    const work = async () => {
      const optimizer = sgd({ learningRate: 1e60 });
      for await (const { loss } of training(lineModel(0.5), { ...options, optimizer, steps: 50 }))
        seen.push(loss);
    };
    await expect(work()).rejects.toThrow(
      new GraphError('not-finite', ['total'], 'step 4: the loss total is Infinity'),
    );
    expect(seen).toHaveLength(3);
    expect(seen.every(Number.isFinite)).toBe(true);
  });

  test('a node that fails is named as in forward', async () => {
    const batch = () => ({ ...points, target: f64([2, 2], 1, 2, 3, 4) });
    await expect(training(lineModel(), { ...options, batch }).next()).rejects.toMatchObject({
      code: 'node-failed',
      names: ['loss'],
    });
  });
});
