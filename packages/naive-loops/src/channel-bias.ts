/**
 * The bias of conv and convTranspose: b[m] is added to every element of channel m.
 *
 *   y[n, m, …] = b[m] + …        db[m] = Σ_{n, …} dy[n, m, …]
 *
 * @module
 */
import { elementCount, type FloatTensor, type Shape } from '@gradspec/spec';

/** The sums y[N, M, …O] begin with: b[m], or 0 without a bias. */
export function startFromBias(shape: Shape, b: FloatTensor | undefined): Float64Array {
  const y = new Float64Array(elementCount(shape));
  if (!b) return y;
  const [N, M, ...O] = shape as [number, number, ...number[]];
  const area = elementCount(O);
  for (let n = 0; n < N; n++)
    for (let m = 0; m < M; m++) for (let o = 0; o < area; o++) y[(n * M + m) * area + o] = b.data[m]!;
  return y;
}

/** The gradient of b[M], from dy[N, M, …O]. */
export function biasGradient(dy: FloatTensor): Float64Array {
  const [N, M, ...O] = dy.shape as [number, number, ...number[]];
  const area = elementCount(O);
  const db = new Float64Array(M);
  for (let n = 0; n < N; n++)
    for (let m = 0; m < M; m++) for (let o = 0; o < area; o++) db[m]! += dy.data[(n * M + m) * area + o]!;
  return db;
}
