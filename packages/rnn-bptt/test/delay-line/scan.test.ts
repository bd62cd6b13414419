import { describe, expect, test } from '@jest/globals';
import { inferShapes, type Attributes, type Shape } from '@gradspec/spec';
import { rowAt, scanOf, siteAt } from '../../src/delay-line/scan.ts';
import { drawCase } from '../conv-case.ts';
import { random } from '../random.ts';

const seeds = Array.from({ length: 30 }, (_, seed) => seed);

function scan(x: Shape, w: Shape, given: Attributes<'conv'> = {}) {
  const { attributes, outputShapes } = inferShapes('conv', { x, w }, given);
  return scanOf(attributes, { x, w, y: outputShapes.y });
}

describe('scanOf', () => {
  test('works out by hand: an image of 3×4 in a frame, every attribute different along the axes', () => {
    const made = scan([2, 3, 3, 4], [5, 3, 2, 3], {
      padding: [[1, 0], [2, 1]], // prettier-ignore
      dilation: [3, 2],
      stride: [1, 2],
    });
    expect(made.sizes).toEqual([4, 7]);
    expect(made.strides).toEqual([7, 1]);
    expect(made.steps).toBe(28);
    // tap (kh, kw) is 3·(1 − kh) rows of 7 and 2·(2 − kw) pixels old
    expect(made.delays).toEqual([25, 23, 21, 4, 2, 0]);
    expect(made.lineLength).toBe(26);
  });

  test('the line of an image is DH(KH − 1) rows of the padded width and DW(KW − 1) + 1 pixels', () => {
    const [W, KH, KW, DH, DW] = [11, 3, 4, 2, 1];
    const made = scan([1, 1, 9, W], [1, 1, KH, KW], { padding: [[0, 0], [2, 3]], dilation: [DH, DW] }); // prettier-ignore
    expect(made.lineLength).toBe(DH * (KH - 1) * (2 + W + 3) + DW * (KW - 1) + 1);
  });

  test('a kernel of one element remembers one position', () => {
    expect(scan([1, 1, 3, 4, 5], [1, 1, 1, 1, 1]).lineLength).toBe(1);
  });
});

describe('siteAt', () => {
  test('says which input is scanned, and where there is padding', () => {
    const made = scan([1, 1, 2, 3], [1, 1, 1, 1], { padding: [[1, 0], [0, 2]] }); // prettier-ignore
    const sites = Array.from({ length: made.steps }, (_, t) => siteAt(made, made.inputs, t));
    expect(sites).toEqual([-1, -1, -1, -1, -1, 0, 1, 2, -1, -1, 3, 4, 5, -1, -1]);
  });

  test('says where a window ends: every second column from the third on, in the second row', () => {
    const made = scan([1, 1, 2, 6], [1, 1, 2, 3], { stride: [1, 2] });
    const sites = Array.from({ length: made.steps }, (_, t) => siteAt(made, made.outputs, t));
    expect(sites).toEqual([-1, -1, -1, -1, -1, -1, -1, -1, 0, -1, 1, -1]);
  });

  test.each(seeds)('meets every input and every output once, in row-major order, seed %i', (seed) => {
    const { x, w, y, attributes } = drawCase(random(seed));
    const made = scan(x, w, attributes);
    for (const [sites, shape] of [
      [made.inputs, x],
      [made.outputs, y],
    ] as const) {
      // prettier-ignore
      const met = Array.from({ length: made.steps }, (_, t) => siteAt(made, sites, t)).filter((at) => at >= 0);
      const count = shape.slice(2).reduce((product, size) => product * size, 1);
      expect({ shape, met }).toEqual({ shape, met: Array.from({ length: count }, (_, at) => at) });
    }
  });
});

test('rowAt is where the row of a site begins, and −1 where there is none', () => {
  const made = scan([1, 1, 3], [1, 1, 2], { padding: [[1, 1]] });
  expect([0, 1, 2, 3, 4].map((t) => rowAt(made, made.inputs, t, 6))).toEqual([-1, 0, 6, 12, -1]);
});
