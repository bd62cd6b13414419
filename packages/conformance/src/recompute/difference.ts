/**
 * What recomputing a vector finds.
 *
 * A stated number may differ from the exact one by what float64 could have made of it and, where it was printed with about
 * 15 digits, by half of its last one; beyond that it is wrong.
 *
 * @module
 */
import type { FloatDtype, FloatTensor, Tensor } from '@gradspec/spec';
import { bounds } from '../oracle/bounds.ts';
import { answers, type Answers } from '../oracle/expected.ts';
import type { Trace } from '../oracle/trace.ts';
import { precisions } from '../tolerance/index.ts';
import { toJson } from '../vectors/json-tensor.ts';
import type { JsonTensor, JsonTensors, Vector } from '../vectors/types.ts';

/** One number of a vector that is not what the definition gives. */
export interface Difference {
  /** `outputs.y[3]` */
  readonly at: string;
  readonly stated: number;
  readonly exact: number;
  /** Whether the stated number is wrong, not only short of digits. */
  readonly wrong: boolean;
}

/** A vector with every number recomputed, and what that changed. */
export interface Recomputed {
  readonly vector: Vector;
  readonly differences: readonly Difference[];
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;
/** Output gradients by name. */
export type Grads = Readonly<Record<string, FloatTensor>>;

/** Half a unit of the 15th digit of a number that was printed with about 15 digits; 0 for short and for full ones. */
export function printSlack(value: number): number {
  if (!Number.isFinite(value) || value === 0) return 0;
  const digits = value.toExponential().replace(/e.*$/, '').replace(/[-.]/g, '').length;
  return digits >= 13 && digits <= 15 ? 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(value))) - 14) : 0;
}

/** How far an input may be from the decimal that was meant: it was rounded to float64, and perhaps printed short before. */
const inputSlack = (value: number): number =>
  Number.isInteger(value) ? 0 : printSlack(value) + Math.abs(value) * precisions.float64.u;

/** Answers for the inputs as they are, and how far numbers printed from inputs printed may be from them. */
export function solve(trace: Trace, inputs: Tensors, outputGrads: Grads): { exact: Answers; slack: Answers } {
  const slack = bounds(trace, inputs, outputGrads, 'float64', { leafError: inputSlack });
  return { exact: answers(trace, inputs, outputGrads), slack };
}

/** The differences between a stated tensor and the exact one. */
export function compareTensor(
  at: string,
  stated: JsonTensor | undefined,
  exact: readonly number[],
  slack: readonly number[],
): Difference[] {
  if (!stated) return [];
  return exact.flatMap((right, i) => {
    const value = Number(stated.data[i]);
    if (Object.is(value, right) || value === right || (Number.isNaN(value) && Number.isNaN(right))) return [];
    const allowed = slack[i]! + printSlack(value) + Math.abs(right) * precisions.float64.u;
    return [{ at: `${at}[${i}]`, stated: value, exact: right, wrong: !(Math.abs(value - right) <= allowed) }];
  });
}

/** One part of a vector: its outputs, its gradients. */
export interface Part {
  /** Where it stands in the vector, for messages. */
  readonly at: string;
  readonly stated: JsonTensors | undefined;
  readonly exact: Answers['values'];
  readonly slack: Answers['values'];
  readonly names: readonly string[];
  readonly trace: Trace;
}

/** The recomputed tensors of one part of a vector, in the order in which they stood. */
export function recomputePart(
  { at, stated, exact, slack, names, trace }: Part,
  differences: Difference[],
): JsonTensors {
  const known = Object.keys(stated ?? {}).filter((name) => names.includes(name));
  const order = [...known, ...names.filter((name) => !known.includes(name))];
  return Object.fromEntries(
    order.map((name) => {
      differences.push(...compareTensor(`${at}.${name}`, stated?.[name], exact[name]!, slack[name]!));
      return [name, toJson(trace.values.get(name)!.shape, exact[name]!)];
    }),
  );
}

const isZeroBound = (bound: Answers): boolean =>
  [bound.values, bound.gradients].every((part) =>
    Object.values(part).every((all) => all.every((one) => one === 0)),
  );

/** Whether every partial sum is a number of both dtypes. */
export function isExact(
  trace: Trace,
  of: (dtype: FloatDtype) => { inputs: Tensors; outputGrads: Grads },
): boolean {
  return (['float32', 'float64'] as const).every((dtype) => {
    const { inputs, outputGrads } = of(dtype);
    return isZeroBound(bounds(trace, inputs, outputGrads, dtype));
  });
}

/** Whether rounding to float32 leaves all tensors as they are. */
export const survivesRounding = (tensors: Tensors): boolean =>
  Object.values(tensors).every(({ data }) =>
    data.every((value) => Number.isNaN(value) || Math.fround(value) === value),
  );
