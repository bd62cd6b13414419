/**
 * What a kernel answers to calls, so that kernels can be told apart by it.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, zeros, type OperatorName, type Tensor } from '@gradspec/spec';
import { generatedCases } from '../../src/generated/generated-cases.ts';
import { outputShapesOf } from '../../src/generated/shaped-call.ts';
import type { AnyKernel, Tensors } from '../../src/runner/any-kernel.ts';
import type { Plant } from '../../src/mistakes/variations.ts';
import { fromJsonAll, gradientsFromJson } from '../../src/vectors/json-tensor.ts';
import { loadVectors } from '../../src/vectors/load.ts';

/** A call forward and backward. */
export interface Asked {
  readonly inputs: Tensors;
  readonly attributes: object;
  readonly outputGrads: Tensors;
}

/**
 * Results by name (`y`, `dx`), and a sentence in place of those that were not to be had. Where forward failed, nothing can
 * be said of the gradients, and they are absent.
 */
export type Answers = Readonly<Record<string, Tensor | string>>;

/** The right kernel of an operator. */
export const rightKernel = (operator: OperatorName): AnyKernel =>
  naiveLoops.kernels[operator] as unknown as AnyKernel;

/** The operator's vectors, then its first generated cases, all without NaN and infinities but where `nonFinite` asks. */
export function callsOf(operator: OperatorName, count: number): readonly Asked[] {
  const vectors = loadVectors().flatMap((vector) =>
    vector.kind === 'operator' && vector.operator === operator && vector.outputGrads
      ? [
          {
            inputs: fromJsonAll(vector.inputs, 'float64'),
            attributes: vector.attributes ?? {},
            outputGrads: gradientsFromJson(vector.outputGrads, 'float64'),
          },
        ]
      : [],
  );
  const generated = generatedCases(operator, { seed: 5, count }).map((one) => ({
    inputs: one.inputs,
    attributes: one.attributes,
    outputGrads: Object.fromEntries(
      Object.entries(outputShapesOf(one)).map(([name, shape]) => [
        name,
        one.outputGrads[name] ?? zeros(one.dtype, shape),
      ]),
    ),
  }));
  return [...vectors, ...generated];
}

/** Whether all numbers of a call are finite. */
export const isFinite = ({ inputs, outputGrads }: Asked): boolean =>
  [...Object.values(inputs), ...Object.values(outputGrads)].every(({ data }) => data.every(Number.isFinite));

/** All results of a kernel. */
export async function answersOf(
  kernel: AnyKernel,
  { inputs, attributes, outputGrads }: Asked,
): Promise<Answers> {
  const floating = Object.keys(inputs).filter((name) => inputs[name]!.dtype !== 'int32');
  const instead = (names: readonly string[], what: string) =>
    Object.fromEntries(names.map((name) => [name, what]));
  const gradients = floating.map((name) => `d${name}`);
  let ran;
  try {
    ran = await kernel.forward(inputs, attributes);
  } catch (error) {
    return instead(Object.keys(outputGrads), String(error));
  }
  try {
    const made = Object.entries(await kernel.backward!(outputGrads, ran.saved));
    const named = made.map(([name, gradient]) => [`d${name}`, gradient] as const);
    return { ...ran.outputs, ...instead(gradients, 'nothing'), ...Object.fromEntries(named) };
  } catch (error) {
    return { ...ran.outputs, ...instead(gradients, String(error)) };
  }
}

/** The names of the results that both kernels have an answer to, and not the same one but for rounding. */
export function differences(one: Answers, other: Answers): readonly string[] {
  return Object.keys(one).filter((name) => Object.hasOwn(other, name) && differ(one[name]!, other[name]!));
}

function differ(a: Tensor | string, b: Tensor | string): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a !== b;
  if (a.shape.join() !== b.shape.join()) return true;
  const size = Math.max(1, ...Array.from(a.data, Math.abs).filter(Number.isFinite));
  return a.data.some((value, i) => {
    const other = b.data[i]!;
    if (Object.is(value, other) || value === other) return false;
    return !(Math.abs(value - other) <= 1e-5 * size);
  });
}

/**
 * Whether the answers differ at most by a factor: one number for each result, by which all its elements are multiplied. Of
 * a result that is all zeros, any other is taken for a multiple: it says nothing.
 */
export function isScaled(right: Answers, wrong: Answers): boolean {
  return differences(right, wrong).every((name) => {
    const [one, other] = [right[name]!, wrong[name]!];
    if (typeof one !== 'object' || typeof other !== 'object') return false;
    if (one.shape.join() !== other.shape.join()) return false;
    const values = Array.from(one.data);
    const finite = values.filter(Number.isFinite);
    const largest = finite.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    const factor = other.data[values.indexOf(largest)]! / largest;
    return (
      largest === 0 ||
      !differ(
        tensor(
          one.dtype,
          one.shape,
          values.map((v) => v * factor),
        ),
        other,
      )
    );
  });
}

/** The results of a planted kernel that are wrong over an operator's calls, each with the first call that shows it. */
export async function wrongResults(
  operator: OperatorName,
  plant: Plant,
  count = 40,
): Promise<readonly string[]> {
  const kernel = plant(rightKernel(operator));
  const found = new Map<string, string>();
  for (const call of callsOf(operator, count)) {
    const right = await answersOf(rightKernel(operator), call);
    for (const name of differences(right, await answersOf(kernel, call)))
      if (!found.has(name)) found.set(name, `${name} with ${JSON.stringify(call.attributes)}`);
  }
  return [...found.values()];
}
