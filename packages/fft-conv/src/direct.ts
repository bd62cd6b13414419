/**
 * Single elements by the definition, in float64: for those that spectra cannot give, because a NaN or an infinity, or an
 * overflow on the way, has spread over a whole tile.
 *
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';
import { perAxis, volume, type Axes, type Geometry } from './geometry.ts';

/** y[n, m, o] for every element that is not finite. */
export function outputsDirectly(
  geometry: Geometry,
  { x, w, y }: { x: FloatArray; w: FloatArray; y: FloatArray },
): void {
  const { CG, MG, groups, S, K, O, stride, dilation, before, flip } = geometry;
  replaceNonFinite(y, (at) => {
    const [plane, o] = placeOf(at, O);
    const m = plane % (groups * MG);
    const n = Math.floor(plane / (groups * MG));
    let sum = 0;
    forEachTap(K, (k, kernel) => {
      const i = perAxis((a) => o[a] * stride[a] - before[a] + (flip ? K[a] - 1 - k[a] : k[a]) * dilation[a]);
      if (!isIn(i, S)) return;
      for (let c = 0; c < CG; c++) {
        const channel = n * groups * CG + Math.floor(m / MG) * CG + c;
        sum += x[indexOf(channel, i, S)]! * w[(m * CG + c) * volume(K) + kernel]!;
      }
    });
    return sum;
  });
}

/** dx[n, c, i] for every element that is not finite. */
export function inputGradientsDirectly(
  geometry: Geometry,
  { dy, w, dx }: { dy: FloatArray; w: FloatArray; dx: FloatArray },
): void {
  const { CG, MG, groups, S, K, O, stride, dilation, before, flip } = geometry;
  replaceNonFinite(dx, (at) => {
    const [plane, i] = placeOf(at, S);
    const c = plane % (groups * CG);
    const n = Math.floor(plane / (groups * CG));
    const g = Math.floor(c / CG);
    let sum = 0;
    forEachTap(K, (k, kernel) => {
      const o = perAxis(
        (a) => (i[a] + before[a] - (flip ? K[a] - 1 - k[a] : k[a]) * dilation[a]) / stride[a],
      );
      if (!o.every(Number.isInteger) || !isIn(o, O)) return;
      for (let m = g * MG; m < (g + 1) * MG; m++)
        sum += dy[indexOf(n * groups * MG + m, o, O)]! * w[(m * CG + (c % CG)) * volume(K) + kernel]!;
    });
    return sum;
  });
}

/** dw[m, c, k] for every element that is not finite. */
export function weightGradientsDirectly(
  geometry: Geometry,
  { x, dy, dw }: { x: FloatArray; dy: FloatArray; dw: FloatArray },
): void {
  const { N, CG, MG, groups, S, K, O, stride, dilation, before, flip } = geometry;
  replaceNonFinite(dw, (at) => {
    const [plane, k] = placeOf(at, K);
    const [m, c] = [Math.floor(plane / CG), plane % CG];
    let sum = 0;
    for (let n = 0; n < N; n++)
      forEachTap(O, (o, output) => {
        const i = perAxis(
          (a) => o[a] * stride[a] - before[a] + (flip ? K[a] - 1 - k[a] : k[a]) * dilation[a],
        );
        if (!isIn(i, S)) return;
        const channel = n * groups * CG + Math.floor(m / MG) * CG + c;
        sum += x[indexOf(channel, i, S)]! * dy[(n * groups * MG + m) * volume(O) + output]!;
      });
    return sum;
  });
}

function replaceNonFinite(values: FloatArray, compute: (at: number) => number): void {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at]!)) values[at] = compute(at);
}

/** The plane and the place in it of an element. */
function placeOf(at: number, [D, H, W]: Axes): [plane: number, place: [number, number, number]] {
  const rows = Math.floor(at / W);
  return [Math.floor(rows / (H * D)), [Math.floor(rows / H) % D, rows % H, at % W]];
}

const indexOf = (plane: number, [d, h, w]: Axes, [D, H, W]: Axes): number =>
  ((plane * D + d) * H + h) * W + w;

const isIn = (place: Axes, sizes: Axes): boolean =>
  place.every((value, axis) => value >= 0 && value < sizes[axis]!);

function forEachTap([D, H, W]: Axes, visit: (place: Axes, index: number) => void): void {
  let index = 0;
  for (let d = 0; d < D; d++)
    for (let h = 0; h < H; h++) for (let w = 0; w < W; w++) visit([d, h, w], index++);
}
