/**
 * Results that are right, but for another call: on every trial they are what naive-loops gives with an input left out, an
 * attribute misread, gates in another order, an output gradient ignored; or what is due times a number.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import {
  agree,
  isRightOn,
  listed,
  rightResults,
  wrongResults,
  type Results,
  type Trial,
  type Tried,
} from '../trials.ts';
import { variationsOf } from './variations.ts';

/** A trial beside what other calls would have given, by the text of the variation. */
interface Compared extends Tried {
  /** A variation that a trial does not have changes nothing there. */
  readonly others: ReadonlyMap<string, Results>;
}

/** What could be explained, in sentences, and the wrong results that could not. */
export interface Match {
  readonly sentences: readonly string[];
  readonly unexplained: readonly string[];
}

/** Looks for other calls whose results the wrong ones are. */
export async function matchOtherCall(tried: readonly Tried[]): Promise<Match> {
  const wrong = wrongResults(tried);
  if (wrong.length === 0) return { sentences: [], unexplained: [] };
  const compared: Compared[] = [];
  for (const one of tried) {
    const others = new Map<string, Results>();
    for (const { text, trial } of variationsOf(one.trial)) {
      const made = await rightResults(trial);
      if (Object.keys(made).length > 0) others.set(text, made); // a call that nobody can make was not made
    }
    compared.push({ ...one, others });
  }
  return explained(compared, wrong);
}

function explained(tried: readonly Compared[], wrong: readonly string[]): Match {
  const explanations = new Map<string, string[]>();
  const texts = [...new Set(tried.flatMap(({ others }) => [...others.keys()]))];
  for (const text of texts) {
    const names = wrong.filter((name) => explains(tried, name, text));
    if (names.length > 0) explanations.set(text, names);
  }
  const sentences: string[] = [];
  const open = new Set(wrong);
  // The other call that explains most comes first; what it explains needs no other.
  for (const [text, names] of [...explanations].sort(([, a], [, b]) => b.length - a.length)) {
    const fresh = names.filter((name) => open.has(name));
    if (fresh.length === 0) continue;
    fresh.forEach((name) => open.delete(name));
    const are = fresh.length === 1 ? 'is that' : 'are those';
    sentences.push(`${listed(fresh)} ${are} of the call with ${text}`);
  }
  for (const name of [...open]) {
    const factor = factorOf(tried, name);
    if (!factor) continue;
    open.delete(name);
    sentences.push(`${name} is ${factor} times what is due`);
  }
  return { sentences, unexplained: [...open] };
}

/** Whether a result is, on every trial, that of the varied call. */
const explains = (tried: readonly Compared[], name: string, text: string): boolean =>
  tried.every((one) => {
    const other = one.others.get(text);
    return other && one.got[name] ? agree(one.got[name], other[name]) : isRightOn(one, name);
  });

/** The numbers that a result may have been multiplied by, as functions of a trial. */
const factors: readonly (readonly [string, (trial: Trial) => number])[] = [
  ['2', () => 2],
  ['½', () => 0.5],
  ['−1', () => -1],
  ['1/N, averaged over the first axis of x,', ({ inputs }) => 1 / first(inputs).shape[0]!],
  ['1/N, averaged over the second axis of x,', ({ inputs }) => 1 / first(inputs).shape[1]!],
  ['N, the first axis of x,', ({ inputs }) => first(inputs).shape[0]!],
];

const first = (inputs: Trial['inputs']): Tensor => Object.values(inputs)[0]!;

function factorOf(tried: readonly Tried[], name: string): string | undefined {
  const times = ({ data, ...rest }: Tensor, factor: number) =>
    ({ ...rest, data: data.map((value) => factor * value) }) as Tensor;
  return factors.find(([, of]) =>
    tried.every(
      ({ trial, got, due }) => !got[name] || (due[name] && agree(got[name], times(due[name], of(trial)))),
    ),
  )?.[0];
}
