/**
 * Right results that came out otherwise: times a number, turned round, with axes or gates exchanged.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { agree } from '../results.ts';
import type { Trial } from '../trials.ts';
import type { Tried } from '../tried.ts';
import { gateNames, permutations } from './variations.ts';

/** What was made of a right result; undefined where it cannot be made of one of its shape. */
interface Rearrangement {
  /** To stand behind the result's name. */
  readonly text: string;
  readonly made: (due: Tensor, trial: Trial) => Tensor | undefined;
}

const mapped = (one: Tensor, f: (value: number, at: number) => number): Tensor =>
  ({ ...one, data: one.data.map(f) }) as Tensor;

const times = (text: string, of: (trial: Trial, due: Tensor) => number): Rearrangement => ({
  text: `is ${text} times what is due`,
  made: (due, trial) => mapped(due, (value) => of(trial, due) * value),
});

const first = ({ inputs }: Trial): Tensor => Object.values(inputs)[0]!;
const outputSize = ({ outputGrads }: Trial): number => Object.values(outputGrads)[0]!.data.length;

const factors: readonly Rearrangement[] = [
  times('2', () => 2),
  times('½', () => 0.5),
  times('−1', () => -1),
  times('1/N, averaged over the first axis of x,', (trial) => 1 / first(trial).shape[0]!),
  times('1/N, averaged over the second axis of x,', (trial) => 1 / first(trial).shape[1]!),
  times('N, the first axis of x,', (trial) => first(trial).shape[0]!),
  times('N, the second axis of x,', (trial) => first(trial).shape[1]!),
  times('one over the number of outputs', (trial) => 1 / outputSize(trial)),
  times('the number of outputs', outputSize),
];

const simple: readonly Rearrangement[] = [
  { text: 'is zero everywhere', made: (due) => mapped(due, () => 0) },
  { text: 'is what is due without its sign', made: (due) => mapped(due, Math.abs) },
  {
    text: 'is what is due with all that is negative cut to 0',
    made: (due) => mapped(due, (v) => Math.max(v, 0)),
  },
  { text: 'is what is due, squared', made: (due) => mapped(due, (v) => v * v) },
  {
    text: 'is what is due from its last element to its first',
    made: (due) => mapped(due, (_, at) => due.data.at(-1 - at)!),
  },
];

/** An axis turned round, moved on by one, or read in exchange with another. */
function alongAxes(rank: number): Rearrangement[] {
  const places = Array.from({ length: rank }, (_, axis) => axis);
  const name = (axis: number) => `axis ${axis}`;
  const moved = (axis: number, to: (at: number, size: number) => number) => (due: Tensor) =>
    due.shape.length === rank
      ? gathered(due, (index) => index.with(axis, to(index[axis]!, due.shape[axis]!)))
      : undefined;
  return [
    ...places.map((axis) => ({
      text: `is what is due with ${name(axis)} turned round`,
      made: moved(axis, (at, size) => size - 1 - at),
    })),
    ...[-1, 1].flatMap((by) =>
      places.map((axis) => ({
        text: `is what is due, moved by one along ${name(axis)}`,
        made: moved(axis, (at, size) => (at + by >= 0 && at + by < size ? at + by : -1)),
      })),
    ),
    ...places.flatMap((a) =>
      places.slice(a + 1).map((b) => ({
        text: `is what is due, transposed: ${name(a)} and ${name(b)} are exchanged in memory`,
        made: (due: Tensor) => (due.shape.length === rank ? exchanged(due, a, b) : undefined),
      })),
    ),
  ];
}

/** Every element from another index; 0 where that is negative. */
function gathered(one: Tensor, from: (index: number[]) => readonly number[], shape = one.shape): Tensor {
  const position = (index: readonly number[]) =>
    index.reduce((sum, at, axis) => sum * one.shape[axis]! + at, 0);
  return mapped(one, (_, at) => {
    const index: number[] = [];
    for (let axis = shape.length - 1, rest = at; axis >= 0; axis--) {
      index.unshift(rest % shape[axis]!);
      rest = Math.floor(rest / shape[axis]!);
    }
    const source = from(index);
    return source.some((place) => place < 0) ? 0 : one.data[position(source)]!;
  });
}

/** The numbers as they stand when two axes are written in the other order. */
function exchanged(one: Tensor, a: number, b: number): Tensor {
  const shape = one.shape.with(a, one.shape[b]!).with(b, one.shape[a]!);
  return gathered(one, (index) => index.with(a, index[b]!).with(b, index[a]!), shape);
}

/** The rows of stacked gates in another order. */
const gateOrders = (gates: string): Rearrangement[] =>
  permutations(gates).map((order) => ({
    text: `has its gates in the order ${order.split('').join(', ')}`,
    made: (due) => {
      const size = due.data.length / gates.length;
      return mapped(
        due,
        (_, at) => due.data[gates.indexOf(order[Math.floor(at / size)]!) * size + (at % size)]!,
      );
    },
  }));

/** The number that a result is multiplied by on every call, whatever it is. */
function constantFactor(tried: readonly Tried[], name: string): Rearrangement | undefined {
  const [one] = tried.filter(({ got, due }) => got[name] && due[name]?.data.some((value) => value !== 0));
  if (!one) return undefined;
  const due = Array.from(one.due[name]!.data);
  const at = due.reduce((most, value, place) => (Math.abs(value) > Math.abs(due[most]!) ? place : most), 0);
  const factor = one.got[name]!.data[at]! / due[at]!;
  return Number.isFinite(factor) ? times(String(Number(factor.toPrecision(6))), () => factor) : undefined;
}

/** What was made of a result on all trials, to stand behind its name; undefined where it is none of these. */
export function rearrangementOf(tried: readonly Tried[], name: string): string | undefined {
  const there = tried.filter(({ got }) => got[name]);
  const ranks = [...new Set(there.map(({ due }) => due[name]?.shape.length ?? 0))];
  const gates = gateNames[tried[0]!.trial.operator];
  const constant = constantFactor(there, name);
  const all = [
    ...factors,
    ...simple,
    ...(ranks.length === 1 ? alongAxes(ranks[0]!) : []),
    ...(gates && ['dwx', 'dwh', 'db'].includes(name) ? gateOrders(gates) : []),
    ...(constant ? [constant] : []),
  ];
  return all.find(({ made }) =>
    there.every(({ trial, got, due, rounding }) => {
      const other = due[name] && made(due[name], trial);
      return other && agree(got[name], other, rounding);
    }),
  )?.text;
}
