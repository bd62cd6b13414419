/**
 * A recurrence as a kernel, of a cell and of the rules of its walk through time: what mistakes are planted into.
 *
 * @module
 */
import { checkBackwardCall, checkCall, tensor, type Call } from '@gradspec/spec';
import type { AnyKernel, Tensors } from '../../../runner/any-kernel.ts';
import type { Cell } from './cell.ts';
import { anyCall, walkBack, walkForward, type Sequence } from './through-time.ts';
import type { Recurrence, TimeRules } from './time-rules.ts';

/** Attributes, filled in, of which each recurrence has some. */
export interface AnyAttributes {
  readonly reverse: boolean;
  readonly activation?: Call<'rnn'>['attributes']['activation'];
  readonly resetAfter?: boolean;
}

interface Saved<Units> {
  readonly call: Call<Recurrence>;
  readonly sequences: readonly Sequence<Units>[];
}

/** Right with the right cell and the right rules; `cellOf` makes the cell for a call's attributes. */
export function recurrentKernel<Units>(
  operator: Recurrence,
  cellOf: (attributes: AnyAttributes) => Cell<Units>,
  rules: TimeRules,
): AnyKernel {
  const tensorsOf = (
    shapes: readonly (readonly [string, readonly number[]])[],
    values: Readonly<Record<string, ArrayLike<number>>>,
    { dtype }: Call<Recurrence>,
  ): Tensors =>
    Object.fromEntries(shapes.map(([name, shape]) => [name, tensor(dtype, shape, values[name]!)]));
  return {
    forward(inputs, attributes) {
      const call = checkCall(operator, inputs as never, attributes);
      const { all, last, sequences } = walkForward(anyCall(call), cellOf(call.attributes), rules);
      const values = { h: all.h, c: all.c, hT: last.h, cT: last.c };
      const saved: Saved<Units> = { call, sequences };
      return { outputs: tensorsOf(Object.entries(call.outputShapes), values, call), saved };
    },
    backward(outputGrads, saved, asked) {
      const { call, sequences } = saved as Saved<Units>;
      const checked = checkBackwardCall(call, outputGrads as never, asked as never);
      const walk = { cell: cellOf(call.attributes), rules, sequences };
      const made = walkBack(anyCall(call), walk, { ...checked.outputGrads });
      const shapes = [...checked.wanted].map((name) => [name, call.inputs[name]!.shape] as const);
      return tensorsOf(shapes, made, call);
    },
  };
}
