/**
 * The ten digits as strokes: lines through points of a box that is 4 wide and 6 high, y downwards.
 *
 * @module
 */

/** A line through points (x, y). */
export type Stroke = readonly (readonly [x: number, y: number])[];

/** The box all points are in. */
export const strokeBox = { width: 4, height: 6 } as const;

/** The strokes of each digit, as x,y of their points. */
const written: readonly (readonly string[])[] = [
  ['1,0 3,0 4,1.5 4,4.5 3,6 1,6 0,4.5 0,1.5 1,0'],
  ['0.8,1.2 2.2,0 2.2,6'],
  ['0,1.2 1,0 3,0 4,1.2 3.6,2.6 0,6 4,6'],
  ['0,0.6 1.5,0 3.2,0.4 3.8,1.5 3,2.7 1.6,3', '3,2.7 4,4.2 3.2,5.7 1.5,6 0,5.3'],
  ['3,6 3,0 0,4 4,4'],
  ['3.8,0 0.4,0 0.2,2.8 2.4,2.4 3.8,3.4 3.8,4.9 2.6,6 0.2,5.6'],
  ['3.4,0.2 1.6,0.8 0.2,3 0.2,4.8 1.2,6 3,6 4,4.8 3.4,3.2 1.6,2.9 0.3,3.9'],
  ['0,0 4,0 1.4,6'],
  ['1.2,0 2.8,0 3.8,1.4 2.8,2.8 1.2,2.8 0.2,1.4 1.2,0', '1.2,2.8 0,4.4 1.2,6 2.8,6 4,4.4 2.8,2.8'],
  ['3.7,2.1 2.4,3.1 0.6,2.8 0,1.2 1,0 2.8,0 3.8,1.2 3.8,3 2.4,5.2 0.6,5.8'],
];

/** The strokes of each digit. */
export const strokes: readonly (readonly Stroke[])[] = written.map((digit) =>
  digit.map((stroke) =>
    stroke.split(' ').map((point) => {
      const [x, y] = point.split(',').map(Number) as [number, number];
      return [x, y] as const;
    }),
  ),
);
