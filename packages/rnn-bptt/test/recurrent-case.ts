/**
 * Calls of all three recurrences with numbers drawn by a seed, and their outputs by the definition, one sequence, one step and
 * one unit at a time.
 *
 * @module
 */
import { withWorkspace } from '@gradspec/kernels';
import { tensor, type FloatDtype, type FloatTensor, type Tensor } from '@gradspec/spec';
import { recurrentKernels } from '../src/kernels.ts';
import type { Recurrent } from '../src/recurrence/call.ts';
import { wholeTrace, type Keeping } from '../src/recurrence/keeping.ts';
import type { Random } from './random.ts';

/** The recurrences. */
export const recurrences: readonly Recurrent[] = ['rnn', 'lstm', 'gru'];

/** The sizes and attributes of a call. */
export interface RecurrentCase {
  readonly operator: Recurrent;
  readonly T: number;
  readonly N: number;
  readonly I: number;
  readonly H: number;
  readonly attributes: Readonly<Record<string, unknown>> & { readonly reverse?: boolean };
}

/** Inputs by name, and output gradients as dh, dhT, dc, dcT; what is not given is not there. */
export type Values = Readonly<Record<string, Float64Array>>;
/** Outputs by name, and gradients as dx, dwx, … */
export type Results = Record<string, FloatTensor['data']>;

const gates = { rnn: 1, lstm: 4, gru: 3 };

/** The shapes of the inputs that have a gradient, and of the outputs. */
export function shapesOf({ operator, T, N, I, H }: RecurrentCase) {
  const G = gates[operator] * H;
  const inputs: Record<string, number[]> = { x: [T, N, I], wx: [G, I], wh: [G, H], b: [G], h0: [N, H] };
  const outputs: Record<string, number[]> = { h: [T, N, H], hT: [N, H] };
  if (operator === 'gru') inputs.bh = [H];
  if (operator !== 'lstm') return { inputs, outputs };
  return { inputs: { ...inputs, c0: [N, H] }, outputs: { ...outputs, c: [T, N, H], cT: [N, H] } };
}

/** Attributes of a recurrence, drawn. */
export function drawAttributes(operator: Recurrent, { unit, integer }: Random): RecurrentCase['attributes'] {
  const reverse = unit() < 0.5;
  if (operator === 'rnn') return { reverse, activation: ['tanh', 'relu', 'identity'][integer(0, 2)] };
  return operator === 'gru' ? { reverse, resetAfter: unit() < 0.5 } : { reverse };
}

/** Signed values that float32 holds; each optional input is there in two of three cases, or always. */
export function drawValues(random: Random, drawn: RecurrentCase, { all = false } = {}): Values {
  const { inputs, outputs } = shapesOf(drawn);
  const values: Record<string, Float64Array> = {};
  const given = (name: string) => all || ['x', 'wx', 'wh'].includes(name) || random.unit() < 2 / 3;
  const draw = (shape: number[]) => random.reals(shape.reduce((a, b) => a * b, 1)).map(Math.fround);
  for (const [name, shape] of Object.entries(inputs)) if (given(name)) values[name] = draw(shape);
  for (const [name, shape] of Object.entries(outputs)) values[`d${name}`] = draw(shape);
  if (given('lengths'))
    values.lengths = Float64Array.from({ length: drawn.N }, (_, n) => {
      if (n === 0) return 0;
      return n === drawn.N - 1 ? drawn.T : random.integer(0, drawn.T);
    });
  return values;
}

interface AnyKernel {
  forward(
    inputs: object,
    attributes: object,
  ): { outputs: Readonly<Record<string, FloatTensor>>; saved: unknown };
  backward(grads: object, saved: unknown): Readonly<Record<string, FloatTensor>>;
}

/** The kernel of a recurrence, for values by name. */
export const kernelOf = (operator: Recurrent, keeping: Keeping = wholeTrace): AnyKernel =>
  recurrentKernels(keeping)[operator] as unknown as AnyKernel;

/** The tensors of a case's inputs. */
export function tensorsOf(dtype: FloatDtype, drawn: RecurrentCase, values: Values): Record<string, Tensor> {
  const shapes: Record<string, number[]> = shapesOf(drawn).inputs;
  const tensors: Record<string, Tensor> = {};
  for (const [name, shape] of Object.entries(shapes))
    if (values[name]) tensors[name] = tensor(dtype, shape, values[name]);
  if (values.lengths) tensors.lengths = tensor('int32', [drawn.N], values.lengths);
  return tensors;
}

/** Runs a case forward and backward. */
export function run(
  dtype: FloatDtype,
  drawn: RecurrentCase,
  values: Values,
  keeping: Keeping = wholeTrace,
): Results {
  const kernel = kernelOf(drawn.operator, keeping);
  const { outputs, saved } = kernel.forward(tensorsOf(dtype, drawn, values), drawn.attributes);
  useMemoryUp(dtype);
  const grads = kernel.backward(
    Object.fromEntries(
      Object.entries(shapesOf(drawn).outputs).map(([name, shape]) => [
        name,
        tensor(dtype, shape, values[`d${name}`]!),
      ]),
    ),
    saved,
  );
  const results: Results = {};
  for (const [name, { data }] of Object.entries(outputs)) results[name] = data;
  for (const [name, { data }] of Object.entries(grads)) results[`d${name}`] = data;
  return results;
}

/** Another call's numbers where the last one's stood: what is left in the kernels' memory is nobody's. */
function useMemoryUp(dtype: FloatDtype): void {
  withWorkspace(dtype, ({ arena, precision, size }) => {
    const at = arena.room(precision, 2 ** 17) / size;
    arena.floats(precision).fill(NaN, at, at + 2 ** 17);
  });
}

/** One sequence of a case, alone; its weights are the whole batch's. */
export function alone(
  drawn: RecurrentCase,
  values: Values,
  n: number,
): { drawn: RecurrentCase; values: Values } {
  const shapes: Record<string, number[]> = { ...shapesOf(drawn).inputs, lengths: [drawn.N] };
  for (const [name, shape] of Object.entries(shapesOf(drawn).outputs)) shapes[`d${name}`] = shape;
  const own = Object.entries(values).map(([name, data]) => {
    if (['wx', 'wh', 'b', 'bh'].includes(name)) return [name, data];
    return [name, column(data, shapes[name]!, drawn.N, n)];
  });
  return { drawn: { ...drawn, N: 1 }, values: Object.fromEntries(own) as Values };
}

/** What belongs to sequence n, in a tensor [T, N, …], [N, …] or [N]. */
export function column<A extends Float64Array | FloatTensor['data']>(
  data: A,
  shape: readonly number[],
  N: number,
  n: number,
): A {
  const width = shape.length === 1 ? 1 : shape.at(-1)!;
  return data.filter((_, at) => Math.floor(at / width) % N === n) as A;
}
