/**
 * Calls on which an implementation and naive-loops are compared with each other and with naive-loops on other calls.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import type { FloatTensor, Implementation, OperatorName, Tensor } from '@gradspec/spec';
import { makeCase } from '../generated/case.ts';
import { recipesFrom } from '../generated/generated-cases.ts';
import { filledAttributesOf } from '../generated/shaped-call.ts';
import { workOf } from '../generated/work.ts';
import { anyKernelOf, type AnyKernel, type Tensors } from '../runner/any-kernel.ts';

/** One call in float64, forward and backward. */
export interface Trial {
  readonly operator: OperatorName;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The attributes with their defaults. */
  readonly filled: Readonly<Record<string, unknown>>;
  readonly outputGrads: Readonly<Record<string, FloatTensor>>;
}

/** Results by name, gradients with a d before the input's; none where the kernel throws. */
export type Results = Readonly<Record<string, Tensor>>;

/** A trial with what came and what was due. */
export interface Tried {
  readonly trial: Trial;
  readonly got: Results;
  readonly due: Results;
}

const range = { seed: 1, count: 30 };

/** naive-loops' kernel. */
export const rightKernel = (operator: OperatorName): AnyKernel => anyKernelOf(naiveLoops, operator)!;

/** naive-loops' results of any trial. */
export const rightResults = (trial: Trial): Promise<Results> => resultsOf(rightKernel(trial.operator), trial);

/** Runs an implementation on the trials of an operator; those on which it throws are left out. */
export async function tryOut(implementation: Implementation, operator: OperatorName): Promise<Tried[]> {
  const kernel = anyKernelOf(implementation, operator);
  const tried: Tried[] = [];
  for (const trial of kernel ? trialsOf(operator, range) : []) {
    const got = await resultsOf(kernel!, trial);
    if (Object.keys(got).length > 0) tried.push({ trial, got, due: await rightResults(trial) });
  }
  return tried;
}

/** Whether a result is right on a trial, or not there. */
export const isRightOn = ({ got, due }: Tried, name: string): boolean =>
  !got[name] || agree(got[name], due[name]);

/** The results that are wrong on some trial. */
export function wrongResults(tried: readonly Tried[]): string[] {
  const names = [...new Set(tried.flatMap(({ got }) => Object.keys(got)))];
  return names.filter((name) => !tried.every((one) => isRightOn(one, name)));
}

/** Names as a sentence has them: `dx, dwh and db`. */
export const listed = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Calls of an operator with numbers that have digits, every output gradient given and every gradient asked for. */
function trialsOf(operator: OperatorName, { count, seed }: { count: number; seed: number }): Trial[] {
  return recipesFrom(operator, { seed, count })
    .cases.filter(({ recipe }) => workOf(recipe.call) <= 2000)
    .map(({ recipe: { call, fill } }) => {
      const own = { ...fill, kind: 'floats', nonFinite: false } as const;
      const { inputs, outputGrads, attributes } = makeCase({
        call,
        given: undefined,
        wanted: undefined,
        dtype: 'float64',
        fill: own,
      });
      return { operator, inputs, attributes, filled: filledAttributesOf(call), outputGrads };
    });
}

/**
 * All results of a kernel on a trial, as copies. The kernel has copies, too: one that changes what it is given, or uses its
 * memory again, must not change what it is compared with.
 */
export async function resultsOf(
  kernel: AnyKernel,
  { inputs, attributes, outputGrads }: Trial,
): Promise<Results> {
  try {
    const { outputs, saved } = await kernel.forward(copiesOf(inputs), attributes);
    const made = copiesOf(outputs);
    const grads = copiesOf((await kernel.backward?.(copiesOf(outputGrads), saved)) ?? {});
    return {
      ...made,
      ...Object.fromEntries(Object.entries(grads).map(([name, grad]) => [`d${name}`, grad])),
    };
  } catch {
    return {}; // that it throws is what the run has told already
  }
}

/** Copies of those that are tensors; what else a kernel returns the run has told already. */
const copiesOf = (tensors: Tensors): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(tensors)
      .filter(([, one]) => Array.isArray(one?.shape) && ArrayBuffer.isView(one.data))
      .map(([name, { dtype, shape, data }]) => [
        name,
        { dtype, shape: [...shape], data: data.slice() } as Tensor,
      ]),
  );

/** Whether two results are the same but for rounding; NaN agrees with NaN. */
export function agree(a: Tensor | undefined, b: Tensor | undefined): boolean {
  if (!a || !b) return a === b;
  if (a.shape.join() !== b.shape.join() || a.data.length !== b.data.length) return false;
  let largest = 0;
  for (const value of b.data) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return Array.from(a.data).every((value, at) => {
    const other = b.data[at]!;
    return Object.is(value, other) || Math.abs(value - other) <= 1e-9 * largest;
  });
}
