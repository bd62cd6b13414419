/**
 * A trace worked out: every value and gradient in float64, who reads what, and what everything is called.
 *
 * @module
 */
import type { FloatTensor, Tensor } from '@gradspec/spec';
import { adjoints, values } from '../oracle/evaluate.ts';
import type { Field } from '../oracle/field.ts';
import { floats } from '../oracle/float-field.ts';
import type { Expression, Step, Tape } from '../oracle/tape.ts';
import { seedsOf, type Trace } from '../oracle/trace.ts';
import { elementNames, symbolsOf, type ElementSymbol } from './symbols.ts';

/** One use of a step: by which step, as which of its arguments. */
export interface Use {
  readonly by: Expression;
  readonly argument: number;
}

/** An output gradient as the blackboard writes it. */
export interface Seed {
  readonly text: string;
  readonly value: number;
}

/** A trace with everything that its explanation needs. */
export interface Solution {
  readonly trace: Trace;
  readonly values: readonly number[];
  /** The gradient of every step; undefined where nothing flows. */
  readonly gradients: readonly (number | undefined)[];
  readonly symbols: ReadonlyMap<Expression, ElementSymbol>;
  readonly uses: ReadonlyMap<Expression, readonly Use[]>;
  /** The output gradients that stand at a step. */
  readonly seeds: ReadonlyMap<Expression, readonly Seed[]>;
  /** The name of each output's gradient, by output. */
  readonly seedNames: Readonly<Record<string, string>>;
  /** The steps that are an input or an output, of the operator or of a node; all others are intermediates. */
  readonly published: ReadonlySet<Expression>;
  /** Steps that no finite number of digits is: a tanh, and whatever is made of it. */
  readonly rounded: readonly boolean[];
}

/** What a trace is worked out with. */
export interface Given {
  readonly trace: Trace;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputGrads: Readonly<Record<string, FloatTensor>>;
  /** What the gradient of an output is called. */
  readonly seedName: (output: string) => string;
}

/** JavaScript's numbers, with derivatives that keep their digits far from 0. */
const numbers: Field<number> = {
  ...floats,
  derivative(name, a, value) {
    if (name === 'tanh') return 1 / Math.cosh(a) ** 2;
    return name === 'sigmoid' ? value * floats.apply('sigmoid', -a) : floats.derivative(name, a, value);
  },
};

/** Works a trace out. */
export function solve({ trace, inputs, outputGrads, seedName }: Given): Solution {
  const { tape } = trace;
  const computed = values(tape, numbers, (input, position) => inputs[input]!.data[position]!);
  const gradients = adjoints(
    tape,
    computed,
    numbers,
    seedsOf(trace, outputGrads, (value) => value),
  );
  const seedNames = Object.fromEntries(Object.keys(outputGrads).map((output) => [output, seedName(output)]));
  return {
    trace,
    values: computed,
    gradients,
    symbols: symbolsOf(trace),
    uses: usesOf(tape),
    seeds: seedSymbols(trace, outputGrads, seedNames),
    seedNames,
    published: new Set([...trace.values.values()].flatMap(({ expressions }) => expressions)),
    rounded: roundedSteps(tape, computed),
  };
}

function seedSymbols(
  trace: Trace,
  outputGrads: Readonly<Record<string, FloatTensor>>,
  names: Readonly<Record<string, string>>,
): Map<Expression, Seed[]> {
  const seeds = new Map<Expression, Seed[]>();
  for (const [output, { shape, data }] of Object.entries(outputGrads)) {
    const texts = elementNames(names[output]!, shape);
    trace.values.get(output)!.expressions.forEach((expression, i) => {
      seeds.set(expression, [...(seeds.get(expression) ?? []), { text: texts[i]!, value: data[i]! }]);
    });
  }
  return seeds;
}

function usesOf({ steps }: Tape): Map<Expression, Use[]> {
  const uses = new Map<Expression, Use[]>();
  steps.forEach(({ of }, by) =>
    of.forEach((used, argument) => {
      const known = uses.get(used);
      if (known) known.push({ by, argument });
      else uses.set(used, [{ by, argument }]);
    }),
  );
  return uses;
}

/** e^0, tanh 0, σ(0) and log 1 are rational; at every other number that can be written down they are not. */
const isRational = (step: Step & { kind: 'function' }, argument: number): boolean =>
  argument === (step.name === 'log' ? 1 : 0);

function roundedSteps({ steps }: Tape, computed: readonly number[]): boolean[] {
  const rounded: boolean[] = [];
  for (const step of steps) {
    const own =
      step.kind === 'function' &&
      Number.isFinite(computed[step.of[0]]) &&
      !isRational(step, computed[step.of[0]]!);
    rounded.push(own || step.of.some((argument) => rounded[argument]!));
  }
  return rounded;
}
