import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '@gradspec/graph';
import {
  drawDigit,
  drawLines,
  linesOf,
  pictureSize,
  randomPose,
  type Pose,
} from '../../../src/train/digits/draw-digit.ts';

const { height, width } = pictureSize;
const plain: Pose = { halfTangent: 0, scale: { x: 1.5, y: 1.5 }, shift: { x: 0, y: 0 } };
const digits = Array.from({ length: 10 }, (_, digit) => digit);

describe('a pose', () => {
  test('that changes nothing puts the strokes in the middle', () => {
    // 1 is (0.8, 1.2) – (2.2, 0) – (2.2, 6) in a box of 4 by 6: 1.5 times that, around (6, 7)
    const lines = linesOf(1, plain).map(({ from, to }) =>
      [from.x, from.y, to.x, to.y].map((value) => Number(value.toFixed(6))),
    );
    expect(lines).toEqual([
      [4.2, 4.3, 6.3, 2.5],
      [6.3, 2.5, 6.3, 11.5],
    ]);
  });

  test('turns without changing lengths', () => {
    const lengths = (halfTangent: number) =>
      linesOf(5, { ...plain, halfTangent }).map(({ from, to }) =>
        Math.hypot(to.x - from.x, to.y - from.y).toFixed(9),
      );
    expect(lengths(0.3)).toEqual(lengths(0));
  });

  test('with half-tangent ⅓ turns by the angle of 3, 4, 5', () => {
    // (2.2, 6) is at (0.3, 4.5) from the middle; cos = 0.8, sin = 0.6
    const { x, y } = linesOf(1, { ...plain, halfTangent: 1 / 3 })[1]!.to;
    expect([x, y]).toEqual([
      expect.closeTo(6 + 0.8 * 0.3 - 0.6 * 4.5, 9),
      expect.closeTo(7 + 0.6 * 0.3 + 0.8 * 4.5, 9),
    ]);
  });

  test('stretches and shifts each axis on its own', () => {
    const pose = { halfTangent: 0, scale: { x: 2, y: 1 }, shift: { x: -1, y: 0.5 } };
    const { x, y } = linesOf(1, pose)[0]!.from;
    expect([x, y]).toEqual([expect.closeTo(6 - 2.4 - 1, 9), expect.closeTo(7 - 1.8 + 0.5, 9)]);
  });
});

test('every digit stays inside the picture in a thousand poses', () => {
  const random = seededRandom(11);
  for (let i = 0; i < 1000; i++)
    for (const { from, to } of linesOf(i % 10, randomPose(random)))
      for (const { x, y } of [from, to]) {
        const inside = x > 0.5 && x < width - 0.5 && y > 0.5 && y < height - 0.5;
        expect({ digit: i % 10, x, y, inside }).toEqual({ digit: i % 10, x, y, inside: true });
      }
});

describe('a drawing', () => {
  test('is ink on the line, grey at its edge, and paper away from it', () => {
    // a vertical line through the middles of column 4: the edge is 0.7 away, half dark
    const picture = drawLines([{ from: { x: 4.5, y: 3 }, to: { x: 4.5, y: 9 } }]);
    const row = picture.slice(6 * width, 7 * width).map((ink) => Number(ink.toFixed(6)));
    expect(row).toEqual([0, 0, 0, 0.2, 1, 0.2, 0, 0, 0, 0, 0, 0]);
  });

  test('ends where the line ends', () => {
    const picture = drawLines([{ from: { x: 4.5, y: 3.5 }, to: { x: 4.5, y: 8.5 } }]);
    expect([1, 2, 3, 8, 9, 10].map((row) => Number(picture[row * width + 4]!.toFixed(6)))).toEqual([
      0, 0.2, 1, 1, 0.2, 0,
    ]);
  });

  test('no two digits look alike', () => {
    const pictures = digits.map((digit) => drawLines(linesOf(digit, plain)));
    for (const a of digits)
      for (const b of digits.slice(a + 1)) {
        const apart = pictures[a]!.reduce((sum, ink, i) => sum + Math.abs(ink - pictures[b]![i]!), 0);
        expect({ a, b, alike: apart < 5 }).toEqual({ a, b, alike: false });
      }
  });
});

test('a picture of a digit is the same for the same seed, bit for bit, on every machine', () => {
  const picture = drawDigit(4, seededRandom(5));
  expect(picture).toHaveLength(height * width);
  expect(picture.slice(40, 44)).toEqual([
    0.1413156407069489, 0.8628234681492063, 0.515797240951443, 0.6126641070899491,
  ]);
});

test('noise is on the paper too: no two of its values are equal', () => {
  const picture = drawDigit(1, seededRandom(5));
  expect(new Set(picture).size).toBe(height * width);
});
