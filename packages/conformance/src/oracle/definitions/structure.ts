/**
 * linear, softmax, and what compositions need, by their definitions.
 *
 * @module
 */
import { indices, type Elements, type Expression, type Tape } from '../tape.ts';
import { each, range, type Definition } from './definition.ts';

const all = (x: Elements): Expression[] => each(x.shape, (...index) => x.at(...index));

/** The definition of `linear`. */
export const linear: Definition<'linear'> = (tape, { x, w, b }, { outputShapes }) => {
  const I = w!.shape[1]!;
  const y = each(outputShapes.y, (...index) => {
    const [row, o] = [index.slice(0, -1), index.at(-1)!];
    const terms = range(I, (i) => tape.product(w!.at(o, i), x!.at(...row, i)));
    return tape.sum(b ? [...terms, b.at(o)] : terms);
  });
  return { y };
};

/**
 * u = e^(x − m) of one row with its maximum m, and S = Σ u. The shift cancels in every use, so its derivative is left
 * out. `at` is the row's index.
 */
export function shiftedRow(
  tape: Tape,
  row: readonly Expression[],
  at: readonly number[],
): { shifted: Expression[]; powers: Expression[]; sum: Expression } {
  const m = tape.name(tape.detached(tape.max(row)), 'm', at);
  const shift = tape.negate(m);
  const shifted = row.map((x) => tape.sum([x, shift]));
  const powers = shifted.map((x, k) => tape.name(tape.function('exp', x), 'u', [...at, k]));
  return { shifted, powers, sum: tape.name(tape.sum(powers), 'S', at) };
}

/** The definition of `softmax`. */
export const softmax: Definition<'softmax'> = (tape, { x }) => {
  const K = x!.shape.at(-1)!;
  const y = Array.from(indices(x!.shape.slice(0, -1)), (row) => {
    if (K === 0) return [];
    const scores = range(K, (k) => x!.at(...row, k));
    const { powers, sum } = shiftedRow(tape, scores, row);
    return powers.map((power) => tape.quotient(power, sum));
  });
  return { y: y.flat() };
};

/** The definition of `reshape`. */
export const reshape: Definition<'reshape'> = (_tape, { x }) => ({ y: all(x!) });

/** The definition of `concat`. */
export const concat: Definition<'concat'> = (_tape, { a, b }, { attributes: { axis }, outputShapes }) => {
  const split = a!.shape[axis]!;
  const y = each(outputShapes.y, (...index) =>
    index[axis]! < split
      ? a!.at(...index)
      : b!.at(...index.map((i, along) => (along === axis ? i - split : i))),
  );
  return { y };
};

/** The definition of `slice`. */
export const slice: Definition<'slice'> = (_tape, { x }, { attributes: { axis, start }, outputShapes }) => ({
  y: each(outputShapes.y, (...index) => x!.at(...index.map((i, along) => (along === axis ? i + start : i)))),
});

/** The definition of `sum`. */
export const sum: Definition<'sum'> = (tape, { x }) => ({ y: [tape.sum(all(x!))] });
