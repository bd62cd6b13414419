/**
 * Results that are right, but for another call: on every trial they are what naive-loops gives with an input left out, an
 * attribute misread, gates in another order, an output gradient ignored; or what is due times a number.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation, OperatorName, Tensor } from '@gradspec/spec';
import type { AnyKernel } from '../../runner/any-kernel.ts';
import { agree, resultsOf, trialsOf, type Results, type Trial } from './trials.ts';
import { variationsOf } from './variations.ts';

const range = { seed: 1, count: 30 };

/** A trial with what came, what was due, and what other calls would have given. */
interface Tried {
  readonly trial: Trial;
  readonly got: Results;
  readonly due: Results;
  /** By the text of the variation; a variation that a trial does not have changes nothing there. */
  readonly others: ReadonlyMap<string, Results>;
}

const kernelIn = ({ kernels }: Implementation, operator: OperatorName) =>
  kernels[operator] as unknown as AnyKernel | undefined;

/**
 * Sentences for the wrong results that another call explains.
 *
 * @returns none where nothing is wrong on the trials, or nothing explains it
 */
export async function matchOtherCall(
  implementation: Implementation,
  operator: OperatorName,
): Promise<string[]> {
  const kernel = kernelIn(implementation, operator);
  if (!kernel) return [];
  const right = kernelIn(naiveLoops, operator)!;
  const tried: Tried[] = [];
  for (const trial of trialsOf(operator, range)) {
    const others = new Map<string, Results>();
    const got = await resultsOf(kernel, trial);
    if (Object.keys(got).length === 0) continue;
    for (const { text, trial: other } of variationsOf(trial)) {
      const made = await resultsOf(right, other);
      if (Object.keys(made).length > 0) others.set(text, made); // a call that nobody can make was not made
    }
    tried.push({ trial, got, due: await resultsOf(right, trial), others });
  }
  return sentencesOf(tried);
}

function sentencesOf(tried: readonly Tried[]): string[] {
  const names = [...new Set(tried.flatMap(({ got }) => Object.keys(got)))];
  const wrong = names.filter((name) =>
    tried.some(({ got, due }) => got[name] && !agree(got[name], due[name])),
  );
  const explanations = new Map<string, string[]>();
  const texts = [...new Set(tried.flatMap(({ others }) => [...others.keys()]))];
  for (const text of texts) {
    const explained = wrong.filter((name) => explains(tried, name, text));
    if (explained.length > 0) explanations.set(text, explained);
  }
  const sentences: string[] = [];
  const open = new Set(wrong);
  // The other call that explains most comes first; what it explains needs no other.
  for (const [text, explained] of [...explanations].sort(([, a], [, b]) => b.length - a.length)) {
    const fresh = explained.filter((name) => open.has(name));
    if (fresh.length === 0) continue;
    fresh.forEach((name) => open.delete(name));
    const are = fresh.length === 1 ? 'is that' : 'are those';
    sentences.push(`${listed(fresh)} ${are} of the call with ${text}`);
  }
  for (const name of open) {
    const factor = factorOf(tried, name);
    if (factor) sentences.push(`${name} is ${factor} times what is due`);
  }
  return sentences;
}

const listed = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Whether a result is, on every trial, that of the varied call. */
const explains = (tried: readonly Tried[], name: string, text: string): boolean =>
  tried.every(({ got, due, others }) => {
    if (!got[name]) return true;
    const other = others.get(text);
    return agree(got[name], other ? other[name] : due[name]);
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
