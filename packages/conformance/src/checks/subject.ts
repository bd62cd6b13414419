/**
 * Calling the kernel under test: what it throws and what is malformed are findings, and numbers come with their bounds.
 *
 * @module
 */
import {
  elementCount,
  type Implementation,
  type OperatorName,
  type Shape,
  type Tensor,
} from '@gradspec/spec';
import type { GeneratedCase } from '../generated/case.ts';
import { keptReferenceOf } from '../generated/kept-references.ts';
import { widened, type Reference } from '../generated/reference.ts';
import { outputShapesOf } from '../generated/shaped-call.ts';
import { anyKernelOf, type AnyKernel, type Tensors } from '../runner/any-kernel.ts';
import { attempt } from '../runner/attempt.ts';
import { compare } from '../runner/compare.ts';
import type { Bound } from '../runner/expectation.ts';
import type { CheckFindings } from './check-findings.ts';

/** The kernel of one operator, and what is promised of it. */
export interface Subject {
  readonly kernel: AnyKernel;
  readonly bound: Bound;
  /** Whether NaN and infinities are claimed. */
  readonly nonFinite: boolean;
}

/** The kernel that an implementation claims. @throws TypeError where it claims none. */
export function subjectOf(implementation: Implementation, operator: OperatorName): Subject {
  const kernel = anyKernelOf(implementation, operator);
  if (!kernel) throw new TypeError(`${implementation.name}: expected a kernel for ${operator}, got none`);
  const claim = implementation.claims?.[operator];
  return { kernel, bound: claim?.bound ?? 'direct', nonFinite: claim?.nonFinite !== false };
}

/** What a forward pass returned: well-formed outputs. */
export interface Ran {
  readonly outputs: Tensors;
  readonly saved: unknown;
}

/** Runs forward; undefined where it threw or an output is malformed, which is recorded. */
export async function forwardOf(
  { kernel }: Subject,
  one: GeneratedCase,
  findings: CheckFindings,
): Promise<Ran | undefined> {
  const ran = await attempt('forward', findings, () => kernel.forward(one.inputs, one.attributes));
  if (!ran) return undefined;
  const outputs = ran.outputs as Tensors | undefined;
  const right = Object.entries(outputShapesOf(one)).every(([name, shape]) =>
    isWellFormed(name, outputs?.[name], shape, findings),
  );
  return right ? { outputs: outputs!, saved: ran.saved } : undefined;
}

/**
 * Runs backward with the case's output gradients; undefined where there is none, it threw, or a gradient is malformed,
 * which is recorded.
 */
export async function backwardOf(
  { kernel }: Subject,
  one: GeneratedCase,
  { saved }: Ran,
  findings: CheckFindings,
): Promise<Tensors | undefined> {
  if (!kernel.backward) {
    findings.forwardOnly = true;
    return undefined;
  }
  const call = () => kernel.backward!(one.outputGrads, saved, one.wanted);
  const gradients = await attempt('backward', findings, call);
  if (!gradients) return undefined;
  const right = (one.wanted ?? differentiable(one)).every((name) =>
    isWellFormed(`gradient of ${name}`, gradients[name], one.inputs[name]!.shape, findings),
  );
  return right ? gradients : undefined;
}

/** Runs both; undefined as for each of them. */
export async function answersOf(
  subject: Subject,
  one: GeneratedCase,
  findings: CheckFindings,
): Promise<{ readonly outputs: Tensors; readonly gradients: Tensors } | undefined> {
  const ran = await forwardOf(subject, one, findings);
  const gradients = ran && (await backwardOf(subject, one, ran, findings));
  return gradients && { outputs: ran.outputs, gradients };
}

/** The names of the inputs that have a gradient. */
export function differentiable({ inputs }: GeneratedCase): readonly string[] {
  return Object.keys(inputs).filter((name) => inputs[name]!.dtype !== 'int32');
}

/** Whether a tensor is one, of this shape and of the call's dtype; its numbers are not looked at. */
function isWellFormed(what: string, got: Tensor | undefined, shape: Shape, findings: CheckFindings): boolean {
  const nothing = new Array<number>(elementCount(shape));
  const comparison = compare(got, { shape, values: nothing, bounds: nothing }, findings.dtype!);
  return comparison.outcome !== 'malformed' || findings.record(what, comparison);
}

/** What is right for a case, within the bounds that the subject promises. */
export function rightFor({ bound }: Subject, one: GeneratedCase): Reference {
  return widened(keptReferenceOf(one), one, bound);
}
