import { describe, expect, test } from '@jest/globals';
import { exp, sigmoid, tanh } from '../src/exponentials.ts';
import { dtypes, numericGradients, run, settled } from './run-kernel.ts';

const operators = { exp, sigmoid, tanh };
const [inf, nan, ln3] = [Infinity, NaN, Math.log(3)];

describe.each(dtypes)('%s', (dtype) => {
  // prettier-ignore
  test.each<[string, keyof typeof operators, number[], number[], number[], number[]]>([
    // what                                 x                 y               dy          dx
    ['exp: y · dy', 'exp',                  [0, ln3, -ln3],   [1, 3, 1 / 3],  [5, -2, 6], [5, -6, 2]],
    ['exp of −∞ is 0, of ∞ is ∞', 'exp',    [-inf, inf, nan], [0, inf, nan],  [5, -2, 6], [0, -inf, nan]],
    ['sigmoid: y (1 − y) dy', 'sigmoid',    [0, ln3, -ln3],   [1 / 2, 3 / 4, 1 / 4], [8, -16, 32], [2, -3, 6]],
    ['sigmoid at the ends', 'sigmoid',      [-inf, inf, nan], [0, 1, nan],    [5, -2, 6], [0, 0, nan]],
    ['tanh: (1 − y²) dy', 'tanh',           [0, ln3, -ln3],   [0, 0.8, -0.8], [3, -50, 25], [3, -18, 9]],
    ['tanh at the ends', 'tanh',            [-inf, inf, nan], [-1, 1, nan],   [5, -2, 6], [0, 0, nan]],
  ])('%s', (_title, operator, x, y, dy, dx) => {
    const { y: got, grads } = run(operators[operator], { inputs: { x }, dy, dtype });
    expect(settled(got, y, dtype)).toEqual(y);
    expect(settled(grads.x!, dx, dtype)).toEqual(dx);
  });

  test('a sigmoid far below 0 has the gradient e^x · dy, not 0', () => {
    const { y, grads } = run(sigmoid, { inputs: { x: [-40] }, dy: [-3], dtype });
    expect(y[0]! / Math.exp(-40)).toBeCloseTo(1, 6);
    expect(grads.x![0]! / (-3 * Math.exp(-40))).toBeCloseTo(1, 6);
  });
});

test.each(Object.entries(operators))('%s has the gradient that differences show', (_name, operator) => {
  const call = { inputs: { x: [[0.7, -1.3, 2.1, 0, -3.5]] }, dy: [[1.5, -0.4, 3, -2, 0.25]] };
  const measured = numericGradients(operator, call).x!;
  run(operator, call).grads.x!.forEach((value, i) => expect(value).toBeCloseTo(measured[i]!, 7));
});

test.each(Object.entries(operators))(
  '%s has gradient 0 where dy is left out, and takes nothing',
  (_name, operator) => {
    expect(run(operator, { inputs: { x: [[2], [-5]] } }).grads).toEqual({ x: [0, 0] });
    expect(run(operator, { inputs: { x: [] }, dy: [] })).toEqual({ y: [], shape: [0], grads: { x: [] } });
  },
);
