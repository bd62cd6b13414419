/**
 * `linear` as matrix products, the leading axes of x as rows. The bias is a row more of the right matrix, met by a column of
 * ones:
 *
 *   y = [x 1]·[wᵀ; b]        dx = dy·w        dw = dyᵀ·x        db = 1·dy
 *
 * @module
 */
import { tensor } from '@gradspec/spec';
import type { EngineOperator } from '../engine.ts';
import { kept, type MatrixEngine } from './matrix-engine.ts';

/** `rows` rows of `size` elements, each with a 1 at its end. */
function withOnes(data: ArrayLike<number>, rows: number, size: number): Float64Array {
  const wide = new Float64Array(rows * (size + 1)).fill(1);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < size; i++) wide[row * (size + 1) + i] = data[row * size + i]!;
  return wide;
}

/** The operator on a library. */
export function linearOn<M>({
  from,
  product,
  transpose,
  elements,
}: MatrixEngine<M>): EngineOperator<'linear'> {
  return {
    backward: true,
    open(call, outputGrads) {
      const { x, w, b } = call.inputs;
      const [O, I] = w.shape as [number, number];
      const rows = x.data.length / I;
      const weights = from(O, I, w.data);
      const right = b ? from(I + 1, O, [...elements(transpose(weights)), ...b.data]) : transpose(weights);
      const left = b ? from(rows, I + 1, withOnes(x.data, rows, I)) : from(rows, I, x.data);
      const asTensor = (shape: readonly number[]) => (m: M) => tensor(call.dtype, shape, elements(m));
      const forward = kept(
        () => product(left, right),
        (y) => ({ y: asTensor(call.outputShapes.y)(y) }),
      );
      const close = () => undefined;
      if (!outputGrads) return { forward, gradients: {}, close };
      const bare = from(rows, I, x.data);
      const dy = from(rows, O, outputGrads.y.data);
      const ones = from(1, rows, new Float64Array(rows).fill(1));
      const gradients = {
        x: kept(() => product(dy, weights), asTensor(x.shape)),
        w: kept(() => product(transpose(dy), bare), asTensor(w.shape)),
        ...(b && { b: kept(() => product(ones, dy), asTensor(b.shape)) }),
      };
      return { forward, gradients, close };
    },
  };
}
