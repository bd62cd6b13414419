/**
 * The losses by their definitions.
 *
 * @module
 */
import type { Reduction, Shape } from '@gradspec/spec';
import { indices, type Elements, type Expression, type Tape } from '../tape.ts';
import { each, range, type Definition } from './definition.ts';
import { shiftedRow } from './structure.ts';

/** One number of many: their sum, or their sum over how many count. */
function reduce(
  tape: Tape,
  losses: readonly Expression[],
  reduction: Reduction,
  counted: number,
): readonly Expression[] {
  if (reduction === 'none') return losses;
  const sum = tape.sum(losses);
  return [reduction === 'sum' ? sum : tape.quotient(sum, tape.constant(counted))];
}

function classification(
  tape: Tape,
  scores: Elements,
  labels: Int32Array,
  reduction: Reduction,
  loss: (row: readonly Expression[], label: number, at: readonly number[]) => Expression,
): readonly Expression[] {
  const rows: Shape = scores.shape.slice(0, -1);
  const K = scores.shape.at(-1)!;
  const losses = Array.from(indices(rows), (at, i) => {
    const label = labels[i]!;
    if (label === -1) return tape.constant(0);
    const one = loss(
      range(K, (k) => scores.at(...at, k)),
      label,
      at,
    );
    return tape.name(one, 'L', at);
  });
  return reduce(tape, losses, reduction, labels.filter((label) => label !== -1).length);
}

/** The definition of `softmaxCrossEntropy`: log Σ e^s_j − s_y. */
export const softmaxCrossEntropy: Definition<'softmaxCrossEntropy'> = (
  tape,
  { scores },
  { inputs, attributes },
) => ({
  loss: classification(tape, scores!, inputs.labels.data, attributes.reduction, (row, label, at) => {
    const { shifted, sum } = shiftedRow(tape, row, at);
    return tape.sum([tape.function('log', sum), tape.negate(shifted[label]!)]);
  }),
});

/** The definition of `hingeLoss`: Σ_{j ≠ y} max(0, s_j − s_y + margin). */
export const hingeLoss: Definition<'hingeLoss'> = (tape, { scores }, { inputs, attributes }) => ({
  loss: classification(tape, scores!, inputs.labels.data, attributes.reduction, (row, label, at) => {
    const margins = row.flatMap((score, j) => {
      if (j === label) return [];
      const margin = tape.sum([score, tape.negate(row[label]!), tape.constant(attributes.margin)]);
      tape.name(margin, 'margin', [...at, j]);
      return [tape.where(margin, tape.constant(0), margin)];
    });
    return tape.sum(margins);
  }),
});

/** The definition of `meanSquaredError`: (prediction − target)². */
export const meanSquaredError: Definition<'meanSquaredError'> = (
  tape,
  { prediction, target },
  { attributes },
) => {
  const squares = each(prediction!.shape, (...index) => {
    const difference = tape.sum([prediction!.at(...index), tape.negate(target!.at(...index))]);
    tape.name(difference, 'e', index);
    return tape.product(difference, difference);
  });
  return { loss: reduce(tape, squares, attributes.reduction, squares.length) };
};

/** The definition of `sumOfSquares`: scale · Σ x². */
export const sumOfSquares: Definition<'sumOfSquares'> = (tape, { x }, { attributes }) => {
  const squares = each(x!.shape, (...index) => tape.product(x!.at(...index), x!.at(...index)));
  return { loss: [tape.product(tape.constant(attributes.scale), tape.sum(squares))] };
};
