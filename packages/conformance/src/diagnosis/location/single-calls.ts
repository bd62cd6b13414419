/**
 * What is left to say of an operator that failed and is right on every call that is tried by itself: how many digits it has,
 * or that the calls disturb each other.
 *
 * @module
 */
import { agree, roundings } from '../results.ts';
import { listed, type Tried } from '../tried.ts';
import type { Place } from './where-wrong.ts';

/** Errors of sums in float64 stay below this part of the largest element. */
const ordinary = 1e-12;

/** A sentence about calls on which nothing is wrong but for rounding; none where there are no calls. */
export function singleCalls(tried: readonly Tried[]): Place[] {
  if (tried.length === 0) return [];
  const names = [...new Set(tried.flatMap(({ got }) => Object.keys(got)))];
  const wide = tried.filter(({ got }) => Object.values(got).every(({ dtype }) => dtype !== 'float32'));
  const rough = names.filter((name) =>
    wide.some(({ got, due }) => got[name] && !agree(got[name], due[name], ordinary)),
  );
  if (rough.length === 0)
    return [
      {
        certainty: 'suspected',
        sentence: `each of the ${tried.length} calls that were tried is right by itself, given tensors of its own: look at what is kept from call to call, at memory that is shared with inputs or outputs, and at what else the failures say`,
      },
    ];
  const single = rough.some((name) => wide.some(({ got, due }) => got[name] && !agree(got[name], due[name])));
  const digits = -Math.round(Math.log10(single ? roundings.single : roundings.double));
  const cause = single ? ', as if something were stored or computed in float32' : '';
  return [
    {
      certainty: 'suspected',
      sentence: `${listed(rough)} ${rough.length === 1 ? 'is' : 'are'} right to ${digits} digits or so and not to those of float64${cause}`,
    },
  ];
}
