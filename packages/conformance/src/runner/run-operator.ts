/**
 * Running an operator vector: values, gradients, and the kernel's manners.
 *
 * @module
 */
import type { FloatDtype, FloatTensor, Implementation, Kernel, OperatorName, Tensor } from '@gradspec/spec';
import { gradientsFromJson, fromJsonAll } from '../vectors/json-tensor.ts';
import type { OperatorVector } from '../vectors/types.ts';
import { attempt } from './attempt.ts';
import { compare } from './compare.ts';
import { dtypesOf, expectOperator, type Expectation } from './expectation.ts';
import { changed, Findings, notRun, snapshot, type VectorResult } from './result.ts';

type AnyKernel = Kernel<OperatorName>;
type Tensors = Readonly<Record<string, Tensor>>;

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
  const { inputs, outputGrads } = expectation;
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
  if (!vector.inputGrads) return;
  if (!kernel.backward) {
    findings.forwardOnly = true;
    return;
  }
  const backward = () => kernel.backward!(outputGrads, ran.saved);
  await runBackward({ backward, vector, expectation, before, dtype, findings });
}

async function runBackward(run: {
  backward: () => unknown;
  vector: OperatorVector;
  expectation: Expectation;
  before: ReadonlyMap<string, ArrayLike<number>>;
  dtype: FloatDtype;
  findings: Findings;
}): Promise<void> {
  const { backward, vector, expectation, before, dtype, findings } = run;
  const { inputs, outputGrads } = expectation;
  const gradsBefore = snapshot(outputGrads);
  const first = (await attempt('backward', findings, backward)) as Record<string, FloatTensor> | undefined;
  if (!first) return;
  reportChanges('backward', 'input', inputs, before, findings);
  reportChanges('backward', 'output gradient', outputGrads, gradsBefore, findings);
  checkAliases(first, { ...inputs, ...outputGrads }, 'gradient', findings);
  const alternatives = alternativesOf(vector, 'inputGrads', dtype);
  checkTensors(first, expectation.gradients, (name) => `gradient of ${name}`, findings, alternatives);
  if (findings.failures.length > 0) return;
  const kept = snapshot(first);
  const second = (await attempt('second backward', findings, backward)) as
    Record<string, FloatTensor> | undefined;
  if (!second) return;
  for (const name of changed(second, kept))
    findings.fail(
      `gradient of ${name}`,
      'a second backward gives another gradient: the first must not be added to, nor its memory reused',
    );
}

function reportChanges(
  during: string,
  kind: string,
  tensors: Tensors,
  before: ReadonlyMap<string, ArrayLike<number>>,
  findings: Findings,
): void {
  for (const name of changed(tensors, before))
    findings.fail(during, `changed its ${kind} ${name}; a kernel must leave what it is given as it is`);
}

function checkAliases(results: Tensors, given: Tensors, kind: string, findings: Findings): void {
  for (const [result, tensor] of Object.entries(results))
    for (const [name, { data }] of Object.entries(given))
      if (tensor?.data?.buffer === data.buffer && data.length > 0)
        findings.fail(
          `${kind} ${result}`,
          `shares its memory with ${name}; results must be memory of their own`,
        );
}

type Alternatives = readonly { readonly description: string; readonly tensors: Tensors }[];

function alternativesOf(
  vector: OperatorVector,
  which: 'outputs' | 'inputGrads',
  dtype: FloatDtype,
): Alternatives {
  return (vector.alternatives ?? [])
    .filter((alternative) => alternative[which])
    .map((alternative) => ({
      description: alternative.description,
      tensors:
        which === 'outputs'
          ? fromJsonAll(alternative.outputs, dtype)
          : gradientsFromJson(alternative.inputGrads, dtype),
    }));
}

function checkTensors(
  got: Tensors,
  expected: Expectation['values'],
  label: (name: string) => string,
  findings: Findings,
  alternatives: Alternatives,
): void {
  for (const [name, right] of Object.entries(expected)) {
    const comparison = compare(got[name], right, findings.dtype!);
    const other =
      comparison.outcome === 'wrong' &&
      alternatives.find(({ tensors }) => {
        const values = tensors[name];
        return (
          values &&
          compare(got[name], { ...right, values: Array.from(values.data) }, findings.dtype!).outcome !==
            'wrong'
        );
      });
    if (other) findings.notes.push(`${label(name)}: ${other.description}`);
    else findings.record(label(name), comparison);
  }
}
