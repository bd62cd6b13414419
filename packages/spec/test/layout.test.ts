import { describe, expect, test } from '@jest/globals';
import { failure } from '../src/check-tensor.ts';
import { bindLayouts, layInputs } from '../src/layout.ts';
import type { Shape, SpecErrorCode } from '../src/index.ts';
import { partsOf } from './calls.ts';

type Layouts = Readonly<Record<string, string>>;
type Shapes = Readonly<Record<string, Shape>>;

function bind(layouts: Layouts, shapes: Shapes) {
  const inputs = Object.fromEntries(Object.entries(layouts).map(([name, layout]) => [name, { layout }]));
  const inOrder = Object.keys(layouts).map((name) => shapes[name]);
  return bindLayouts(layInputs(inputs), inOrder, failure('op'));
}

describe('bindLayouts', () => {
  test.each<[string, Layouts, Shapes, Readonly<Record<string, number>>, Readonly<Record<string, Shape>>]>([
    ['a scalar', { x: '' }, { x: [] }, {}, {}],
    ['axes by symbol', { x: 'N,C' }, { x: [2, 3] }, { N: 2, C: 3 }, {}],
    ['a run at the end', { x: 'N,C,...S' }, { x: [2, 3, 4, 5] }, { N: 2, C: 3 }, { S: [4, 5] }],
    ['a run of no axes', { x: 'N,C,...S' }, { x: [2, 3] }, { N: 2, C: 3 }, { S: [] }],
    ['a run at the start', { x: '...L,K' }, { x: [2, 3, 4] }, { K: 4 }, { L: [2, 3] }],
    ['a run in the middle', { x: 'N,...S,C,D' }, { x: [2, 3, 4, 5, 6] }, { N: 2, C: 5, D: 6 }, { S: [3, 4] }],
    ['a run alone', { x: '...L' }, { x: [] }, {}, { L: [] }],
    ['a symbol twice', { x: 'T,I', w: 'H,I' }, { x: [2, 3], w: [5, 3] }, { T: 2, I: 3, H: 5 }, {}],
    ['a symbol twice in one layout', { wh: 'H,H' }, { wh: [5, 5] }, { H: 5 }, {}],
    ['a multiple', { wx: '4H,I', wh: '4H,H' }, { wx: [20, 2], wh: [20, 5] }, { H: 5, I: 2 }, {}],
    ['a multiple of 0', { wx: '4H,I' }, { wx: [0, 2] }, { H: 0, I: 2 }, {}],
    ['a run twice', { a: '...L', b: '...L' }, { a: [2, 3], b: [2, 3] }, {}, { L: [2, 3] }],
    ['an input that is not given', { x: 'N,C', b: 'M' }, { x: [2, 3] }, { N: 2, C: 3 }, {}],
    ['sizes of 0', { x: 'N,C,...S' }, { x: [0, 3, 0] }, { N: 0, C: 3 }, { S: [0] }],
    ['long symbols', { x: 'MG,CG' }, { x: [2, 3] }, { MG: 2, CG: 3 }, {}],
  ])('%s', (_, layouts, shapes, sizes, axes) => {
    expect(bind(layouts, shapes)).toEqual({ sizes, axes });
  });

  test.each<[string, Layouts, Shapes, SpecErrorCode, string, string]>([
    ['a rank too low', { x: 'N,C' }, { x: [2] }, 'bad-rank', 'x', 'rank 2 [N, C], got [2]'],
    ['a rank too high', { x: 'N,C' }, { x: [2, 3, 4] }, 'bad-rank', 'x', 'rank 2 [N, C], got [2, 3, 4]'],
    ['no scalar', { x: '' }, { x: [1] }, 'bad-rank', 'x', 'rank 0 [], got [1]'],
    [
      'too few axes beside a run',
      { x: 'N,C,...S' },
      { x: [2] },
      'bad-rank',
      'x',
      'rank 2 or more [N, C, ...S], got [2]',
    ],
    [
      'another size',
      { x: 'T,I', w: 'H,I' },
      { x: [2, 3], w: [5, 4] },
      'bad-shape',
      'w',
      'shape[1] = 3 (I of x), got [5, 4]',
    ],
    [
      'another size after a run',
      { x: '...L,K', b: 'K' },
      { x: [2, 2, 3], b: [2] },
      'bad-shape',
      'b',
      'shape[0] = 3 (K of x), got [2]',
    ],
    [
      'another size in one layout',
      { wh: 'H,H' },
      { wh: [5, 4] },
      'bad-shape',
      'wh',
      'shape[1] = 5 (H of wh), got [5, 4]',
    ],
    [
      'another size than 0',
      { x: 'T,I', w: 'H,I' },
      { x: [2, 0], w: [5, 3] },
      'bad-shape',
      'w',
      'shape[1] = 0 (I of x), got [5, 3]',
    ],
    [
      'another size than the first input given',
      { a: 'K', b: 'K', c: 'K' },
      { b: [2], c: [3] },
      'bad-shape',
      'c',
      'shape[0] = 2 (K of b), got [3]',
    ],
    [
      'another size, beside a run of the same name',
      { a: '...L', b: 'L', c: 'L' },
      { a: [7], b: [2], c: [3] },
      'bad-shape',
      'c',
      'shape[0] = 2 (L of b), got [3]',
    ],
    [
      'no multiple',
      { wx: '4H,I' },
      { wx: [6, 2] },
      'bad-shape',
      'wx',
      'shape[0] to be a multiple of 4 (4H), got [6, 2]',
    ],
    [
      'another multiple',
      { wx: '4H,I', b: '4H' },
      { wx: [20, 2], b: [15] },
      'bad-shape',
      'b',
      'shape[0] = 20 (4H, H = 5 of wx), got [15]',
    ],
    [
      'one instead of a multiple',
      { wx: '4H,I', wh: '4H,H' },
      { wx: [20, 2], wh: [5, 5] },
      'bad-shape',
      'wh',
      'shape[0] = 20 (4H, H = 5 of wx), got [5, 5]',
    ],
    [
      'another run',
      { a: '...L', b: '...L' },
      { a: [2, 3], b: [2, 4] },
      'bad-shape',
      'b',
      'shape[1] = 3 (as a), got [2, 4]',
    ],
    [
      'another run after a symbol',
      { a: 'N,...L', b: 'M,...L' },
      { a: [2, 3], b: [2, 4] },
      'bad-shape',
      'b',
      'shape[1] = 3 (as a), got [2, 4]',
    ],
    [
      'a longer run',
      { a: '...L', b: '...L' },
      { a: [2], b: [2, 1] },
      'bad-rank',
      'b',
      '1 axis for ...L, as a has, got [2, 1]',
    ],
    [
      'a shorter run',
      { a: '...L', b: '...L' },
      { a: [2, 1], b: [2] },
      'bad-rank',
      'b',
      '2 axes for ...L, as a has, got [2]',
    ],
  ])('refuses %s', (_, layouts, shapes, code, argument, text) => {
    const message = `op: ${argument} expected ${text}`;
    expect(partsOf(() => bind(layouts, shapes))).toEqual({ code, operator: 'op', argument, message });
  });
});
