/**
 * Running the backward of an operator vector: gradients together and alone, again, and after other calls.
 *
 * @module
 */
import type { FloatDtype, FloatTensor, Kernel, OperatorName } from '@gradspec/spec';
import { callBetween, callOfOtherShapes, doubled } from '../generated/calls-between.ts';
import type { OperatorVector } from '../vectors/types.ts';
import { alternativesOf, checkTensors } from './alternatives.ts';
import type { Tensors } from './any-kernel.ts';
import { attempt } from './attempt.ts';
import type { Expectation } from './expectation.ts';
import { checkAliases, reportChanges, reportReused } from './manners.ts';
import { changed, snapshot, type Findings } from './result.ts';

/** A call on its way back: what forward saved, and what is expected. */
interface BackwardRun {
  readonly kernel: Kernel<OperatorName>;
  readonly saved: unknown;
  readonly vector: OperatorVector;
  readonly expectation: Expectation;
  /** The inputs as they were before forward. */
  readonly before: ReadonlyMap<string, ArrayLike<number>>;
  readonly dtype: FloatDtype;
  readonly findings: Findings;
}

/** Runs backward several times and records what it finds. */
export async function runBackward(run: BackwardRun): Promise<void> {
  const { kernel, saved, vector, expectation, before, dtype, findings } = run;
  const { inputs, outputGrads } = expectation;
  const backward = (what: string, grads = outputGrads) =>
    attempt(what, findings, () => kernel.backward!(grads, saved)) as Promise<
      Record<string, FloatTensor> | undefined
    >;
  const gradsBefore = snapshot(outputGrads);
  const first = await backward('backward');
  if (!first) return;
  reportChanges('backward', 'input', inputs, before, findings);
  reportChanges('backward', 'output gradient', outputGrads, gradsBefore, findings);
  checkAliases(first, { ...inputs, ...outputGrads }, 'gradient', findings);
  const alternatives = alternativesOf(vector, 'inputGrads', dtype);
  const gradientOf = (name: string) => `gradient of ${name}`;
  checkTensors(first, expectation.gradients, gradientOf, findings, alternatives);
  if (findings.failures.length > 0) return;
  const kept = snapshot(first);
  await checkAlone(first, run);
  await callBetween(kernel, callOfOtherShapes(vector.operator, inputs, dtype));
  await backward('backward of other output gradients', doubled(outputGrads));
  reportReused('gradient of', first, kept, findings);
  const second = await backward('second backward');
  if (!second) return;
  for (const name of changed(second, kept))
    findings.fail(
      gradientOf(name),
      'a second backward gives another gradient: the first must not be added to, nor its memory reused',
    );
}

/** Asks for each gradient alone: it must be what it is among all, as far as both bounds allow, and come alone. */
async function checkAlone(
  all: Tensors,
  { kernel, saved, expectation: { outputGrads, gradients }, findings }: BackwardRun,
): Promise<void> {
  for (const [name, { shape, bounds }] of Object.entries(gradients)) {
    const call = () => kernel.backward!(outputGrads, saved, [name] as never) as Tensors;
    const alone = await attempt(`backward for ${name} alone`, findings, call);
    if (!alone) return;
    const among = { shape, values: Array.from(all[name]!.data), bounds: bounds.map((bound) => 2 * bound) };
    findings.checkPart(`gradient of ${name}`, alone[name], among, ' when it is asked for alone');
    for (const other of Object.keys(alone))
      if (other !== name && alone[other] !== undefined)
        findings.fail(`gradient of ${other}`, `was returned, and only that of ${name} had been asked for`);
  }
}
