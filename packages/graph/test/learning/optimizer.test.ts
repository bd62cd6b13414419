import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { adam, sgd, type OptimizerMemory, type Parameters } from '../../src/index.ts';
import { stepsOf, tensorsOf } from './steps.ts';

const optimizers = [sgd({ learningRate: 0.3, momentum: 0.9 }), adam({ learningRate: 0.3 })];
const shape = ({ length }: readonly number[]) => [length / 2, 2];

/** Frozen as deep as goes; the elements of a typed array cannot be. */
function frozen<T extends Parameters | OptimizerMemory>(value: T): T {
  for (const part of Object.values(value) as unknown[])
    if (typeof part === 'object' && part !== null && !ArrayBuffer.isView(part)) frozen(part as T);
  return Object.freeze(value);
}

describe.each(optimizers)('an update of $name', (optimizer) => {
  const start = frozen(tensorsOf('float64', { w: [1, -2, 3, -4], b: [0.5, -0.25] }, shape));
  const gradients = frozen(tensorsOf('float64', { b: [-3, 1], w: [2, 4, -1, 0.5] }, shape));
  const memory = frozen(optimizer.update(start, gradients).memory);

  test('changes nothing that comes in, and the same call again gives the same', () => {
    const before = structuredClone({ start, gradients, memory });
    const once = optimizer.update(start, gradients, memory);
    expect({ start, gradients, memory }).toEqual(before);
    const kept = structuredClone(once);
    expect(optimizer.update(start, gradients, memory)).toEqual(kept);
    optimizer.update(once.parameters, gradients, once.memory);
    expect(once).toEqual(kept);
  });

  test('returns memory of nothing that comes in', () => {
    const { parameters, memory: after } = optimizer.update(start, gradients, memory);
    const buffersOf = (tensors: Parameters) => Object.values(tensors).map(({ data }) => data.buffer);
    const sumsOf = ({ sums }: OptimizerMemory) =>
      Object.values(sums).flatMap((of) => of.map((s) => s.buffer));
    const buffers = [
      ...[start, gradients, parameters].flatMap(buffersOf),
      ...[memory, after].flatMap(sumsOf),
    ];
    expect(new Set(buffers).size).toBe(buffers.length);
  });

  test('counts the steps in the memory, and starts anew without one', () => {
    const { parameters, memory: after } = optimizer.update(start, gradients, memory);
    expect([memory.steps, after.steps]).toEqual([1, 2]);
    expect(optimizer.update(start, gradients).parameters).not.toEqual(parameters);
    expect(optimizer.update(start, gradients).memory).toEqual(memory);
  });

  test('keeps names, order, shapes and dtypes', () => {
    const { parameters } = optimizer.update(start, gradients);
    expect(Object.entries(parameters).map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
      ['w', 'float64', [2, 2]],
      ['b', 'float64', [1, 2]],
    ]);
  });

  test('float32: every step is that of float64, rounded once; what is remembered is not', () => {
    const numbers = { w: [0.1, -0.7, 3e7, -1e-9] };
    const all = [
      [0.3, -0.1, 1, 1e-12],
      [-0.7, 0.2, 3, -1e-12],
      [0.9, 0.6, -2, 5e-12],
    ].map((g) => tensorsOf('float32', { w: g }));
    const wide = all.map(({ w }) => tensorsOf('float64', { w: [...w!.data] }));
    let start = tensorsOf('float32', numbers);
    let memory: OptimizerMemory | undefined;
    let wideMemory: OptimizerMemory | undefined;
    for (const [i, g] of all.entries()) {
      const exact = optimizer.update(tensorsOf('float64', { w: [...start.w!.data] }), wide[i]!, wideMemory);
      const rounded = optimizer.update(start, g, memory);
      expect(rounded.parameters.w).toEqual(tensor('float32', [4], exact.parameters.w!.data));
      expect(rounded.memory).toEqual(exact.memory);
      expect(rounded.memory.sums.w![0]).toBeInstanceOf(Float64Array);
      [start, memory, wideMemory] = [rounded.parameters, rounded.memory, exact.memory];
    }
  });

  test('a parameter without elements is no mistake, nor are no parameters', () => {
    const empty = { w: tensor('float64', [0, 3], []) };
    expect(optimizer.update(empty, empty).parameters).toEqual(empty);
    expect(optimizer.update({}, {}).parameters).toEqual({});
  });

  test('goes downhill', () => {
    // the loss ½·(p − 2)² has the gradient p − 2
    let at = -3;
    let memory: OptimizerMemory | undefined;
    for (let i = 0; i < 300; i++) {
      const step = optimizer.update(
        tensorsOf('float64', { p: [at] }),
        tensorsOf('float64', { p: [at - 2] }),
        memory,
      );
      [at, memory] = [step.parameters.p!.data[0]!, step.memory];
    }
    expect(at).toBeCloseTo(2, 2);
  });
});

test('a parameter’s step does not depend on those beside it', () => {
  for (const optimizer of optimizers) {
    const alone = stepsOf(optimizer, tensorsOf('float64', { w: [1, -2] }), [
      tensorsOf('float64', { w: [3, 5] }),
      tensorsOf('float64', { w: [-1, 2] }),
    ]);
    const beside = stepsOf(optimizer, tensorsOf('float64', { b: [7], w: [1, -2] }), [
      tensorsOf('float64', { w: [3, 5], b: [9] }),
      tensorsOf('float64', { w: [-1, 2], b: [-9] }),
    ]);
    expect(beside.map(({ w }) => w)).toEqual(alone.map(({ w }) => w));
  }
});
