import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { elu, leakyRelu, relu } from '../src/rectifiers.ts';
import { dtypes, numericGradients, run } from './run-kernel.ts';

const operators = { relu, leakyRelu, elu };
const [inf, nan] = [Infinity, NaN];

describe.each(dtypes)('%s', (dtype) => {
  // prettier-ignore
  test.each<[string, keyof typeof operators, object, number[], number[], number[], number[]]>([
    // what                                        attributes       x                y                 dy             dx
    ['relu', 'relu',                               {},              [-2, 3, -0.5],   [0, 3, 0],        [5, -7, 11],   [0, -7, 0]],
    ['relu has derivative 0 at 0', 'relu',         {},              [0, -0],         [0, 0],           [5, -7],       [0, 0]],
    ['relu passes NaN and ∞', 'relu',              {},              [nan, inf, -inf], [nan, inf, 0],   [5, -7, 11],   [5, -7, 0]],
    ['relu below 0 is 0, also not 0 · ∞', 'relu',  {},              [-2, -2, 3],     [0, 0, 3],        [inf, nan, inf], [0, 0, inf]],
    ['leakyRelu', 'leakyRelu',                     { slope: 0.25 }, [-2, 3, -8],     [-0.5, 3, -2],    [4, -7, 12],   [1, -7, 3]],
    ['leakyRelu has its slope at 0', 'leakyRelu',  { slope: 0.25 }, [0, -0],         [0, 0],           [4, -8],       [1, -2]],
    ['leakyRelu passes NaN and ∞', 'leakyRelu',    { slope: 0.25 }, [nan, inf, -inf], [nan, inf, -inf], [4, -7, 12],  [4, -7, 3]],
    ['a negative slope turns round', 'leakyRelu',  { slope: -2 },   [-2, 3, 0],      [4, 3, 0],        [4, -7, 12],   [-8, -7, -24]],
    ['elu has derivative alpha at 0', 'elu',       { alpha: 1.5 },  [0, -0, 3],      [0, 0, 3],        [4, -8, -7],   [6, -12, -7]],
    ['elu passes NaN and ∞, and −alpha is its limit', 'elu', { alpha: 1.5 }, [nan, inf, -inf], [nan, inf, -1.5], [4, -7, 12], [4, -7, 0]],
  ])('%s', (_title, operator, attributes, x, y, dy, dx) => {
    const result = run(operators[operator], { inputs: { x }, attributes, dy, dtype });
    expect(result).toEqual({ y, shape: [x.length], grads: { x: dx } });
  });

  test('elu is alpha · (e^x − 1) below 0', () => {
    const call = { inputs: { x: [-Math.log(4)] }, attributes: { alpha: -2 }, dy: [6], dtype };
    const { y, grads } = run(elu, call);
    expect(y[0]).toBeCloseTo(1.5, 6);
    expect(grads.x![0]).toBeCloseTo(-3, 6);
  });

  test('elu keeps its digits just below 0, and its gradient far below', () => {
    const x = [-1e-12, -60];
    const { y, grads } = run(elu, { inputs: { x }, dy: [3, -5], dtype });
    expect(y[0]).toBe(tensor(dtype, [], [Math.expm1(tensor(dtype, [], [x[0]!]).data[0]!)]).data[0]);
    expect(grads.x![1]! / (-5 * Math.exp(-60))).toBeCloseTo(1, 6);
  });

  test('the default slope is 0.01 and the default alpha 1', () => {
    const x = [-100];
    expect(run(leakyRelu, { inputs: { x }, dtype }).y).toEqual([-1]);
    expect(run(elu, { inputs: { x }, dtype }).y).toEqual([-1]);
  });
});

test.each(Object.entries(operators))('%s has the gradient that differences show', (_name, operator) => {
  const call = { inputs: { x: [[0.7, -1.3, 2.1, -0.2, -3.5]] }, dy: [[1.5, -0.4, 3, -2, 0.25]] };
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
