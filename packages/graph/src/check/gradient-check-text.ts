/**
 * What a gradient check found, as text.
 *
 * @module
 */
import { shownName } from '../print/short.ts';
import type { ComparedInput, NotJudged } from './compared-input.ts';
import type { ComparedNodeInput, GradientCheck } from './gradient-check.ts';

/**
 * A line that says whether the gradients agree, a line per gradient that is wrong, the nodes before the whole graph, and
 * what was not judged or not checked.
 *
 * @returns lines, without a line break at the end.
 */
export function gradientCheckText(check: GradientCheck): string {
  const { nodes, inputs, unreached, promoted } = check;
  const all = [...nodes, ...inputs];
  const list = (what: string, names: readonly string[]) =>
    names.length > 0 ? [`${what}: ${names.map(shownName).join(', ')}`] : [];
  return [
    verdict(check),
    ...all.filter(({ wrong }) => wrong > 0).map(wrongLine),
    ...all.flatMap(doubtLines),
    ...list('checked as float64', promoted),
    ...list('not checked, as no output gradient depends on them', unreached),
  ].join('\n');
}

type Compared = ComparedInput | ComparedNodeInput;

function verdict({ agrees, nodes, inputs }: GradientCheck): string {
  const all: readonly Compared[] = [...nodes, ...inputs];
  const count = (of: (one: Compared) => number) => all.reduce((sum, one) => sum + of(one), 0);
  const judged = count(({ checked, notJudged }) => checked - notJudged.length);
  const elements = `${judged} of ${count((one) => one.elements)} elements judged`;
  const names = new Set(nodes.map(({ node }) => node));
  if (agrees)
    return `the gradients agree with central differences: ${names.size} nodes, ${inputs.length} inputs of the graph, ${elements}`;
  if (judged === 0) return `nothing could be said about the gradients: ${elements}`;
  const wrongNodes = new Set(nodes.filter(({ wrong }) => wrong > 0).map(({ node }) => node));
  const wrongInputs = inputs.filter(({ wrong }) => wrong > 0).length;
  const of = `${wrongNodes.size} of ${names.size} nodes, ${wrongInputs} of ${inputs.length} inputs of the graph`;
  return `the gradients are wrong: ${of}, ${elements}`;
}

const placeOf = (one: Compared): string =>
  'node' in one
    ? `node ${shownName(one.node)} (${one.operator} on ${shownName(one.implementation)})`
    : 'the whole graph';

const shownAt = (input: string, at: readonly number[]): string =>
  at.length === 0 ? shownName(input) : `${shownName(input)} at [${at.join(', ')}]`;

function wrongLine(one: Compared): string {
  const worst = one.worst!;
  const [got, expected] = apart(worst.got, worst.expected);
  const gradient = `the gradient of ${shownAt(one.input, worst.at)} is ${got}`;
  const differences = `central differences say ${expected} ± ${Number(worst.tolerance.toPrecision(1))}`;
  return `${placeOf(one)}: ${gradient}, ${differences}${extent(one)}`;
}

/** How many elements are wrong, where there is more than one. */
function extent({ wrong, checked, elements }: Compared): string {
  if (elements === 1) return '';
  const sample = checked < elements ? ` compared, out of ${elements},` : '';
  return `; ${wrong} of ${checked} elements${sample} wrong`;
}

/** Two numbers with as few digits as they can be told apart by. */
function apart(one: number, other: number): readonly [string, string] {
  for (let digits = 4; digits < 17; digits++) {
    const [a, b] = [Number(one.toPrecision(digits)), Number(other.toPrecision(digits))];
    if (!Object.is(a, b)) return [String(a), String(b)];
  }
  return [String(one), String(other)];
}

/** A line per reason for which elements of one input were not judged, with the first of them. */
function doubtLines(one: Compared): readonly string[] {
  return (['kink', 'rounding', 'not finite'] as const).flatMap((reason) => {
    const elements = one.notJudged.filter((element) => element.reason === reason);
    const [first] = elements;
    if (!first) return [];
    const others = elements.length > 1 ? ` (and ${elements.length - 1} more of ${shownName(one.input)})` : '';
    return [`${placeOf(one)}: ${shownAt(one.input, first.at)} was not judged, ${whyNot(first)}${others}`];
  });
}

function whyNot({ reason, left, right }: NotJudged): string {
  if (reason === 'rounding') return 'its slope is lost in rounding';
  if (reason === 'not finite') return 'it or the function is not finite';
  const [from, to] = apart(left, right);
  return `at a kink its slope is ${from} on the left and ${to} on the right`;
}
