/**
 * What a wrong result depends on, found by asking for the same calls with one thing less.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import type { Trial } from '../trials.ts';
import { otherThanDefault } from './conditions.ts';
import { isRightOn, listed, tryOut, type Tried } from '../tried.ts';
import { plainCall, simplerCalls, type SimplerCall } from './simpler-calls.ts';

/** Not more calls than these are simplified: a few tell it. */
const mostCalls = 10;

/** What the wrong calls have in common that, taken away, makes all of them right. */
interface Cure {
  readonly having: string;
  readonly cured: string;
}

/** Sentences about wrong results, those that depend on the same thing in one. */
export async function experimentSentences(
  implementation: Implementation,
  tried: readonly Tried[],
  names: readonly string[],
): Promise<string[]> {
  const wrong = tried.filter((one) => names.some((name) => !isRightOn(one, name))).slice(0, mostCalls);
  const experiments = new Map<Tried, Experiment[]>();
  for (const one of wrong) experiments.set(one, await experimentsOn(implementation, one));
  const byText = new Map<string, string[]>();
  for (const name of names) {
    const text = sentenceOf(curesOf(experiments, name));
    if (text) byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  return [...byText].map(([text, own]) => `${listed(own)} ${own.length === 1 ? 'is' : 'are'} ${text}`);
}

/** That results are wrong on the plainest calls, too; undefined where they are not, or where no call gets plain. */
export async function plainSentence(
  implementation: Implementation,
  tried: readonly Tried[],
  names: readonly string[],
): Promise<string | undefined> {
  const wrong = tried.filter((one) => names.some((name) => !isRightOn(one, name))).slice(0, mostCalls);
  const plain = wrong.map(({ trial }) => plainCall(trial));
  const came = await tryOut(
    implementation,
    plain.filter((trial) => isPlain(trial)),
  );
  const still = names.filter(
    (name) => came.length > 0 && came.every((one) => one.got[name] && !isRightOn(one, name)),
  );
  const has = wrong.some(({ trial }) => Object.keys(trial.attributes).length > 0);
  if (still.length === 0 || !has) return undefined;
  return `${listed(still)} ${still.length === 1 ? 'is' : 'are'} wrong on the plainest calls, too, with all attributes at their defaults and no optional input: no attribute is to blame`;
}

/** Whether all attributes are at their defaults, but for a kernel's size, which has none. */
const isPlain = (trial: Trial): boolean => otherThanDefault(trial).every((name) => name === 'kernel');

/** A simpler call and what came of it; undefined where there is no such call. */
interface Experiment extends SimplerCall {
  readonly came: Tried | undefined;
}

async function experimentsOn(
  implementation: Implementation,
  { trial, rounding }: Tried,
): Promise<Experiment[]> {
  const experiments: Experiment[] = [];
  for (const simpler of simplerCalls(trial)) {
    const [came] = await tryOut(implementation, simpler.trial ? [simpler.trial] : []);
    experiments.push({ ...simpler, came: came && { ...came, rounding } });
  }
  return experiments;
}

function curesOf(experiments: ReadonlyMap<Tried, readonly Experiment[]>, name: string): Cure[] {
  const wrong = [...experiments].filter(([one]) => !isRightOn(one, name));
  const [first] = wrong;
  if (!first) return [];
  return first[1].flatMap(({ having, cured }) => {
    const same = wrong.map(([, all]) => all.find((one) => one.having === having));
    if (same.includes(undefined)) return [];
    const came = same.flatMap((one) => (one!.came?.got[name] ? [one!.came] : []));
    const shows = came.some(({ due }) => due[name]?.data.some((value) => value !== 0));
    const helps = 2 * came.length >= wrong.length && came.every((one) => isRightOn(one, name));
    return helps && shows ? [{ having, cured }] : [];
  });
}

function sentenceOf(cures: readonly Cure[]): string | undefined {
  if (cures.length === 0) return undefined;
  const having = listed(cures.map((cure) => cure.having));
  return `wrong only on calls ${having}; the same calls ${cures.map(({ cured }) => cured).join(', or ')} come out right`;
}
