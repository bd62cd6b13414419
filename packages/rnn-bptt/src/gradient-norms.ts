/**
 * How large the gradient of the state is at every step: vanishing and exploding gradients as numbers.
 *
 *   ‖∂L/∂h[t]‖ = ‖dh[t] + carried‖        ‖∂L/∂c[t]‖ = ‖dc[t] + carried‖
 *
 * The state is the pair (h, c) as step t + 1 reads it; `carried` is what all later steps send back to it. For the linear
 * recurrence h[t] = w·h[t−1] and a loss on the last step alone it is |w|^(T−1−t). Beside the spec's VJP, not part of it.
 *
 * Source: Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks".
 * @module
 */
import type { Workspace } from '@gradspec/kernels';
import { checkBackwardCall, checkCall, type Attributes, type Inputs, type OutputGrads } from '@gradspec/spec';
import type { Recurrent, RecurrentCall } from './recurrence/call.ts';
import { cellOf } from './recurrence/cell-of.ts';
import { wholeTrace } from './recurrence/keeping.ts';
import { runForward } from './recurrence/run-forward.ts';
import { sweepBackward, type OutputGradients } from './recurrence/sweep-backward.ts';

/** Euclidean norms over the whole batch, one per step t = 0 … T − 1; c is there for lstm. */
export interface GradientNorms {
  readonly h: readonly number[];
  readonly c?: readonly number[];
}

/**
 * Runs a recurrence forwards and backwards and says how large the gradient of its state was at every step.
 *
 * @param outputGrads - the output gradients, as `backward` takes them; one that is left out counts as zero
 * @throws SpecError for a call that the kernel would not take either
 */
export function gradientNorms<Op extends Recurrent>(
  operator: Op,
  inputs: Inputs<Op>,
  outputGrads: OutputGrads<Op>,
  attributes?: Attributes<Op>,
): GradientNorms {
  const checked = checkCall(operator, inputs, attributes);
  const back = checkBackwardCall(checked, outputGrads, []);
  const call: RecurrentCall = checked;
  const grads: OutputGradients = back.outputGrads;
  const cell = cellOf[operator];
  const { kept } = runForward(cell, call, wholeTrace);
  const T = call.inputs.x.shape[0]!;
  const h = new Array<number>(T).fill(0);
  const c = new Array<number>(T).fill(0);
  const length = grads.hT.data.length;
  sweepBackward(cell, call, wholeTrace, {
    kept,
    outputGrads: grads,
    wanted: new Set(),
    observe: ({ t, dh, dc }, { carried }, workspace) => {
      h[t] = norm(workspace, [dh, carried.h], length);
      c[t] = dc && norm(workspace, [dc, carried.c], length);
    },
  });
  return cell.needs.c ? { h, c } : { h };
}

/** The Euclidean norm of the sum of two vectors at addresses. */
function norm({ arena, precision, size }: Workspace, at: readonly [number, number], length: number): number {
  const data = arena.floats(precision);
  const [a, b] = [at[0] / size, at[1] / size];
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (data[a + i]! + data[b + i]!) ** 2;
  return Math.sqrt(sum);
}
