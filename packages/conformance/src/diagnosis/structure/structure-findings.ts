/**
 * Terms found beside terms expected, in words: along which axis the index rule parts, which channels meet, by what every term
 * is multiplied. Each sentence says what was found and what was due, so that it can be read without knowing the suite.
 *
 * @module
 */
import type { Attributes } from '@gradspec/spec';
import { alongAxis, indexMapOf, indexMapText, indexOf, type IndexMap } from './index-map.ts';
import type { BilinearCall, Result, Term, Terms } from './terms.ts';

const letters = ['d', 'h', 'w'] as const;

/** What the spatial axes are called: the last is w, before it h and d. */
const letterOf = ({ x }: BilinearCall, axis: number): string => letters[axis + 3 - (x.length - 2)]!;

const keyOf = ({ i, k, o }: Term): string => `${i} ${k} ${o}`;

/** What is wrong with the terms of a result; no sentence when nothing is. */
export function structureFindings(
  call: BilinearCall,
  result: Result,
  found: Terms,
  expected: Terms,
): string[] {
  const due = new Set(expected.terms.map(keyOf));
  const extra = found.terms.filter((term) => !due.has(keyOf(term)));
  const met = new Set(found.terms.map(keyOf));
  const missing = expected.terms.filter((term) => !met.has(keyOf(term)));
  if (extra.length === 0 && missing.length === 0 && found.crowded === 0)
    return factorFindings(call, result, found.terms);
  const axes = call.operator === 'linear' ? [] : axisFindings(call, result, found.terms, expected.terms);
  if (axes.length > 0) return axes;
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
  if (is.b === -due.b && is.c === due.c + due.b * (K - 1))
    return `the kernel is ${(attributes as Attributes<'conv'>).flip ? 'not flipped' : 'flipped'} ${along}`;
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

/** A factor that all terms have in common. */
function factorFindings({ x, y, w }: BilinearCall, result: Result, terms: readonly Term[]): string[] {
  const factors = [...new Set(terms.map(({ factor }) => factor))];
  if (factors.length !== 1)
    return [
      `the terms of ${result} are multiplied with different factors: ${factors.slice(0, 4).join(', ')}`,
    ];
  const [factor] = factors as [number];
  if (factor === 1) return [];
  const outputs = y.slice(2).reduce((product, size) => product * size, 1);
  const known: [number, string][] = [
    [1 / x[0]!, `1/N, N = ${x[0]}: it is averaged over the batch`],
    [1 / (x[0]! * outputs), `1/(N·${outputs}): it is averaged over batch and positions`],
    [1 / outputs, `one over the ${outputs} positions of y`],
    [1 / w[1]!, `one over the ${w[1]} input channels of a filter`],
    [-1, 'the sign is turned'],
    [2, 'it is added twice'],
  ];
  const why = known.find(([value]) => Math.abs(value - factor) <= 1e-5 * Math.abs(value));
  return [`every term of ${result} is multiplied by ${factor}${why ? ` (${why[1]})` : ''}`];
}

/** What meets elsewhere: the first places, as indices. */
function placeFindings(
  call: BilinearCall,
  result: Result,
  { found, extra, missing }: { found: Terms; extra: readonly Term[]; missing: readonly Term[] },
): string[] {
  const place = ({ i, k, o }: Term) =>
    `x[${indexOf(i, call.x).join(', ')}], w[${indexOf(k, call.w).join(', ')}] and y[${indexOf(o, call.y).join(', ')}]`;
  if (extra.length === 0 && isAssigned(result, found, missing))
    return [
      `each element of ${result} is one term of its sum, as if it were assigned where it has to be added to`,
    ];
  const sentences: string[] = [];
  if (extra.length > 0)
    sentences.push(`${result}: ${place(extra[0]!)} meet and should not (${extra.length} such terms)`);
  if (missing.length > 0)
    sentences.push(`${result}: ${place(missing[0]!)} should meet and do not (${missing.length} such terms)`);
  if (found.crowded > 0)
    sentences.push(`${result}: ${found.crowded} elements are sums over several places where one was due`);
  const channels = channelFinding(call, result, found.terms);
  return channels ? [channels, ...sentences] : sentences;
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
