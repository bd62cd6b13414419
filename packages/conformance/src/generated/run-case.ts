/**
 * Running one generated case: values, the wanted gradients, and the kernel's manners.
 *
 *   forward, forward again, forward of other numbers, backward, forward of other shapes, backward again
 *
 * What the kernel keeps from call to call is another call's by the time that it is read.
 *
 * @module
 */
import type { FloatTensor, Kernel, OperatorName, Tensor } from '@gradspec/spec';
import { attempt } from '../runner/attempt.ts';
import { Findings } from '../runner/result.ts';
import { callBetween, callOfOtherShapes, doubled, otherNumbers } from './calls-between.ts';
import type { GeneratedCase } from './case.ts';
import { dueAtKinks } from './kink-choices.ts';
import { checkMemory, checkRepeated, watched } from './manners.ts';
import type { Reference } from './reference.ts';

type Tensors = Readonly<Record<string, Tensor>>;
type AnyKernel = Kernel<OperatorName>;

const leaveAlone = 'a kernel must leave what it is given as it is';
const keep = 'what was returned belongs to the caller and must not be used again';

/** Runs a case; whatever the kernel does, this returns what was found. */
export async function runCase(
  kernel: AnyKernel,
  one: GeneratedCase,
  reference: Reference,
): Promise<Findings> {
  const findings = new Findings();
  findings.dtype = one.dtype;
  const inputsWatch = watched('input', one.inputs, leaveAlone);
  const ran = await forward(kernel, one, findings);
  if (!ran) return findings;
  inputsWatch('forward', findings);
  checkMemory('output', ran.outputs, one.inputs, findings);
  for (const [name, right] of Object.entries(reference.outputs))
    findings.check(name, ran.outputs[name], right);
  const outputsWatch = watched('earlier output', ran.outputs, keep);
  const again = await forward(kernel, one, findings);
  if (again) checkRepeated('output', ran.outputs, again.outputs, findings);
  await callBetween(kernel, { ...one, inputs: otherNumbers(one.inputs) });
  if (kernel.backward) await checkBackward(kernel, one, { reference, ran, findings });
  else findings.forwardOnly = true;
  inputsWatch('backward', findings);
  outputsWatch('a later call', findings);
  return findings;
}

interface Ran {
  readonly outputs: Tensors;
  readonly saved: unknown;
}

async function forward(kernel: AnyKernel, one: GeneratedCase, findings: Findings): Promise<Ran | undefined> {
  const ran = await attempt('forward', findings, () => kernel.forward(one.inputs as never, one.attributes));
  const outputs = ran?.outputs as unknown as Tensors | undefined;
  if (ran && areTensors(outputs)) return { outputs, saved: ran.saved };
  if (ran) findings.fail('forward', 'expected { outputs, saved } with a tensor for every output');
  return undefined;
}

async function checkBackward(
  kernel: AnyKernel,
  one: GeneratedCase,
  { reference, ran, findings }: { reference: Reference; ran: Ran; findings: Findings },
): Promise<void> {
  const { inputs, outputGrads } = one;
  const call = () =>
    kernel.backward!(outputGrads, ran.saved, one.wanted as never) as Record<string, FloatTensor>;
  const gradsWatch = watched('output gradient', outputGrads, leaveAlone);
  const first = await attempt('backward', findings, call);
  if (!first) return;
  if (!areTensors(first)) return findings.fail('backward', 'expected a tensor for every wanted input');
  gradsWatch('backward', findings);
  checkMemory('gradient', first, { ...inputs, ...ran.outputs, ...outputGrads }, findings);
  const wanted = one.wanted ?? Object.keys(reference.gradients);
  const { gradients, note } = dueAtKinks(
    one,
    reference.gradients,
    Object.fromEntries(wanted.map((name) => [name, first[name]])),
  );
  findings.remark(note);
  for (const name of wanted) findings.check(`gradient of ${name}`, first[name], gradients[name]!);
  for (const name of Object.keys(first))
    if (!wanted.includes(name))
      findings.fail(`gradient of ${name}`, `was returned, and only ${wanted.join(', ')} had been asked for`);
  const firstWatch = watched('earlier gradient', first, keep);
  await callBetween(kernel, callOfOtherShapes(one.operator, inputs, one.dtype));
  await attempt('backward', findings, () =>
    kernel.backward!(doubled(outputGrads), ran.saved, one.wanted as never),
  );
  firstWatch('backward of other output gradients', findings);
  const second = await attempt('second backward', findings, call);
  if (second && areTensors(second)) checkRepeated('gradient', first, second, findings);
  firstWatch('second backward', findings);
}

const areTensors = (tensors: Tensors | undefined): tensors is Tensors =>
  typeof tensors === 'object' &&
  tensors !== null &&
  Object.values(tensors).every((one) => ArrayBuffer.isView(one?.data));
