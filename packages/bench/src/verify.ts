/**
 * Is a contestant's result right? It is compared with naive-loops before anything is timed, part by part (`parts.ts`).
 *
 *   error of a tensor = max |got − expected| / max |expected|,   wrong above 1 ‰
 *
 * float32 in any order of summation stays below 10⁻⁵ here, and Winograd and the FFT below 10⁻⁴; a wrong padding, layout or
 * gate order is an error near 1. How accurate an implementation is, is the conformance suite's question, not this one's.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import type { BenchCall, Tensors } from './call.ts';
import { kernelOf, wantedOf } from './contestant.ts';
import { cut, keep } from './cut.ts';
import type { Pass } from './flops.ts';
import { partsOf, type Part, type Ranges } from './parts.ts';
import type { Implementation, Tensor } from '@gradspec/spec';

/** What naive-loops says about a pass of a call. */
export interface Reference {
  readonly call: BenchCall;
  readonly pass: Pass;
  readonly checks: readonly Check[];
}

interface Check {
  /** What the contestant's backward is given. */
  readonly outputGrads: Tensors;
  readonly results: Ranges;
  /** Outputs, and gradients under the name of their input after a `d`. */
  readonly expected: Tensors;
}

/** The largest error that is still right. */
const tolerance = 1e-3;

/** Outputs of a forward and, where any are wanted, gradients; a gradient's name begins with `d`. */
async function compute(
  implementation: Implementation,
  at: { call: BenchCall; wanted: readonly string[] },
): Promise<Tensors> {
  const { workload, inputs, outputGrads } = at.call;
  const kernel = kernelOf(implementation, workload.operator)!;
  const { outputs, saved } = await kernel.forward(inputs, workload.attributes);
  if (at.wanted.length === 0) return outputs;
  if (!kernel.backward) throw new Error('there is no backward to check');
  const grads = await kernel.backward(outputGrads, saved, at.wanted);
  return Object.fromEntries(at.wanted.map((name) => [`d${name}`, grads[name]!]));
}

function cutAll(tensors: Tensors, ranges: Ranges): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, whole]) => [name, ranges[name] ? cut(whole, ranges[name]) : whole]),
  );
}

async function checkOf(call: BenchCall, wanted: readonly string[], part: Part): Promise<Check> {
  const { kept } = part;
  const outputGrads = kept
    ? Object.fromEntries(Object.entries(call.outputGrads).map(([name, dy]) => [name, keep(dy, kept)]))
    : call.outputGrads;
  const small = {
    ...call,
    inputs: cutAll(call.inputs, part.inputs),
    outputGrads: cutAll(outputGrads, part.outputGrads),
  };
  const results = Object.entries(part.results).map(([name, range]) => [
    wanted.length > 0 ? `d${name}` : name,
    range,
  ]);
  return {
    outputGrads,
    results: Object.fromEntries(results) as Ranges,
    expected: await compute(naiveLoops, { call: small, wanted }),
  };
}

/**
 * Computes what naive-loops says; once per pass, for all contestants.
 *
 * @param parts - the parts that are compared
 */
export async function referenceOf(
  call: BenchCall,
  pass: Pass,
  parts: readonly Part[] = partsOf(call.workload, pass),
): Promise<Reference> {
  const wanted = wantedOf(call, pass) ?? [];
  const checks: Check[] = [];
  for (const part of parts) checks.push(await checkOf(call, wanted, part));
  return { call, pass, checks };
}

/**
 * Compares an implementation's result with the reference.
 *
 * @returns what is wrong, in words; undefined where nothing is.
 */
export async function wrongness(
  implementation: Implementation,
  reference: Reference,
): Promise<string | undefined> {
  const { call, pass, checks } = reference;
  const computed = new Map<Tensors, Tensors>(); // most parts are of one and the same large call
  for (const { outputGrads, results, expected } of checks) {
    const large = { call: { ...call, outputGrads }, wanted: wantedOf(call, pass) ?? [] };
    const got = computed.get(outputGrads) ?? (await compute(implementation, large));
    computed.set(outputGrads, got);
    for (const [i, [name, of]] of Object.entries(expected).entries()) {
      // an engine may leave out c or the last states; the first output and every gradient it must have
      if (i > 0 && pass === 'forward' && !got[name]) continue;
      const found = difference(name, of, got[name], results);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function difference(
  name: string,
  expected: Tensors[string],
  got: Tensor | undefined,
  ranges: Ranges,
): string | undefined {
  if (!got) return `${name} is missing`;
  const range = ranges[name];
  const shape = expected.shape.map((size, axis) => (axis === range?.axis ? got.shape[axis]! : size));
  if (got.dtype !== 'float32' || got.shape.join() !== shape.join())
    return `${name} expected float32 [${shape.join(', ')}], got ${got.dtype} [${got.shape.join(', ')}]`;
  const part = range ? cut(got, range) : got;
  const scale = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let [worst, at] = [0, 0];
  for (let i = 0; i < expected.data.length; i++) {
    const off = Math.abs(part.data[i]! - expected.data[i]!);
    // a NaN is further off than anything
    if (!(off <= worst)) [worst, at] = [Number.isNaN(off) ? Infinity : off, i];
  }
  if (worst <= tolerance * scale) return undefined;
  return `${name}${placeOf(at, expected.shape, range?.axis, range?.from)} expected ${expected.data[at]!.toPrecision(6)}, got ${part.data[at]!.toPrecision(6)}`;
}

/** The index of an element in the whole result, as [n, c, h, w]. */
function placeOf(at: number, shape: readonly number[], axis = 0, from = 0): string {
  const index: number[] = [];
  let rest = at;
  for (const size of [...shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  if (index.length > 0) index[axis]! += from;
  return `[${index.join(', ')}]`;
}
