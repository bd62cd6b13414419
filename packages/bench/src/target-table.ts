/**
 * The targets of a run in words: met, or missed and by how much.
 *
 * @module
 */
import type { Bound, Judgement } from './judge.ts';
import { plainTable } from './plain-table.ts';
import { duration, percent, times } from './units.ts';

const show: Readonly<Record<Bound['unit'], (value: number) => string>> = {
  ratio: times,
  part: percent,
  seconds: duration,
};

/** A bound as it was stated: without digits that say nothing. */
const showBound = ({ unit, bound }: Bound): string => (unit === 'ratio' ? `${bound}×` : show[unit](bound));

/** Met, missed by how much, or why it cannot be told. */
export function verdict({ target, worst, met }: Judgement): string {
  if (!worst) return 'not told by this run';
  if (met) return 'met';
  const share = worst.value / target.bound - 1;
  const by = `${Math.abs(share * 100).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`;
  return target.stretch ? `not reached by ${by}` : `missed by ${by}`;
}

/** A row per target: what, bound, measured, verdict, and the row that is worst where there are several. */
export function targetRows(judgements: readonly Judgement[]): string[][] {
  return [
    ['target', 'bound', 'measured', 'verdict', 'at'],
    ...judgements.map((judgement) => {
      const { target, worst } = judgement;
      const sign = target.from === 'below' ? '≥' : '≤';
      return [
        target.stretch ? `${target.text} (stretch)` : target.text,
        `${sign} ${showBound(target)}`,
        worst ? show[target.unit](worst.value) : '–',
        verdict(judgement),
        worst?.row ?? '',
      ];
    }),
  ];
}

/** The table for the terminal and how many targets are met. */
export function targetsText(judgements: readonly Judgement[]): string {
  const judged = judgements.filter(({ target, worst }) => worst && !target.stretch);
  const met = judged.filter((judgement) => judgement.met);
  const count = `${met.length} of ${judged.length} targets that this run tells about are met`;
  return judgements.length > 0 ? `${plainTable(targetRows(judgements), [4])}\n\n${count}` : count;
}
