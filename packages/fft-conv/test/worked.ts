/**
 * Convolutions worked by hand.
 *
 * @module
 */
import type { Attributes, Shape } from '@gradspec/spec';

/** One convolution: what goes in and every number that comes out. */
export interface Worked {
  readonly title: string;
  readonly attributes: Attributes<'conv'>;
  readonly x: readonly [Shape, number[]];
  readonly w: readonly [Shape, number[]];
  readonly b: number[];
  readonly y: readonly [Shape, number[]];
  readonly dy: number[];
  readonly dx: number[];
  readonly dw: number[];
  readonly db: number[];
}

/** Each number follows from the definition with a pencil. */
export const workedConvolutions: readonly Worked[] = [
  {
    // y₀₀ = 0·0 + 1·1 + 2·3 + 3·4 = 19;  dw₀₀ = 1·0 − 2·1 + 3·3 + 4·4 = 23;  dx₁₁ = 3·1 − 2·2 + 1·3 + 0·4 = 2
    title: 'a 2×2 kernel on a 3×3 image',
    attributes: {},
    x: [
      [1, 1, 3, 3],
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
    ],
    w: [
      [1, 1, 2, 2],
      [0, 1, 2, 3],
    ],
    b: [0],
    y: [
      [1, 1, 2, 2],
      [19, 25, 37, 43],
    ],
    dy: [1, -2, 3, 4],
    dx: [0, 1, -2, 2, 2, -2, 6, 17, 12],
    dw: [23, 29, 41, 47],
    db: [6],
  },
  {
    // y₀ = 10 + (−1)·1 + 3·2 = 15, the tap 2 is in the padding;  dx₃ = −2·3 + 3·2 = 0;  dw₀ = −2·2 + 3·4 = 8
    title: 'stride 2 and uneven padding on a line',
    attributes: { stride: [2], padding: [[1, 2]] },
    x: [
      [1, 1, 5],
      [1, 2, 3, 4, 5],
    ],
    w: [
      [1, 1, 3],
      [2, -1, 3],
    ],
    b: [10],
    y: [
      [1, 1, 3],
      [15, 23, 13],
    ],
    dy: [1, -2, 3],
    dx: [-1, -1, 2, 0, -3],
    dw: [8, 10, -6],
    db: [2],
  },
  {
    // the same with the kernel read backwards, 3, −1, 2: y₀ = 10 + (−1)·1 + 2·2 = 13
    title: 'the same, flipped',
    attributes: { stride: [2], padding: [[1, 2]], flip: true },
    x: [
      [1, 1, 5],
      [1, 2, 3, 4, 5],
    ],
    w: [
      [1, 1, 3],
      [2, -1, 3],
    ],
    b: [10],
    y: [
      [1, 1, 3],
      [13, 21, 17],
    ],
    dy: [1, -2, 3],
    dx: [-1, -4, 2, 5, -3],
    dw: [-6, 10, 8],
    db: [2],
  },
  {
    // group 1: y₀ = 100 + 1·40 − 1·60 = 80;  dw₀ = 2·40 + 3·50 = 230;  dx₂ = −1·2
    title: 'two groups and dilation 2',
    attributes: { groups: 2, dilation: [2] },
    x: [
      [1, 2, 4],
      [1, 2, 3, 5, 40, 50, 60, 80],
    ],
    w: [
      [2, 1, 2],
      [1, 2, 1, -1],
    ],
    b: [0, 100],
    y: [
      [1, 2, 2],
      [7, 12, 80, 70],
    ],
    dy: [1, -1, 2, 3],
    dx: [1, -1, 2, -2, 2, 3, -2, -3],
    dw: [-1, -2, 230, 360],
    db: [0, 5],
  },
];
