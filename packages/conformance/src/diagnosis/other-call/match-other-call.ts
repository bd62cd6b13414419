/**
 * Results that are right, but for another call: on every trial they are what naive-loops gives with an input left out, an
 * attribute misread, gates in another order, an output gradient ignored; or what is due times a number.
 *
 * @module
 */
import { agree, rightResults, type Results } from '../results.ts';
import { isRightOn, listed, wrongResults, type Tried } from '../tried.ts';
import type { Trial } from '../trials.ts';
import { rearrangementOf } from './rearrangements.ts';
import { variationsOf, type Variation } from './variations.ts';

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
    for (const { text, trial } of knownVariations(one.trial)) {
      const made = await rightResults(trial);
      if (Object.keys(made).length > 0) others.set(text, made); // a call that nobody can make was not made
    }
    compared.push({ ...one, others });
  }
  return explained(compared, wrong);
}

const known = new WeakMap<Trial, readonly Variation[]>();

/** The variations of a trial, made once, so that what is due for each is kept. */
function knownVariations(trial: Trial): readonly Variation[] {
  const variations = known.get(trial) ?? variationsOf(trial);
  known.set(trial, variations);
  return variations;
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
    const text = rearrangementOf(tried, name);
    if (!text) continue;
    open.delete(name);
    sentences.push(`${name} ${text}`);
  }
  return { sentences, unexplained: [...open] };
}

/** Whether a result is, on every trial, that of the varied call. */
const explains = (tried: readonly Compared[], name: string, text: string): boolean =>
  tried.every((one) => {
    const other = one.others.get(text);
    return other && one.got[name] ? agree(one.got[name], other[name], one.rounding) : isRightOn(one, name);
  });
