/**
 * Terms found beside terms expected, in words: along which axis the index rule parts, which channels meet, by what every term
 * is multiplied. Each sentence says what was found and what was due, so that it can be read without knowing the suite.
 *
 * @module
 */
import type { Attributes } from '@gradspec/spec';
import { axisOrderFinding } from './axis-order.ts';
import { alongAxis, indexMapOf, indexMapText, indexOf, type IndexMap } from './index-map.ts';
import type { BilinearCall, Result, Term, Terms } from './terms.ts';

const letters = ['d', 'h', 'w'] as const;

/** What the spatial axes are called: the last is w, before it h and d. */
const letterOf = ({ x }: BilinearCall, axis: number): string => letters[axis + 3 - (x.length - 2)]!;

const keyOf = ({ i, k, o }: Term): string => `${i} ${k} ${o}`;

/** What is wrong with the terms of a result. */
export interface StructureFindings {
  /** Sentences that say by which other rule the terms come. */
  readonly rules: readonly string[];
  /** Sentences that only say which terms are wrong. */
  readonly places: readonly string[];
}

const rules = (...sentences: readonly string[]): StructureFindings => ({ rules: sentences, places: [] });

/** What is wrong with the terms of a result; no sentence when nothing is. */
export function structureFindings(
  call: BilinearCall,
  result: Result,
  found: Terms,
  expected: Terms,
): StructureFindings {
  const due = new Set(expected.terms.map(keyOf));
  const extra = found.terms.filter((term) => !due.has(keyOf(term)));
  const met = new Set(found.terms.map(keyOf));
  const missing = expected.terms.filter((term) => !met.has(keyOf(term)));
  if (extra.length === 0 && missing.length === 0 && found.crowded === 0)
    return rules(...factorFindings(call, result, found.terms));
  const axes = call.operator === 'linear' ? [] : axisFindings(call, result, found.terms, expected.terms);
  if (axes.length > 0) return rules(...axes);
  const order = found.crowded === 0 && axisOrderFinding(call, result, found.terms, expected.terms);
  if (order) return rules(order);
  return placeFindings(call, result, { found, extra, missing });
}

/** Where along an axis another rule holds than the formula's. */
function axisFindings(
  call: BilinearCall,
  result: Result,
  found: readonly Term[],
  expected: readonly Term[],
): string[] {
  return Array.from({ length: call.x.length - 2 }, (_, axis) => axis).flatMap((axis) => {
    const [is, due] = [found, expected].map((terms) => indexMapOf(call, alongAxis(terms, call, axis)));
    if (!is || !due || (is.a === due.a && is.b === due.b && is.c === due.c)) return [];
    const letter = letterOf(call, axis);
    const rule = `${indexMapText(call, is, letter)}, expected ${indexMapText(call, due, letter)}`;
    return [`${result} is computed with ${rule}: ${reason(call, axis, is, due)}`];
  });
}

/** Which attribute explains a rule. */
function reason({ w, attributes }: BilinearCall, axis: number, is: IndexMap, due: IndexMap): string {
  const along = `along ${letterOf({ x: w } as BilinearCall, axis)}`;
  const K = w[axis + 2]!;
  const flipped = `the kernel is ${(attributes as Attributes<'conv'>).flip ? 'not flipped' : 'flipped'} ${along}`;
  if (is.b === -due.b)
    return is.c === due.c + due.b * (K - 1) ? flipped : `${flipped}, and what it meets is shifted`;
  const reasons: string[] = [];
  if (is.a !== due.a)
    reasons.push(is.a === 1 ? `stride is ignored ${along}` : `stride is ${is.a} ${along}, not ${due.a}`);
  if (is.b !== due.b)
    reasons.push(
      Math.abs(is.b) === 1
        ? `dilation is ignored ${along}`
        : `dilation is ${Math.abs(is.b)} ${along}, not ${Math.abs(due.b)}`,
    );
  if (reasons.length === 0)
    reasons.push(
      is.c === 0 ? `padding is ignored ${along}` : `padding before is ${-is.c} ${along}, not ${-due.c}`,
    );
  return reasons.join('; ');
}

/** A factor that all terms have in common, or that goes with an index. */
function factorFindings(call: BilinearCall, result: Result, terms: readonly Term[]): string[] {
  const { x, y, w } = call;
  const factors = [...new Set(terms.map(({ factor }) => factor))];
  if (factors.length !== 1) return [differentFactors(call, result, terms)];
  const [factor] = factors as [number];
  if (factor === 1) return [];
  const outputs = y.slice(2).reduce((product, size) => product * size, 1);
  const known: [number, string][] = [
    [1 / x[0]!, `that is 1/N here, N = ${x[0]}: an average over the batch?`],
    [1 / (x[0]! * outputs), `that is 1/(N·${outputs}) here: an average over batch and positions?`],
    [1 / outputs, `that is one over the ${outputs} positions of y`],
    [1 / w[1]!, `that is one over the ${w[1]} input channels of a filter`],
    [-1, 'the sign is turned'],
    [2, 'it is added twice?'],
  ];
  const why = known.find(([value]) => Math.abs(value - factor) <= 1e-5 * Math.abs(value));
  return [`${result} is ${factor} times what is due: every term of it${why ? ` (${why[1]})` : ''}`];
}

/** Factors that differ, with the index that they go with where there is one. */
function differentFactors(call: BilinearCall, result: Result, terms: readonly Term[]): string {
  for (const [name, indexIn] of indicesOf(call)) {
    const byIndex = new Map<number, Set<number>>();
    for (const term of terms) {
      const at = indexIn(term);
      byIndex.set(at, (byIndex.get(at) ?? new Set()).add(term.factor));
    }
    if ([...byIndex.values()].some(({ size }) => size > 1)) continue;
    const shown = [...byIndex].sort(([a], [b]) => a - b).slice(0, 4);
    const text = shown.map(([at, of]) => `${[...of][0]} where ${name} = ${at}`).join(', ');
    return `the terms of ${result} are multiplied with factors that go with ${name}: ${text}`;
  }
  const factors = [...new Set(terms.map(({ factor }) => factor))];
  return `the terms of ${result} are multiplied with different factors: ${factors.slice(0, 4).join(', ')}`;
}

/** The indices of the formula, each as a function of a term. */
function indicesOf(call: BilinearCall): [string, (term: Term) => number][] {
  const { x, w, y, operator } = call;
  if (operator === 'linear')
    return [
      ['the row of x', ({ i }) => Math.floor(i / x.at(-1)!)],
      ['the unit of x', ({ i }) => i % x.at(-1)!],
      ['the unit of y', ({ o }) => o % y.at(-1)!],
    ];
  const at = (shape: typeof x, axis: number, flat: number) => indexOf(flat, shape)[axis]!;
  const spatial = Array.from({ length: x.length - 2 }, (_, axis) => axis + 2);
  const along = (axis: number) => letterOf(call, axis - 2);
  return [
    ['n', ({ i }) => at(x, 0, i)],
    ['the channel of x', ({ i }) => at(x, 1, i)],
    ['the channel of y', ({ o }) => at(y, 1, o)],
    ...spatial.flatMap((axis): [string, (term: Term) => number][] => [
      [`k${along(axis)}`, ({ k }) => at(w, axis, k)],
      [`o${along(axis)}`, ({ o }) => at(y, axis, o)],
      [`i${along(axis)}`, ({ i }) => at(x, axis, i)],
    ]),
  ];
}

/** What meets elsewhere: the first places, as indices. */
function placeFindings(
  call: BilinearCall,
  result: Result,
  { found, extra, missing }: { found: Terms; extra: readonly Term[]; missing: readonly Term[] },
): StructureFindings {
  const place = ({ i, k, o }: Term) =>
    `x[${indexOf(i, call.x).join(', ')}], w[${indexOf(k, call.w).join(', ')}] and y[${indexOf(o, call.y).join(', ')}]`;
  if (extra.length === 0 && isAssigned(result, found, missing))
    return rules(
      `each element of ${result} is one term of its sum, as if it were assigned where it has to be added to`,
    );
  if (extra.length === 0 && isOverwritten(call, result, found))
    return rules(
      'where windows overlap dx has what one of them gives, as if it were overwritten where it has to be added to',
    );
  const sentences: string[] = [];
  if (extra.length > 0)
    sentences.push(`${result}: ${place(extra[0]!)} meet and should not (${extra.length} such terms)`);
  if (missing.length > 0)
    sentences.push(`${result}: ${place(missing[0]!)} should meet and do not (${missing.length} such terms)`);
  if (found.crowded > 0)
    sentences.push(`${result}: ${found.crowded} elements are sums over several places where one was due`);
  const channels = channelFinding(call, result, found.terms);
  const groups = groupFinding(call, result, [...extra, ...missing]);
  return { rules: [groups, channels].filter((sentence) => sentence !== undefined), places: sentences };
}

/** Whether every element of dx has what one window gives it, and no other. */
function isOverwritten({ operator, w }: BilinearCall, result: Result, { terms, crowded }: Terms): boolean {
  if (result !== 'dx' || operator === 'linear' || crowded > 0) return false;
  const taps = new Map<number, number>();
  const tapOf = ({ k }: Term) => k % w.slice(2).reduce((product, size) => product * size, 1);
  return terms.every((term) => {
    const first = taps.get(term.i) ?? tapOf(term);
    taps.set(term.i, first);
    return first === tapOf(term);
  });
}

/** Whether every element of a gradient has one term, though some are missing. */
function isAssigned(result: Result, { terms, crowded }: Terms, missing: readonly Term[]): boolean {
  if (result === 'y' || crowded > 0) return false;
  const place = ({ i, k }: Term) => (result === 'dx' ? i : k);
  const elements = new Set(terms.map(place));
  return elements.size === terms.length && missing.every((term) => elements.has(place(term)));
}

/** Which input channels are read at all. */
function channelFinding(
  { x, operator }: BilinearCall,
  result: Result,
  terms: readonly Term[],
): string | undefined {
  if (operator === 'linear') return undefined;
  const read = [...new Set(terms.map(({ i }) => indexOf(i, x)[1]!))].sort((a, b) => a - b);
  if (read.length === x[1]! || read.length === 0) return undefined;
  return `${result} knows channel${read.length > 1 ? 's' : ''} ${read.join(', ')} of x only, of ${x[1]}`;
}

/** Whether the first group of output channels is right and the others are not. */
function groupFinding(
  { y, attributes }: BilinearCall,
  result: Result,
  wrong: readonly Term[],
): string | undefined {
  const { groups = 1 } = attributes as Attributes<'conv'>;
  const inFirst = ({ o }: Term) => indexOf(o, y)[1]! < y[1]! / groups;
  if (groups === 1 || wrong.length === 0 || wrong.some(inFirst)) return undefined;
  return `${result}: the first of the ${groups} groups is right and the others are not: their channels are counted otherwise`;
}
