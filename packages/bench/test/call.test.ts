import { expect, test } from '@jest/globals';
import { callOf, randomTensor, tensorBytes } from '../src/call.ts';
import { workloads } from '../src/workloads.ts';

const lenet = workloads.find(({ name }) => name === 'lenet')!;

test('a workload always has the same tensors, signed and not alike', () => {
  const [a, b] = [callOf(lenet), callOf(lenet)];
  expect(a).toEqual(b);
  const dy = a.outputGrads.y!.data;
  expect(dy.some((value) => value < 0) && dy.some((value) => value > 0)).toBe(true);
  expect([...dy.slice(0, 9)]).not.toEqual([...a.inputs.x!.data.slice(0, 9)]);
});

test('weights are divided by the root of the terms of a sum', () => {
  const { x, w } = callOf(lenet).inputs;
  const most = (data: Float32Array) => Math.max(...data.map(Math.abs));
  expect(most(x!.data)).toBeGreaterThan(0.9);
  expect(most(w!.data)).toBeLessThanOrEqual(1 / 3);
  expect(most(w!.data)).toBeGreaterThan(0.2);
});

test('scale bounds a random tensor', () => {
  const { data, shape } = randomTensor([2, 3], 5, 0.25);
  expect(shape).toEqual([2, 3]);
  expect(Math.max(...data.map(Math.abs))).toBeLessThanOrEqual(0.25);
});

test('the tensors of a call are inputs and outputs, and for a gradient dy and the gradients asked for', () => {
  const [x, w, y] = [28 * 28, 8 * 9, 8 * 26 * 26];
  expect(tensorBytes(callOf(lenet), [])).toBe(4 * (x + w + y));
  expect(tensorBytes(callOf(lenet), ['w'])).toBe(4 * (x + w + y + y + w));
});
