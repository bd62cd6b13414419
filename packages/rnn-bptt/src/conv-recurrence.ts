/**
 * conv one position at a time: what the kernel's loop does at each step, for input that arrives as a stream.
 *
 *   s_t = S·s_{t−1} + e·x_t        y_t = W·taps(s_t) + b        where a window ends
 *
 * The state is the delay line and nothing else is kept, so the memory does not grow with the input; for images it is the line
 * buffer. It is the same code as the whole-sequence call, and equal to it bit for bit.
 *
 * @module
 */
import {
  checkCall,
  inferShapes,
  sameShape,
  SpecError,
  tensor,
  zeros,
  type Attributes,
  type FloatDtype,
  type FloatTensor,
  type Shape,
  type SpecErrorCode,
} from '@gradspec/spec';
import { emptyLine, type DelayLine } from './delay-line/line.ts';
import { recurrenceOf, type Recurrence } from './delay-line/recurrence.ts';
import { siteAt } from './delay-line/scan.ts';
import { step as stepInPlace } from './delay-line/step.ts';

/** What a recurrence is made of: the shape that x would have as a whole, and the weights, of which copies are taken. */
export interface ConvRecurrenceInputs {
  /** [N, C, …S]. */
  readonly x: Shape;
  /** [M, C / groups, …K]. */
  readonly w: FloatTensor;
  /** [M]. */
  readonly b?: FloatTensor;
}

/** conv as s_t, y_t = step(s_{t−1}, x_t). */
export interface ConvRecurrence {
  /** T: the positions of the padded input, each of which is a step. */
  readonly steps: number;
  /** s₋₁: a new line on which nothing stands. */
  readonly start: () => DelayLine;
  /**
   * One step, in raster order of the padded input (the last axis is the fastest).
   *
   * @param state s_{t−1}; it is advanced in place. `structuredClone` keeps one.
   * @param x one position of all samples and channels, [N, C] in the dtype of w; 'padding' where the padded input has none.
   * @returns the state s_t, which is the line that was given, and y_t [N, M] where an output falls due. Outputs come in
   *   row-major order of …O, each exactly once.
   * @throws SpecError for an x or a state that does not fit, RangeError for a step after the last.
   */
  readonly step: (state: DelayLine, x: FloatTensor | 'padding') => { state: DelayLine; y?: FloatTensor };
}

/**
 * The recurrence that computes conv with these weights and attributes.
 *
 * @throws SpecError for inputs or attributes that conv would not take.
 */
export function convRecurrence(
  inputs: ConvRecurrenceInputs,
  attributes: Attributes<'conv'> = {},
): ConvRecurrence {
  const recurrence = checkedRecurrence(inputs, attributes);
  const { dtype } = inputs.w;
  const { scan, sizes } = recurrence;
  const { N, C, M } = sizes;
  return {
    steps: scan.steps,
    start: () => emptyLine(scan.lineLength, N * C),
    step(state, x) {
      checkState(recurrence, state);
      checkPosition(recurrence, dtype, state.scanned, x);
      const due = siteAt(scan, scan.outputs, state.scanned) >= 0;
      const input = x === 'padding' ? noRow : { data: Float64Array.from(x.data), at: 0 };
      const output = due ? { data: new Float64Array(N * M), at: 0 } : noRow;
      stepInPlace(recurrence, state, input, output);
      return { state, ...(due && { y: tensor(dtype, [N, M], output.data) }) };
    },
  };
}

const noRow = { data: new Float64Array(0), at: -1 };

function checkedRecurrence(
  { x, ...weights }: ConvRecurrenceInputs,
  attributes: Attributes<'conv'>,
): Recurrence {
  const { w, b } = weights;
  const shapes = { x, w: w?.shape, ...(b && { b: b.shape }) };
  const { attributes: filled, outputShapes } = inferShapes('conv', shapes, attributes);
  // conv's own check of the weights; an empty batch stands for the x that is still to come
  const none = zeros(w.dtype === 'float64' ? 'float64' : 'float32', [0, ...x.slice(1)]);
  checkCall('conv', { x: none, ...weights }, attributes);
  return recurrenceOf({ x, ...weights, y: outputShapes.y }, filled);
}

function checkState({ scan, sizes: { N, C } }: Recurrence, state: DelayLine): void {
  const { present, values, scanned } = (state ?? {}) as Partial<DelayLine>;
  const [positions, numbers] = [scan.lineLength, scan.lineLength * N * C];
  if (present?.length !== positions || values?.length !== numbers || scanned === undefined) {
    const expected = `a line of ${positions} positions and ${numbers} numbers (L and L·N·C)`;
    const got = `${present?.length ?? 'no'} positions and ${values?.length ?? 'no'} numbers`;
    fail('bad-shape', 'state', expected, got);
  }
  if (scanned >= scan.steps) {
    const positions = `one of the ${scan.steps} positions of the padded input ${show(scan.sizes)}`;
    throw new RangeError(`conv: step expected ${positions}, got one more`);
  }
}

/** x must be a position [N, C] where the padded input has one at step t, and 'padding' where it has none. */
function checkPosition(
  { scan, sizes: { N, C } }: Recurrence,
  dtype: FloatDtype,
  t: number,
  x: FloatTensor | 'padding',
): void {
  const isPadding = siteAt(scan, scan.inputs, t) < 0;
  if (isPadding && x === 'padding') return;
  if (isPadding || x === 'padding' || typeof x !== 'object' || x === null) {
    const position = scan.sizes.map((size, axis) => Math.floor(t / scan.strides[axis]!) % size);
    const expected = isPadding ? "'padding'" : `a tensor ${show([N, C])} (N, C)`;
    const got = x === 'padding' ? "'padding'" : `a value of type ${typeof x}`;
    fail('bad-tensor', 'x', `${expected} at ${show(position)} of the padded input`, got);
  }
  if (x.dtype !== dtype) fail('mixed-dtypes', 'x', `${dtype}, as w has`, x.dtype);
  if (!sameShape(x.shape, [N, C])) fail('bad-shape', 'x', `shape ${show([N, C])} (N, C)`, show(x.shape));
  if (x.data.length !== N * C) fail('bad-tensor', 'x', `${N * C} elements`, `${x.data.length}`);
}

const show = (numbers: readonly number[]): string => `[${numbers.join(', ')}]`;

function fail(code: SpecErrorCode, argument: string, expected: string, got: string): never {
  throw new SpecError({ code, operator: 'conv', argument, expected, got });
}
