/**
 * `conv` as matrix products over columns, group by group:
 *
 *   y_g = w_g·col_g        dw_g = dy_g·col_gᵀ        dx += col2im(w_gᵀ·dy_g)        db = dy·1
 *
 * y_g is [MG, N·O]. The columns are made at every run, as a user of the library would have to.
 *
 * @module
 */
import { tensor, type Call } from '@gradspec/spec';
import type { EngineOperator } from '../engine.ts';
import { columnsSize, forEachColumnElement } from './columns.ts';
import { kept, type MatrixEngine } from './matrix-engine.ts';

/** [N,M,…O] ↔ [M,N·O]: the index in the second of an index in the first. */
function rowMajorByChannel(call: Call<'conv'>): (index: number) => number {
  const [N, M, ...O] = call.outputShapes.y as [number, number, ...number[]];
  const P = O.reduce((product, size) => product * size, 1);
  return (index) => {
    const p = index % P;
    const m = Math.floor(index / P) % M;
    const n = Math.floor(index / (P * M));
    return (m * N + n) * P + p;
  };
}

/** The operator on a library. */
export function convOn<M>({ from, product, transpose, elements }: MatrixEngine<M>): EngineOperator<'conv'> {
  return {
    backward: true,
    open(call, outputGrads) {
      const { x, w, b } = call.inputs;
      const { rows, columns } = columnsSize(call);
      const groups = Array.from({ length: call.attributes.groups }, (_, g) => g);
      const MG = w.shape[0]! / groups.length;
      const place = rowMajorByChannel(call);
      const weights = groups.map((g) => from(MG, rows, w.data.subarray(g * MG * rows, (g + 1) * MG * rows)));
      const columnsOf = (g: number) => {
        const col = new Float64Array(rows * columns);
        forEachColumnElement(call, g, (at, xi) => (col[at] = x.data[xi]!));
        return from(rows, columns, col);
      };
      const stacked = (blocks: readonly M[]) => Float64Array.from(blocks.flatMap((m) => [...elements(m)]));
      const forward = kept(
        () => groups.map((g) => product(weights[g]!, columnsOf(g))),
        (blocks) => {
          const byChannel = stacked(blocks);
          const y = tensor(call.dtype, call.outputShapes.y, new Float64Array(byChannel.length));
          y.data.forEach((_, i) => {
            const at = place(i);
            y.data[i] = byChannel[at]! + (b ? b.data[Math.floor(at / columns)]! : 0);
          });
          return { y };
        },
      );
      const close = () => undefined;
      if (!outputGrads) return { forward, gradients: {}, close };
      const byChannel = new Float64Array(outputGrads.y.data.length);
      outputGrads.y.data.forEach((value, i) => (byChannel[place(i)] = value));
      const size = MG * columns;
      const dys = groups.map((g) => from(MG, columns, byChannel.subarray(g * size, (g + 1) * size)));
      const ones = from(columns, 1, new Float64Array(columns).fill(1));
      const gradients = {
        x: kept(
          () => {
            const dx = new Float64Array(x.data.length);
            for (const g of groups) {
              const dcol = elements(product(transpose(weights[g]!), dys[g]!));
              forEachColumnElement(call, g, (at, xi) => (dx[xi]! += dcol[at]!));
            }
            return dx;
          },
          (dx) => tensor(call.dtype, x.shape, dx),
        ),
        w: kept(
          () => groups.map((g) => product(dys[g]!, transpose(columnsOf(g)))),
          (blocks) => tensor(call.dtype, w.shape, stacked(blocks)),
        ),
        ...(b && {
          b: kept(
            () => dys.map((dy) => product(dy, ones)),
            (blocks) => tensor(call.dtype, b.shape, stacked(blocks)),
          ),
        }),
      };
      return { forward, gradients, close };
    },
  };
}
