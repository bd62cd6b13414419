/**
 * Which elements of a result are wrong: at which end of an axis, or of which inputs.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { indexOf } from '../../runner/compare.ts';
import { isRightOn, type Tried } from '../tried.ts';

/** A wrong or a right element of a result. */
interface Element {
  readonly index: readonly number[];
  readonly shape: readonly number[];
  /** The element of the first input at the same place; undefined where that has another shape. */
  readonly input: number | undefined;
  readonly isWrong: boolean;
}

/** A condition that an element may meet, to stand behind “only”. */
type Condition = readonly [string, (element: Element) => boolean];

/** The most likely that something may be which elements have in common by chance. */
const byChance = 0.001;

/** Not more elements than these are looked at. */
const mostElements = 20_000;

const inputConditions = (name: string): Condition[] => [
  [`where ${name} is negative`, ({ input }) => input! < 0],
  [`where ${name} is positive`, ({ input }) => input! > 0],
  [`where ${name} is 0`, ({ input }) => input === 0],
  [`where ${name} is NaN`, ({ input }) => Number.isNaN(input)],
  [`where ${name} is above 1 or below −1`, ({ input }) => Math.abs(input!) > 1],
];

const axisConditions = (axis: number): Condition[] => [
  [`at index 0 of axis ${axis}`, ({ index }) => index[axis] === 0],
  [`behind index 0 of axis ${axis}`, ({ index }) => index[axis]! > 0],
  [`at the last index of axis ${axis}`, ({ index, shape }) => index[axis] === shape[axis]! - 1],
  [`before the last index of axis ${axis}`, ({ index, shape }) => index[axis]! < shape[axis]! - 1],
  [`at odd indices of axis ${axis}`, ({ index }) => index[axis]! % 2 === 1],
];

/** What the wrong elements have in common and no right element has; undefined where there is nothing, or too few to tell. */
export function elementSentence(tried: readonly Tried[], name: string): string | undefined {
  const elements = elementsOf(tried, name);
  const wrong = elements.filter(({ isWrong }) => isWrong);
  if (wrong.length < 4 || wrong.length === elements.length) return undefined;
  const axes = Math.min(...elements.map(({ index }) => index.length)); // all calls have these
  const conditions = [
    ...(elements.every(({ input }) => input !== undefined)
      ? inputConditions(Object.keys(tried[0]!.trial.inputs)[0]!)
      : []),
    ...Array.from({ length: axes }, (_, axis) => axisConditions(axis)).flat(),
  ];
  const fitting = conditions.find(([, holds]) => {
    const meeting = elements.filter(holds);
    return wrong.every(holds) && (meeting.length / elements.length) ** wrong.length < byChance;
  });
  return fitting && `${name} is wrong only ${fitting[0]}`;
}

/** The elements of a result on the calls on which it is wrong. */
function elementsOf(tried: readonly Tried[], name: string): Element[] {
  const elements: Element[] = [];
  for (const one of tried) {
    const [got, due] = [one.got[name], one.due[name]];
    if (!got || !due || isRightOn(one, name) || got.shape.join() !== due.shape.join()) continue;
    const first = Object.values(one.trial.inputs)[0]!;
    const same = first.shape.join() === due.shape.join();
    const limit = one.rounding * largest(due);
    due.data.forEach((value, at) => {
      if (elements.length >= mostElements) return;
      const isRight = Object.is(value, got.data[at]) || Math.abs(value - got.data[at]!) <= limit;
      const index = indexOf(at, due.shape);
      elements.push({ index, shape: due.shape, input: same ? first.data[at] : undefined, isWrong: !isRight });
    });
  }
  return elements;
}

function largest({ data }: Tensor): number {
  let most = 0;
  for (const value of data) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
}
