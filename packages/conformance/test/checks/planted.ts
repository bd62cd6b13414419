/**
 * naive-loops with one mistake planted around an operator's kernel, and what a check says to it.
 */
import { describe, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, type FloatDtype, type Implementation, type OperatorName, type Tensor } from '@gradspec/spec';
import { builtInNames, loadBuiltIn } from '../../src/implementations/built-in.ts';
import { failureText } from '../../src/report/failures.ts';
import type { Check } from '../../src/checks/check.ts';

/** Tensors by name, to be changed at will. */
export type Loose = Record<string, Tensor>;
type Attributes = Readonly<Record<string, unknown>>;

/** naive-loops' kernel as plain functions. */
export interface Right {
  forward(inputs: Loose, attributes?: Attributes): { outputs: Loose; saved: unknown };
  backward(outputGrads: Loose, saved: unknown, wanted?: readonly string[]): Loose;
}

/** naive-loops' kernel of an operator. */
export const rightKernel = (operator: OperatorName): Right =>
  naiveLoops.kernels[operator] as unknown as Right;

/** An implementation of one operator: naive-loops' kernel, with what is wrong in place of it. */
export function planted(
  operator: OperatorName,
  mistake: (right: Right) => Partial<Right>,
  claims?: Implementation['claims'],
): Implementation {
  const right = rightKernel(operator);
  const kernels = { [operator]: { ...right, ...mistake(right) } } as unknown as Implementation['kernels'];
  return { name: 'planted', version: '0', kernels, ...(claims && { claims }) };
}

/** A tensor with other elements. */
export const mapped = (one: Tensor, change: (value: number, i: number) => number): Tensor =>
  tensor(one.dtype, one.shape, Array.from(one.data, change));

/** A kernel whose gradient of one input is another. */
export const withGradient =
  (name: string, change: (gradient: Tensor) => Tensor) =>
  (right: Right): Partial<Right> => ({
    backward(...call) {
      const gradients = right.backward(...call);
      const own = gradients[name];
      return own ? { ...gradients, [name]: change(own) } : gradients;
    },
  });

/** What a check says to an implementation's operator, as lines; the empty string where it finds nothing. */
export async function saidBy(
  check: Check,
  implementation: Implementation,
  { dtype = 'float64', cases = 10 }: { dtype?: FloatDtype; cases?: number } = {},
): Promise<string> {
  const [operator] = Object.keys(implementation.kernels) as OperatorName[];
  const findings = await check.run(implementation, operator!, { seed: 1, cases, dtype });
  if (!findings.failed) return '';
  const text = failureText(findings.result(check.id, operator!), undefined, implementation.name);
  return [text.split('\n').slice(1, -1).join('\n'), ...findings.failedCall].join('\n');
}

/** One test per implementation of the workspace: the check finds nothing wrong, and judges what it is about. */
export function describePassing(check: Check, timeout = 60_000): void {
  describe('passes', () => {
    test.each(builtInNames.filter((name) => !/winograd/.test(name)))(
      '%s',
      async (name) => {
        const implementation = (await loadBuiltIn(name))!;
        for (const operator of check.operators) {
          if (!implementation.kernels[operator]) continue;
          for (const dtype of check.dtypes) {
            const findings = await check.run(implementation, operator, { seed: 1, cases: 2, dtype });
            if (findings.failed)
              throw new Error(
                `${operator}: ${failureText(findings.result(check.id, operator), undefined, name)}`,
              );
            if (findings.calls === 0 && findings.replaced.size === 0)
              throw new Error(`${operator} in ${dtype}: expected calls that were judged, got none`);
          }
        }
      },
      timeout,
    );
  });
}
