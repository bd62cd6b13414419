/**
 * A training computed on the definitions' own tape, in float64: what the curves of implementations are compared around.
 *
 *   v ← μ·v + ∇L(p)        p ← p − η·v
 *
 * Here the parameters are one vector: their elements one after the other, in the order of the names.
 *
 * @module
 */
import type { Model, Parameters, sgd } from '@gradspec/graph';
import { tensor, type FloatTensor, type Tensor } from '@gradspec/spec';
import { adjoints, values } from '../oracle/evaluate.ts';
import { floats } from '../oracle/float-field.ts';
import { seedsOf, traceGraph, type Trace } from '../oracle/trace.ts';

/** What a loss curve follows from. */
export interface Course {
  readonly model: Model;
  readonly optimizer: ReturnType<typeof sgd>;
  /** Where it starts; float64. */
  readonly parameters: Parameters;
  /** The model's inputs that are no parameters, for a step (from 1). */
  readonly batch: (step: number) => Readonly<Record<string, Tensor>>;
}

/** One step of the reference. */
export interface ReferenceStep {
  readonly trace: Trace;
  /** Batch and parameters. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly parameters: Parameters;
  readonly loss: number;
  /** ∇L, one vector over all parameters. */
  readonly gradient: Float64Array;
  /** What the update rounds: μ·v, then v, η·v and p after it. */
  readonly rounded: Readonly<Record<'decayed' | 'v' | 'stride' | 'p', Float64Array>>;
}

/** What the backward walk starts from: ∂L/∂L = 1. */
export const lossSeed = ({ loss }: Model): Readonly<Record<string, FloatTensor>> => ({
  [loss]: tensor('float64', [], [1]),
});

/** The elements of all parameters on a tape, as they stand in the vector. */
export const parameterExpressions = ({ values }: Trace, parameters: Parameters): number[] =>
  Object.keys(parameters).flatMap((name) => values.get(name)!.expressions);

/**
 * Computes the first steps of a training.
 *
 * @throws RangeError for parameters that are not float64
 */
export function referenceRun(
  { model, optimizer, parameters: start, batch }: Course,
  steps: number,
): ReferenceStep[] {
  const { learningRate, momentum } = optimizer;
  for (const [name, { dtype }] of Object.entries(start))
    if (dtype !== 'float64')
      throw new RangeError(`reference: parameter ${name} expected float64, got ${dtype}`);
  const traceOf = tracing(model);
  const run: ReferenceStep[] = [];
  let parameters = start;
  let p = Float64Array.from(Object.values(start).flatMap(({ data }) => Array.from(data)));
  let v = p.map(() => 0);
  for (let step = 1; step <= steps; step++) {
    const inputs = { ...batch(step), ...parameters };
    const trace = traceOf(inputs);
    const computed = values(trace.tape, floats, (name, position) => inputs[name]!.data[position]!);
    const flowing = adjoints(trace.tape, computed, floats, seedsOf(trace, lossSeed(model), Number));
    const gradient = Float64Array.from(parameterExpressions(trace, start), (at) => flowing[at] ?? 0);
    const decayed = v.map((value) => momentum * value);
    v = decayed.map((value, i) => value + gradient[i]!);
    const stride = v.map((value) => learningRate * value);
    p = p.map((value, i) => value - stride[i]!);
    const loss = computed[trace.values.get(model.loss)!.expressions[0]!]!;
    run.push({ trace, inputs, parameters, loss, gradient, rounded: { decayed, v, stride, p } });
    parameters = asTensors(p, start);
  }
  return run;
}

/** One vector as the tensors it stands for. */
function asTensors(vector: Float64Array, like: Parameters): Parameters {
  let first = 0;
  return Object.fromEntries(
    Object.entries(like).map(([name, { shape, data }]) => {
      const own = vector.subarray(first, (first += data.length));
      return [name, tensor('float64', shape, own)];
    }),
  );
}

/** Traces of a model; the last one serves again while labels and lengths stay what they were. */
function tracing({ graph }: Model): (inputs: Readonly<Record<string, Tensor>>) => Trace {
  let last: { trace: Trace; key: string } | undefined;
  return (inputs) => {
    const key = JSON.stringify(
      Object.entries(inputs).map(([name, { dtype, shape, data }]) => [
        name,
        shape,
        dtype === 'int32' ? Array.from(data) : [],
      ]),
    );
    if (last?.key !== key) last = { key, trace: traceGraph(graph.nodes, inputs) };
    return last.trace;
  };
}
