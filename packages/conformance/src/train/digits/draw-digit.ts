/**
 * Drawing a digit: its strokes are turned, stretched and moved a little, and every picture element is as dark as it is near
 * to them.
 *
 *   q = R·((stroke point − middle of its box)·scale) + middle of the picture + shift
 *   R = rotation with half-tangent h:   cos = (1 − h²) / (1 + h²),   sin = 2h / (1 + h²)
 *   picture(row, column) = clamp(half a line's width − distance to the nearest line + ½) + noise·normal     to [0, 1]
 *
 * A rotation without a sine keeps pictures the same, bit for bit, on every machine. There is noise on the paper as well:
 * where it is empty all values of a window are equal, and a max pool would stand on its kink.
 *
 * @module
 */
import type { Random } from '@gradspec/graph';
import { strokeBox, strokes } from './strokes.ts';

/** Rows and columns of a picture. */
export const pictureSize = { height: 14, width: 12 } as const;

/** How much a digit is changed at most; noise is a deviation, the others are bounds. */
export const variation = { halfTangent: 0.12, stretch: 0.15, shift: 1, noise: 0.1 } as const;

/** Where the strokes of a digit are in a picture, and how wide. */
export interface Pose {
  /** The half-tangent of the angle of its rotation. */
  readonly halfTangent: number;
  /** Picture elements per unit of the strokes' box. */
  readonly scale: { readonly x: number; readonly y: number };
  /** How far its middle is from the picture's. */
  readonly shift: { readonly x: number; readonly y: number };
}

/** Half the width of a line, in picture elements. */
const halfWidth = 0.7;
/** A digit that nothing has changed is 6 wide and 9 high. */
const upright = { x: 6 / strokeBox.width, y: 9 / strokeBox.height };

/** A pose within the variation. */
export function randomPose(random: Random): Pose {
  const within = (bound: number) => bound * (2 * random.uniform() - 1);
  const stretched = (scale: number) => scale * (1 + within(variation.stretch));
  return {
    halfTangent: within(variation.halfTangent),
    scale: { x: stretched(upright.x), y: stretched(upright.y) },
    shift: { x: within(variation.shift), y: within(variation.shift) },
  };
}

/** A point of a picture, in picture elements; the middle of the first one is at (½, ½). */
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** A line in a picture. */
export interface Line {
  readonly from: Point;
  readonly to: Point;
}

/** The lines of a digit in a pose. */
export function linesOf(digit: number, { halfTangent, scale, shift }: Pose): readonly Line[] {
  const square = halfTangent * halfTangent;
  const [cos, sin] = [(1 - square) / (1 + square), (2 * halfTangent) / (1 + square)];
  const place = ([strokeX, strokeY]: readonly [number, number]): Point => {
    const x = (strokeX - strokeBox.width / 2) * scale.x;
    const y = (strokeY - strokeBox.height / 2) * scale.y;
    return {
      x: cos * x - sin * y + pictureSize.width / 2 + shift.x,
      y: sin * x + cos * y + pictureSize.height / 2 + shift.y,
    };
  };
  return strokes[digit]!.flatMap((stroke) => {
    const placed = stroke.map(place);
    return placed.slice(1).map((to, i): Line => ({ from: placed[i]!, to }));
  });
}

const clamped = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);

/** The square of the distance from a point to a line. */
function squaredDistance(x: number, y: number, { from, to }: Line): number {
  const alongX = to.x - from.x;
  const alongY = to.y - from.y;
  const t = clamped(((x - from.x) * alongX + (y - from.y) * alongY) / (alongX * alongX + alongY * alongY));
  const dx = x - from.x - t * alongX;
  const dy = y - from.y - t * alongY;
  return dx * dx + dy * dy;
}

/** A clean picture in row-major order: 0 is paper, 1 is ink. */
export function drawLines(lines: readonly Line[]): number[] {
  const picture: number[] = [];
  for (let y = 0.5; y < pictureSize.height; y++)
    for (let x = 0.5; x < pictureSize.width; x++) {
      let nearest = Infinity;
      for (const line of lines) {
        const distance = squaredDistance(x, y, line);
        if (distance < nearest) nearest = distance;
      }
      picture.push(clamped(halfWidth - Math.sqrt(nearest) + 0.5));
    }
  return picture;
}

/** A picture of the digit, in a pose of its own and with noise. */
export function drawDigit(digit: number, random: Random): number[] {
  const clean = drawLines(linesOf(digit, randomPose(random)));
  return clean.map((ink) => ink + variation.noise * random.normal());
}
