/**
 * What the published vectors and some generated cases have against a kernel.
 *
 * @module
 */
import type { Implementation, Kernel, OperatorName } from '@gradspec/spec';
import { generatedCases } from '../../../src/generated/generated-cases.ts';
import { referenceOf } from '../../../src/generated/reference.ts';
import { runCase } from '../../../src/generated/run-case.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { runVector } from '../../../src/runner/run-vector.ts';
import { loadVectors } from '../../../src/vectors/load.ts';

/** Where it fails and how; wrong calls, which must be refused, are among the vectors. */
export async function failuresOf(operator: OperatorName, kernel: AnyKernel): Promise<readonly string[]> {
  const implementation: Implementation = { name: 'planted', version: '0', kernels: { [operator]: kernel } };
  const found: string[] = [];
  for (const vector of loadVectors()) {
    const { failures } = await runVector(implementation, vector);
    found.push(...failures.map(({ what, message }) => `${vector.id}: ${what}: ${message}`));
  }
  for (const [i, one] of generatedCases(operator, { seed: 3, count: 20 }).entries()) {
    const { failures } = await runCase(kernel as Kernel<never>, one, referenceOf(one));
    found.push(...failures.map(({ what, message }) => `case ${i}: ${what}: ${message}`));
  }
  return found;
}
