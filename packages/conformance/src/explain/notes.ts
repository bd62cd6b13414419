/**
 * What an example touches of the spec's policies: ties, kinks, labels that are not counted, ends of sequences.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { printNumber } from './numbers.ts';
import type { Solution } from './solution.ts';
import type { Wording } from './wording.ts';

const atMost = 3;

/** The notes on a solution; `integers` are its labels and lengths by the name of the argument. */
export function notesOn(
  solution: Solution,
  integers: readonly (readonly [argument: string, tensor: Tensor])[],
  wording: Wording,
): string[] {
  return [
    ...ties(solution, wording).slice(0, atMost),
    ...kinks(solution, wording).slice(0, atMost),
    ...outside(solution, integers, wording),
  ];
}

const nameOf = ({ symbols }: Solution, expression: number): string => symbols.get(expression)?.text ?? '…';

function ties(solution: Solution, wording: Wording): string[] {
  const { trace, values, uses } = solution;
  const found = trace.tape.steps.flatMap((step, expression) => {
    const isShift =
      uses.get(expression)?.every(({ by }) => trace.tape.steps[by]!.kind === 'detached') ?? false;
    if (step.kind !== 'max' || isShift) return [];
    const equal = step.of.filter((candidate) => Object.is(values[candidate]! + 0, values[expression]! + 0));
    if (equal.length < 2) return [];
    return [
      wording.tie(
        equal.map((one) => nameOf(solution, one)).join(', '),
        printNumber(values[expression]!).text,
      ),
    ];
  });
  return [...new Set(found)];
}

function kinks(solution: Solution, wording: Wording): string[] {
  const tested = solution.trace.tape.steps.flatMap((step) => (step.kind === 'where' ? [step.of[0]] : []));
  const atZero = [...new Set(tested)].filter((expression) => solution.values[expression] === 0);
  return atZero.map((expression) => wording.kink(nameOf(solution, expression)));
}

function outside(
  { trace }: Solution,
  integers: readonly (readonly [string, Tensor])[],
  wording: Wording,
): string[] {
  const notes = new Set<string>();
  for (const [argument, { data }] of integers) {
    const uncounted = Array.from(data).filter((label) => label === -1).length;
    if (argument === 'labels') notes.add(wording.labelsFromZero);
    if (argument === 'labels' && uncounted > 0) notes.add(wording.labelsNotCounted(uncounted));
    if (argument === 'lengths' && isShort(trace.values, data)) notes.add(wording.pastLength);
  }
  return [...notes];
}

/** Whether a sequence ends before its tensor does: the states of a recurrence are the outputs of rank 3. */
function isShort(values: Solution['trace']['values'], lengths: ArrayLike<number>): boolean {
  const T = Math.max(
    0,
    ...[...values.values()].filter(({ shape }) => shape.length === 3).map(({ shape }) => shape[0]!),
  );
  return Array.from(lengths).some((length) => length < T);
}
