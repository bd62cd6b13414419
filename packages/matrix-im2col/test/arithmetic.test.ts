import { describe, expect, test } from '@jest/globals';
import { addConstant, reciprocal, scale } from '../src/arithmetic.ts';
import { dtypes, numericGradients, run } from './run-kernel.ts';

const operators = { scale, addConstant, reciprocal };
const [inf, nan] = [Infinity, NaN];

describe.each(dtypes)('%s', (dtype) => {
  // prettier-ignore
  test.each<[string, keyof typeof operators, object, number[], number[], number[], number[]]>([
    // what                                     attributes        x                y                  dy              dx
    ['scale scales dy too', 'scale',            { value: -1.5 },  [2, -4, inf],    [-3, 6, -inf],     [4, -2, 6],     [-6, 3, -9]],
    ['a scale of 0 keeps NaN', 'scale',         { value: 0 },     [5, inf, nan],   [0, nan, nan],     [3, -7, inf],   [0, 0, nan]],
    ['addConstant passes dy on', 'addConstant', { value: -0.5 },  [2, -inf, nan],  [1.5, -inf, nan],  [3, -7, 11],    [3, -7, 11]],
    ['reciprocal', 'reciprocal',                {},               [2, -4, 0.5],    [0.5, -0.25, 2],   [8, -32, 3],    [-2, 2, -12]],
    ['reciprocal at 0 is ±∞, and dx −∞ · dy', 'reciprocal', {},   [0, -0, 0, 0],   [inf, -inf, inf, inf], [3, 5, -2, 0], [-inf, -inf, inf, nan]],
    ['reciprocal of ∞ is 0', 'reciprocal',      {},               [inf, -inf, nan], [0, 0, nan],      [3, -5, 7],     [0, 0, nan]],
  ])('%s', (_title, operator, attributes, x, y, dy, dx) => {
    const result = run(operators[operator], { inputs: { x }, attributes, dy, dtype });
    expect(result).toEqual({ y, shape: [x.length], grads: { x: dx } });
  });
});

test('the gradient of reciprocal is finite where 1/x² alone would not be', () => {
  const { grads } = run(reciprocal, { inputs: { x: [1e-160, -3] }, dy: [1e-300, 9] });
  expect(grads.x![0]! / -1e20).toBeCloseTo(1, 12);
  expect(grads.x![1]).toBeCloseTo(-1, 15);
});

test.each(Object.entries(operators))('%s has the gradient that differences show', (name, operator) => {
  const call = {
    inputs: { x: [[0.7, -1.3, 2.1]] },
    attributes: name === 'reciprocal' ? {} : { value: -2.5 },
    dy: [[1.5, -0.4, 3]],
  };
  const measured = numericGradients(operator, call).x!;
  run(operator, call).grads.x!.forEach((value, i) => expect(value).toBeCloseTo(measured[i]!, 7));
});

test.each(Object.entries(operators))(
  '%s has gradient 0 where dy is left out, and takes nothing',
  (name, operator) => {
    const attributes = name === 'reciprocal' ? {} : { value: 3 };
    expect(run(operator, { inputs: { x: [[2], [-5]] }, attributes }).grads).toEqual({ x: [0, 0] });
    expect(run(operator, { inputs: { x: [[], []] }, attributes, dy: [[], []] })).toEqual({
      y: [],
      shape: [2, 0],
      grads: { x: [] },
    });
  },
);
