/**
 * The few ways in which a mistake is made of a right kernel, whichever implementation that is from.
 *
 *   asked       the right kernel is asked something else, forward and backward
 *   cotangent   its backward is given another output gradient
 *   changed     some of its results are replaced, each by what a function makes of it
 *   only        of a planted kernel, only some results; the others stay right
 *
 * The shapes of wrong results are left as they come: a wrong shape is a mistake that people make, too. Every kernel that
 * comes out of here is asynchronous, because the right one may be.
 *
 * @module
 */
import {
  checkBackwardCall,
  checkCall,
  type Attributes,
  type Call,
  type FilledAttributes,
  type FloatTensor,
  type InputName,
  type Inputs,
  type OperatorName,
  type OutputName,
  type Outputs,
} from '@gradspec/spec';
import type { Mistake } from './mistake.ts';
import type { AnyKernel, Tensors } from '../runner/any-kernel.ts';

/** Puts a mistake into a right kernel. */
export type Plant = Mistake['plant'];

/** A checked call with its attributes filled in; `given` are those that the caller wrote. */
export type GivenCall<Op extends OperatorName> = Call<Op> & { readonly given: Attributes<Op> };

/** A call on its way back: with the right outputs, and an output gradient for each of them. */
export type BackwardCall<Op extends OperatorName> = GivenCall<Op> & {
  readonly outputs: Outputs<Op>;
  readonly outputGrads: Outputs<Op>;
};

/** What is asked in place of a call; what is left out stays as it was, and an input that is undefined is not given. */
export interface Asked<Op extends OperatorName> {
  readonly inputs?: { readonly [I in keyof Inputs<Op>]?: Inputs<Op>[I] | undefined };
  readonly attributes?: Partial<FilledAttributes<Op>>;
}

/** By result (`y`, `dx`): what stands in place of the right one. */
export type Changes<Op extends OperatorName> = {
  readonly [O in OutputName<Op>]?: (right: FloatTensor, call: GivenCall<Op>) => FloatTensor;
} & {
  readonly [I in InputName<Op> as `d${string & I}`]?: (
    right: FloatTensor,
    call: BackwardCall<Op>,
  ) => FloatTensor;
};

/** The variations of the right kernel of an operator, with the types of its calls. */
export interface Variations<Op extends OperatorName> {
  readonly asked: (change: (call: GivenCall<Op>) => Asked<Op>) => Plant;
  readonly cotangent: (
    change: (outputGrads: Outputs<Op>, call: GivenCall<Op>) => Partial<Outputs<Op>>,
  ) => Plant;
  readonly changed: (changes: Changes<Op>) => Plant;
}

type Backward = NonNullable<AnyKernel['backward']>;
type AnyChanges = Readonly<
  Record<string, ((right: Tensors[string], call: object) => FloatTensor) | undefined>
>;

/** A kernel that has a backward where the right one has. */
function like(
  right: AnyKernel,
  forward: AnyKernel['forward'],
  backward: (of: Backward) => Backward,
): AnyKernel {
  const own = right.backward?.bind(right);
  return own ? { forward, backward: backward(own) } : { forward };
}

const mapped = (
  tensors: Tensors,
  change: (tensor: Tensors[string], name: string) => Tensors[string],
): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor, name)]));

/** The variations of an operator's kernel. */
export function variationsOf<Op extends OperatorName>(operator: Op): Variations<Op> {
  const callOf = (inputs: Tensors, attributes: object = {}): GivenCall<Op> => ({
    ...checkCall(operator, inputs as never, attributes),
    given: attributes as Attributes<Op>,
  });

  const asked: Variations<Op>['asked'] = (change) => (right) =>
    like(
      right,
      async (inputs, attributes) => {
        const call = callOf(inputs, attributes);
        const other = change(call);
        return right.forward(
          { ...inputs, ...other.inputs },
          {
            ...call.attributes,
            ...other.attributes,
          },
        );
      },
      (backward) => backward,
    );

  const cotangent: Variations<Op>['cotangent'] = (change) => (right) =>
    like(
      right,
      async (inputs, attributes) => {
        const call = callOf(inputs, attributes);
        const { outputs, saved } = await right.forward(inputs, attributes);
        return { outputs, saved: { call, saved } };
      },
      (backward) => async (outputGrads, opaque, wanted) => {
        const { call, saved } = opaque as { call: GivenCall<Op>; saved: unknown };
        const filled = checkBackwardCall(call, outputGrads as never).outputGrads;
        return backward({ ...filled, ...change(filled, call) }, saved, wanted);
      },
    );

  const changed: Variations<Op>['changed'] = (changes) => (right) => {
    const all = changes as unknown as AnyChanges;
    return like(
      right,
      async (inputs, attributes) => {
        const call = callOf(inputs, attributes);
        const { outputs, saved } = await right.forward(inputs, attributes);
        return {
          outputs: mapped(outputs, (output, name) => all[name]?.(output, call) ?? output),
          saved: { call, outputs, saved },
        };
      },
      (backward) => async (outputGrads, opaque, wanted) => {
        const { call, outputs, saved } = opaque as { call: GivenCall<Op>; outputs: Tensors; saved: unknown };
        const filled = checkBackwardCall(call, outputGrads as never).outputGrads;
        const gradients = await backward(outputGrads, saved, wanted);
        return mapped(
          gradients,
          (gradient, name) =>
            all[`d${name}`]?.(gradient, { ...call, outputs, outputGrads: filled }) ?? gradient,
        );
      },
    );
  };

  return { asked, cotangent, changed };
}

/** A planted kernel of which only the named results (`y`, `dx`) are taken; the others are the right kernel's. */
export function only(results: readonly string[], plant: Plant): Plant {
  return (right) => {
    const wrong = plant(right);
    return like(
      right,
      async (inputs, attributes) => {
        const ran = await right.forward(inputs, attributes);
        const other = await wrong.forward(inputs, attributes);
        return {
          outputs: mapped(ran.outputs, (output, name) =>
            results.includes(name) ? other.outputs[name]! : output,
          ),
          saved: { right: ran.saved, wrong: other.saved },
        };
      },
      (backward) => async (outputGrads, opaque, wanted) => {
        const saved = opaque as { right: unknown; wrong: unknown };
        const gradients = await backward(outputGrads, saved.right, wanted);
        const taken = Object.keys(gradients).filter((name) => results.includes(`d${name}`));
        if (taken.length === 0) return gradients;
        return { ...gradients, ...(await wrong.backward!(outputGrads, saved.wrong, taken)) };
      },
    );
  };
}
