/**
 * Transforms of growing size, measured in turns; a result that is not the reference's is not timed.
 *
 * @module
 */
import { cellOf, failed } from '../cell.ts';
import { signedRandom } from '../random.ts';
import { takeTurns, type Clock, type Pacing } from '../rounds.ts';
import type { Cell } from '../run-record.ts';
import { relativeError, transformOf } from './reference.ts';
import type { Complex, PreparedTransform, Transformer } from './transformer.ts';

/** What was found for one size. */
export interface TransformRow {
  readonly n: number;
  readonly cells: readonly Cell[];
}

/** The largest error, as a part of the norm, that is still right: float32 stays below 10⁻⁶ here. */
const tolerance = 1e-5;

/** A seeded signal with numbers in [−1, 1). */
function signalOf(n: number): Complex {
  const random = signedRandom(n);
  const part = () => Float32Array.from({ length: n }, random);
  return { re: part(), im: part() };
}

/** Measures one size. */
export async function measureTransforms(
  n: number,
  transformers: readonly Transformer[],
  { pacing, clock }: { pacing: Pacing; clock?: Clock },
): Promise<TransformRow> {
  const signal = signalOf(n);
  const expected = transformOf(signal);
  const cells = new Map<string, Cell>();
  const ready: { transformer: Transformer; prepared: PreparedTransform }[] = [];
  for (const transformer of transformers) {
    const { name: contestant } = transformer;
    try {
      transformer.enter();
      const prepared = transformer.prepare(signal);
      const error = relativeError(prepared.spectrum(), expected);
      if (error <= tolerance) ready.push({ transformer, prepared });
      else {
        cells.set(contestant, {
          ...{ contestant, outcome: 'wrong' },
          reason: `expected an error of the spectrum up to ${tolerance}, got ${error.toPrecision(2)}`,
        });
        prepared.close();
      }
    } catch (error) {
      cells.set(contestant, failed(contestant, error));
    }
  }
  const entrants = ready.map(({ transformer: { enter }, prepared: { action } }) => ({ enter, action }));
  const samples = await takeTurns(entrants, pacing, clock);
  samples.forEach((of, i) => {
    const { transformer, prepared } = ready[i]!;
    cells.set(transformer.name, cellOf(transformer.name, of));
    prepared.close();
  });
  return { n, cells: transformers.map(({ name }) => cells.get(name)!) };
}
