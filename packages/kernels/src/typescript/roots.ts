/**
 * The roots of unity of the radices.
 *
 * @module
 */
import { unitRoot } from '../fft-plan.ts';

const known = new Map<number, readonly (readonly [number, number])[]>();

/** ω^k = e^(−2πik/r), k = 0 … r − 1, as real and imaginary part. */
export function roots(r: number): readonly (readonly [number, number])[] {
  let table = known.get(r);
  if (!table) {
    table = Array.from({ length: r }, (_, k) => {
      const [cos, sin] = unitRoot(k, r);
      return [cos, -sin] as const;
    });
    known.set(r, table);
  }
  return table;
}
