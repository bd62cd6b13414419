/**
 * The sums of a transposed convolution over products that are not the right ones.
 *
 *   y[n, m, j] += x[n, c, i] · w[c, m, k],   j = i·s − p₀ + k·d
 *
 * It is the adjoint of conv: x takes the part of conv's output, and the index map leads from x and the tap to y.
 *
 * @module
 */
import { elementCount, tensor, type Call, type FloatTensor } from '@gradspec/spec';
import { rightIndex, tapsOf, type IndexMap } from '../taps.ts';

/** Visits the products with the positions of their x, w and y, those without a place in y left out. */
export function forEachProduct(
  { inputs, attributes, outputShapes }: Call<'convTranspose'>,
  at: IndexMap,
  visit: (x: number, w: number, y: number) => void,
): void {
  const [N, C, ...S] = inputs.x.shape as [number, number, ...number[]];
  const [, MG, ...kernel] = inputs.w.shape as [number, number, ...number[]];
  const [, M, ...O] = outputShapes.y as [number, number, ...number[]];
  const { groups, flip } = attributes;
  const CG = C / groups;
  const [plane, K, large] = [elementCount(S), elementCount(kernel), elementCount(O)];
  const taps = tapsOf({ ...attributes, input: O, kernel, output: S }, at);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let m = 0; m < MG; m++)
        for (const { o: i, k, i: j } of taps) {
          if (j === undefined) continue;
          const channel = Math.floor(c / CG) * MG + m;
          visit(
            (n * C + c) * plane + i,
            (c * MG + m) * K + (flip ? K - 1 - k : k),
            (n * M + channel) * large + j,
          );
        }
}

/** y by other products: what a product adds to y, given the bias of its channel. */
export const outputBy =
  (at: IndexMap = rightIndex, term: (product: number, bias: number) => number = (product) => product) =>
  (_y: FloatTensor, call: Call<'convTranspose'>): FloatTensor => {
    const { x, w, b } = call.inputs;
    const shape = call.outputShapes.y;
    const plane = elementCount(shape.slice(2));
    const bias = (yi: number) => b?.data[Math.floor(yi / plane) % shape[1]!] ?? 0;
    const y = Float64Array.from({ length: elementCount(shape) }, (_, yi) => bias(yi));
    forEachProduct(call, at, (xi, wi, yi) => (y[yi]! += term(x.data[xi]! * w.data[wi]!, bias(yi))));
    return tensor(call.dtype, shape, y);
  };

/** y where every window takes the place of what stood there: of each channel of x only the last window counts. */
export function overwritten(_y: FloatTensor, call: Call<'convTranspose'>): FloatTensor {
  const { x, w, b } = call.inputs;
  const shape = call.outputShapes.y;
  const plane = elementCount(shape.slice(2));
  const size = elementCount(x.shape.slice(2)) || 1;
  const last = new Map<number, number>();
  forEachProduct(call, rightIndex, (xi, _, yi) => last.set(yi, Math.max(last.get(yi) ?? 0, xi % size)));
  const y = Float64Array.from(
    { length: elementCount(shape) },
    (_, yi) => b?.data[Math.floor(yi / plane) % shape[1]!] ?? 0,
  );
  forEachProduct(call, rightIndex, (xi, wi, yi) => {
    if (last.get(yi) === xi % size) y[yi]! += x.data[xi]! * w.data[wi]!;
  });
  return tensor(call.dtype, shape, y);
}
