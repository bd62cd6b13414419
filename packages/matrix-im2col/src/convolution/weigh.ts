/**
 * The weight gradient: the output gradient times the transpose of im2col(x), added up over the samples.
 *
 *   dW[g] = Σ_n dY[n, g] · im2col(x[n, g])ᵀ        [MG, CG·ΠK] = [MG, ΠO] · [ΠO, CG·ΠK]
 *
 * im2col(x)ᵀ is packed from the padded x by the forward pass's two tables, exchanged.
 *
 * @module
 */
import { rightFactor, withKernels, type FloatArray, type Kernels, type Precision } from '@gradspec/kernels';
import { elementCount } from '@gradspec/spec';
import type { Geometry } from '../geometry.ts';
import { weighingPlan, type WeighingPlan } from './plan.ts';
import { sourceOf, type Source } from './source.ts';

/** Computes dW, [groups·MG, CG, …K]; `undefined` where dy is not finite and would be multiplied with the zeros around x. */
export function weigh(
  geometry: Geometry,
  precision: Precision,
  { x, dy }: { x: FloatArray; dy: FloatArray },
): FloatArray | undefined {
  const { N, groups, CG, MG, S, K, O } = geometry;
  const plan = weighingPlan(geometry);
  const dw = groups * MG * CG * elementCount(K);
  return withKernels((kernels) => {
    const { arena } = kernels;
    const length = groups * MG * elementCount(O);
    const from = sourceOf(kernels, precision, {
      ...{ data: x, planes: groups * CG, sizes: S, padded: plan.padded },
    });
    const gradient = arena.room(precision, length);
    const to = arena.zeros(precision, dw);
    if (length > 0 && dw > 0) {
      const work = { geometry, precision, plan, from, gradient, to };
      const add = plan.positions ? packed(kernels, work, plan.positions) : unpacked(kernels, work);
      for (let n = 0; n < N; n++) {
        from.load(n * groups * CG, groups * CG);
        arena
          .floats(precision)
          .set(dy.subarray(n * length, (n + 1) * length), gradient / dy.BYTES_PER_ELEMENT);
        if (plan.isPadded && !kernels[precision].allFinite(length, gradient)) return undefined;
        add();
      }
    }
    return arena.take(precision, to, dw);
  });
}

interface Work {
  readonly geometry: Geometry;
  readonly precision: Precision;
  readonly plan: WeighingPlan;
  readonly from: Source;
  /** The addresses of the sample's dy and of dW. */
  readonly gradient: number;
  readonly to: number;
}

/** What adds the loaded sample's share to dW, by matrix products. */
function packed({ arena, workBytes, ...functions }: Kernels, work: Work, table: Int32Array): () => void {
  const { geometry, precision, plan, from, gradient, to } = work;
  const { groups, CG, MG, O } = geometry;
  const matrix = functions[precision];
  const bytes = precision === 'float32' ? 4 : 8;
  const taps = arena.putIntegers(plan.taps);
  const positions = arena.putIntegers(table);
  const count = elementCount(O);
  const left = arena.room(precision, Math.ceil(MG / 4) * 4 * count);
  const block = arena.room('float32', workBytes / 4);
  const columns = plan.taps.length;
  return () => {
    for (let g = 0; g < groups; g++) {
      matrix.packLeft(MG, count, gradient + g * MG * count * bytes, count, 1, 0, left);
      const source = from.at + g * CG * from.plane * bytes;
      const c = to + g * MG * columns * bytes;
      const kind = rightFactor.tablesAlongRows;
      matrix.multiply(MG, columns, count, left, kind, source, positions, taps, c, columns, true, block);
    }
  };
}

/** The same for a few rows, row by row. */
function unpacked({ arena, ...functions }: Kernels, work: Work): () => void {
  const { geometry, precision, plan, from, gradient, to } = work;
  const { groups, CG, MG } = geometry;
  const bytes = precision === 'float32' ? 4 : 8;
  const taps = arena.putIntegers(plan.taps);
  const starts = arena.putIntegers(plan.starts);
  const [D, H, W] = plan.samplings;
  const runs = D.count * H.count;
  const columns = plan.taps.length;
  return () => {
    for (let row = 0; row < groups * MG; row++) {
      const source = from.at + Math.floor(row / MG) * CG * from.plane * bytes;
      const dy = gradient + row * runs * W.count * bytes;
      const dw = to + row * columns * bytes;
      functions[precision].weighRuns(columns, dw, taps, source, runs, starts, W.count, W.step, dy);
    }
  };
}
