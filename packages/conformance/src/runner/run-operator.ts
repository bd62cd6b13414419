/**
 * Running an operator vector: values, gradients, and the kernel's manners. Other calls are made between forward and
 * backward, so that what a kernel keeps from call to call is another call's by the time that it is read.
 *
 * @module
 */
import type { FloatDtype, Implementation, Kernel, OperatorName } from '@gradspec/spec';
import { callBetween, otherNumbers } from '../generated/calls-between.ts';
import type { OperatorVector } from '../vectors/types.ts';
import { alternativesOf, checkTensors } from './alternatives.ts';
import type { Tensors } from './any-kernel.ts';
import { attempt } from './attempt.ts';
import { dtypesOf, expectOperator, type Expectation } from './expectation.ts';
import { checkAliases, reportChanges, reportReused } from './manners.ts';
import { Findings, notRun, snapshot, type VectorResult } from './result.ts';
import { runBackward } from './run-backward.ts';

type AnyKernel = Kernel<OperatorName>;

const hasNonFinite = ({ inputs, outputGrads }: OperatorVector): boolean =>
  [inputs, outputGrads ?? {}].some((tensors) =>
    Object.values(tensors).some(({ data }) => data.some((value) => !Number.isFinite(Number(value)))),
  );

/** Runs an operator vector in every dtype it has. */
export async function runOperator(
  implementation: Implementation,
  vector: OperatorVector,
): Promise<VectorResult> {
  const { id, operator } = vector;
  const kernel = implementation.kernels[operator] as AnyKernel | undefined;
  if (!kernel) return notRun(id, operator, `${operator} is not claimed`);
  const claim = implementation.claims?.[operator];
  if (claim?.nonFinite === false && hasNonFinite(vector))
    return notRun(id, operator, `${implementation.name} does not claim NaN and infinities in ${operator}`);
  const findings = new Findings();
  for (const dtype of dtypesOf(vector)) {
    findings.dtype = dtype;
    const expectation = expectOperator(vector, dtype, claim?.bound ?? 'direct');
    await runOnce(kernel, vector, expectation, dtype, findings);
    if (findings.failures.length > 0) break;
  }
  return findings.result(id, operator);
}

async function runOnce(
  kernel: AnyKernel,
  vector: OperatorVector,
  expectation: Expectation,
  dtype: FloatDtype,
  findings: Findings,
): Promise<void> {
  const { inputs } = expectation;
  const before = snapshot(inputs);
  const ran = await attempt('forward', findings, () =>
    kernel.forward(inputs as never, vector.attributes as never),
  );
  if (!ran) return;
  const outputs = ran.outputs as unknown as Tensors | undefined;
  if (!outputs || typeof outputs !== 'object')
    return findings.fail('forward', 'expected { outputs, saved }, got no outputs');
  reportChanges('forward', 'input', inputs, before, findings);
  checkAliases(outputs, inputs, 'output', findings);
  checkTensors(
    outputs,
    expectation.values,
    (name) => name,
    findings,
    alternativesOf(vector, 'outputs', dtype),
  );
  if (findings.failures.length === 0) {
    const due = Object.fromEntries(Object.keys(expectation.values).map((name) => [name, outputs[name]!]));
    const kept = snapshot(due);
    await callBetween(kernel, { inputs: otherNumbers(inputs), attributes: vector.attributes });
    reportReused('output', due, kept, findings);
  }
  if (!vector.inputGrads) return;
  if (!kernel.backward) {
    findings.forwardOnly = true;
    return;
  }
  await runBackward({ kernel, saved: ran.saved, vector, expectation, before, dtype, findings });
}
