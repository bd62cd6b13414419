import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { maxout } from '../src/maxout.ts';
import { dtypes, run } from './run-kernel.ts';

const [inf, nan] = [Infinity, NaN];

describe.each(dtypes)('maxout, %s', (dtype) => {
  test('takes the largest piece of every feature, and gives dy to it alone', () => {
    const x = [
      [[1, 9], [5, -2], [3, 4]], // prettier-ignore
      [
        [-7, 0],
        [-8, 6],
        [-6, 2],
      ],
    ];
    const result = run(maxout, { inputs: { x }, dy: [[10, -20], [30, 40]], dtype }); // prettier-ignore
    expect(result).toEqual({
      y: [5, 9, -6, 6],
      shape: [2, 2],
      grads: { x: [0, -20, 10, 0, 0, 0, 0, 0, 0, 40, 30, 0] },
    });
  });

  // prettier-ignore
  test.each<[string, number[], number, number, number[]]>([
    ['of equal pieces the first', [2, 5, 5], 5, -3, [0, -3, 0]],
    ['of 0 and −0 the first', [-1, -0, 0], 0, -3, [0, -3, 0]],
    ['of NaNs the first', [1, nan, nan], nan, -3, [0, -3, 0]],
    ['a NaN in front', [nan, inf, 2], nan, -3, [-3, 0, 0]],
    ['−∞ where there is nothing else', [-inf, -inf, -inf], -inf, -3, [-3, 0, 0]],
    ['nothing for those that lost, also not 0 · ∞', [1, 2, 0], 2, inf, [0, inf, 0]],
  ])('takes %s', (_title, pieces, y, dy, dx) => {
    const x = [pieces.map((value) => [value])];
    expect(run(maxout, { inputs: { x }, dy: [[dy]], dtype })).toEqual({ y: [y], shape: [1, 1], grads: { x: dx } });
  });
});

test('maxout has gradient 0 where dy is left out', () => {
  expect(run(maxout, { inputs: { x: [[[1], [2]]] } }).grads).toEqual({ x: [0, 0] });
});

test.each([[[0, 2, 3]], [[2, 3, 0]]])('maxout of the shape %j is empty', (shape) => {
  const x = tensor('float32', shape, []);
  const { outputs, saved } = maxout.forward({ x });
  expect(outputs.y.shape).toEqual([shape[0], shape[2]]);
  expect(maxout.backward({}, saved).x).toEqual(x);
});
