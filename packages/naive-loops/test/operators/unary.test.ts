import { expect, test } from '@jest/globals';
import type { OperatorName } from '@gradspec/spec';
import { run } from '../run.ts';

const third = Math.log(3);

test.each<[OperatorName, object, number, number, number]>([
  ['scale', { value: -2 }, 3, -6, -20],
  ['addConstant', { value: -2 }, 3, 1, 10],
  ['reciprocal', {}, 4, 0.25, -0.625],
  ['reciprocal', {}, 0, Infinity, -Infinity],
  ['reciprocal', {}, -Infinity, 0, 0],
  ['exp', {}, 0, 1, 10],
  ['exp', {}, 1000, Infinity, Infinity],
  ['sigmoid', {}, 0, 0.5, 2.5],
  ['sigmoid', {}, 1000, 1, 0],
  ['sigmoid', {}, -740, Math.exp(-740), 10 * Math.exp(-740)],
  ['tanh', {}, third, 0.8, 3.6],
  ['tanh', {}, -1000, -1, 0],
  ['relu', {}, 3, 3, 10],
  ['relu', {}, -3, 0, 0],
  ['relu', {}, 0, 0, 0],
  ['relu', {}, NaN, NaN, 10],
  ['leakyRelu', {}, -3, -0.03, 0.1],
  ['leakyRelu', { slope: 0.5 }, 0, 0, 5],
  ['leakyRelu', { slope: 0.5 }, 3, 3, 10],
  ['elu', {}, 3, 3, 10],
  ['elu', { alpha: 0.5 }, 0, 0, 5],
  ['elu', { alpha: 2 }, -third, -4 / 3, 20 / 3],
  ['elu', {}, -Infinity, -1, 0],
  ['elu', {}, -1e-20, -1e-20, 10], // e^x − 1 would be 0
  ['elu', {}, NaN, NaN, 10],
])('%s with %j at %d is %d, and passes %d of 10 on', (operator, attributes, x, y, dx) => {
  const { outputs, grads } = run(operator, { x: [x] }, attributes, { y: [10] });
  const near = (got: number, to: number) => (Math.abs(got - to) <= 4 * 2 ** -52 * Math.abs(to) ? to : got);
  expect([near(outputs.y![0]!, y), near(grads.x![0]!, dx)]).toEqual([y, dx]);
});

test('a closed relu passes nothing on, also not 0 · ∞', () => {
  expect(run('relu', { x: [-1, 0] }, {}, { y: [Infinity, NaN] }).grads.x).toEqual([0, 0]);
});
