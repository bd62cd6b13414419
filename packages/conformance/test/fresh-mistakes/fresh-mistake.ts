/**
 * What a fresh mistake is: one slip in one kernel that the catalogue does not hold, with what a diagnosis ought to name.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import {
  defineKernel,
  type Call,
  type Implementation,
  type InputGrads,
  type OperatorName,
  type Outputs,
  type SyncKernel,
} from '@gradspec/spec';

/** What goes wrong: the results of forward, or the gradients of one kind of input. */
export type Direction = 'forward' | 'input gradient' | 'weight gradient' | 'bias gradient' | 'state gradient';

/** What a diagnosis has to name to have located a mistake. */
export interface Expected {
  readonly operator: OperatorName;
  readonly directions: readonly Direction[];
  /** The wrong results, a gradient as `d` and the name of its input. */
  readonly results: readonly string[];
  /** Other names of the attribute, the input or the gate that is dealt with wrongly; none where there is no such thing. */
  readonly words: readonly string[];
}

/** A kernel with one slip. */
export interface FreshMistake {
  readonly id: string;
  /** What is wrong, in one sentence. */
  readonly wrong: string;
  readonly expected: Expected;
  readonly implementation: Implementation;
}

/** Where a kernel differs from that of naive-loops; what is left out is as it is there. */
interface Slip<Op extends OperatorName> {
  /** What comes as `saved` is given to naive-loops' backward. */
  forward?: (call: Call<Op>, right: SyncKernel<Op>) => { outputs: Outputs<Op>; saved: unknown };
  /** `right` answers what naive-loops does to these output gradients, for every input that was given. */
  backward?: (
    call: Call<Op>,
    outputGrads: Outputs<Op>,
    right: (outputGrads: Outputs<Op>) => InputGrads<Op>,
  ) => InputGrads<Op>;
}

/** An operator of naive-loops with a slip, as a fresh mistake. */
export function freshMistake<Op extends OperatorName>(
  {
    id,
    wrong,
    ...expected
  }: Omit<FreshMistake, 'expected' | 'implementation'> & Expected & { readonly operator: Op },
  { forward, backward }: Slip<Op>,
): FreshMistake {
  const { operator } = expected;
  const right = naiveLoops.kernels[operator] as unknown as SyncKernel<Op>;
  const kernel = defineKernel<Op, unknown>(operator, {
    forward: (call) => forward?.(call, right) ?? right.forward(call.inputs, call.attributes as never),
    backward(call, { outputGrads }, saved) {
      const answer = (grads: Outputs<Op>) => right.backward(grads, saved);
      return backward?.(call, outputGrads, answer) ?? answer(outputGrads);
    },
  });
  return { id, wrong, expected, implementation: { name: id, version: '0', kernels: { [operator]: kernel } } };
}
