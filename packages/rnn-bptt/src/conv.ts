/**
 * conv by a scan over the padded input and a delay line, and its gradients by BPTT through that recurrence; the README derives
 * both.
 *
 *   forward    for t = 0 … T − 1:  s_t = S·s_{t−1} + e·x_t,   y_t = W·taps(s_t) + b        (`step`)
 *   backward   for t = T − 1 … 0:  the transpose of the same step                         (`stepTransposed`)
 *
 * One code for 1, 2 and 3 axes: they differ in the scan's strides only. The forward pass keeps its last state and nothing
 * else. All arithmetic is float64, results are rounded once.
 *
 * @module
 */
import { defineKernel, elementCount, tensor, type Call, type FloatTensor } from '@gradspec/spec';
import { copyOf, emptyLine, type DelayLine } from './delay-line/line.ts';
import { inOrderOfW, recurrenceOf, type Recurrence } from './delay-line/recurrence.ts';
import { rowAt } from './delay-line/scan.ts';
import { step, stepTransposed, type Gradients } from './delay-line/step.ts';
import { transpose } from './delay-line/time-major.ts';

/** Cross-correlation, or with `flip` true convolution, in 1, 2 or 3 dimensions, with the gradients of x, w and b. */
export const conv = defineKernel('conv', {
  forward(call) {
    const { y, last } = sweepForward(recurrenceIn(call), call.inputs.x);
    const rows = elementCount(call.outputShapes.y.slice(2));
    const columns = transpose(y, rows, y.length / rows);
    return { outputs: { y: tensor(call.dtype, call.outputShapes.y, columns) }, saved: last };
  },

  backward(call, { outputGrads: { y: dy }, wanted }, last: DelayLine) {
    const { dtype, inputs: { x, w, b } } = call; // prettier-ignore
    const recurrence = recurrenceIn(call);
    const gradients: Gradients = {
      line: wanted.has('x') ? new Float64Array(last.values.length) : undefined,
      weights: wanted.has('w') ? new Float64Array(w.data.length) : undefined,
      bias: wanted.has('b') ? new Float64Array(recurrence.sizes.M) : undefined,
    };
    const dx = sweepBackward(recurrence, { x, dy, last, gradients });
    return {
      ...(gradients.line && { x: tensor(dtype, x.shape, dx) }),
      ...(gradients.weights && { w: tensor(dtype, w.shape, inOrderOfW(recurrence, gradients.weights)) }),
      ...(b && gradients.bias && { b: tensor(dtype, b.shape, gradients.bias) }),
    };
  },
});

const recurrenceIn = ({ inputs: { x, ...weights }, attributes, outputShapes: { y } }: Call<'conv'>) =>
  recurrenceOf({ x: x.shape, ...weights, y }, attributes);

/** x [N, C, …S] as rows [ΠS, N·C], one per position, or y as rows [ΠO, N·M]. */
function inRows({ shape, data }: FloatTensor): Float64Array {
  const width = shape[0]! * shape[1]!;
  return transpose(data, width, elementCount(shape.slice(2)));
}

/** Every step: y in rows [ΠO, N·M], and the last state. */
function sweepForward(recurrence: Recurrence, input: FloatTensor): { y: Float64Array; last: DelayLine } {
  const { scan, sizes } = recurrence;
  const { N, C, M } = sizes;
  const line = emptyLine(scan.lineLength, N * C);
  const x = { data: inRows(input), at: -1 };
  const y = { data: new Float64Array(elementCount(scan.outputs.count) * N * M), at: -1 };
  for (let t = 0; t < scan.steps; t++) {
    x.at = rowAt(scan, scan.inputs, t, N * C);
    y.at = rowAt(scan, scan.outputs, t, N * M);
    step(recurrence, line, x, y);
  }
  return { y: y.data, last: line };
}

interface Back {
  readonly x: FloatTensor;
  readonly dy: FloatTensor;
  readonly last: DelayLine;
  readonly gradients: Gradients;
}

/** Every step again, from the last to the first: adds to the gradients and returns dx [N, C, …S]. */
function sweepBackward(recurrence: Recurrence, { x, dy: outputGrad, last, gradients }: Back): Float64Array {
  const { scan, sizes } = recurrence;
  const { N, C, M } = sizes;
  const line = copyOf(last); // it is taken back to its beginning, and a second backward needs it again
  const left = { data: inRows(x), at: -1 };
  const dx = { data: new Float64Array(left.data.length), at: -1 };
  const dy = { data: inRows(outputGrad), at: -1 };
  const rows = { dy, dx, left };
  for (let t = scan.steps - 1; t >= 0; t--) {
    dy.at = rowAt(scan, scan.outputs, t, N * M);
    dx.at = rowAt(scan, scan.inputs, t, N * C);
    left.at = t < scan.lineLength ? -1 : rowAt(scan, scan.inputs, t - scan.lineLength, N * C);
    stepTransposed(recurrence, line, gradients, rows);
  }
  return transpose(dx.data, elementCount(scan.inputs.count), N * C);
}
