/**
 * The backward pass: nodes in reverse topological order, each turning the gradients of its outputs (the upstream ones)
 * into those of its inputs; where a value branches, what comes back along the branches is added.
 *
 *   df/dx = Σ over the nodes q that read x of (df/dq)·(∂q/∂x)
 *
 * Source: cs231n, "Backpropagation, Intuitions": gradients add up at forks.
 * @module
 */
import { arrayOf, sameShape, SpecError, zeros, type FloatTensor, type Tensor } from '@gradspec/spec';
import { describeTensor } from './describe-tensor.ts';
import { badResult, inNode, type Run, type Step } from './forward.ts';
import { GraphError } from './graph-error.ts';
import { outputsOf, readsOf, type Reader, type Ref } from './graph.ts';
import { kernelOf } from './kernel-of.ts';
import { nearestNames } from './nearest-names.ts';

type Values = ReadonlyMap<Ref, Tensor>;
type Gradients = Map<Ref, FloatTensor>;

/** What comes back to a value along one edge. */
export interface EdgeGradient {
  /** The value. */
  readonly ref: Ref;
  /** The node that read it, and as which of its inputs; undefined for the seed. */
  readonly reader: Reader | undefined;
  /** Of the value's shape and dtype. */
  readonly gradient: FloatTensor;
}

/** One pass: what it reads, and what it has found so far. */
interface Pass {
  readonly values: Values;
  readonly gradients: Gradients;
  readonly depending: ReadonlySet<Ref>;
  readonly arrived: ((edge: EdgeGradient) => void) | undefined;
}

/**
 * The gradient of every floating value of a run, inputs and what the nodes made, by name. int32 values have none. A value
 * that no seed depends on has a gradient of zeros, and the nodes between are not asked.
 *
 * The run is not changed: the same call again gives the same gradients, not twice them.
 *
 * @param outputGrads - Where to start: a gradient for each value that counts, `{ f: 1 }` for df/df = 1. A seed in the
 *   middle of the graph is added to what flows into that value.
 * @param wanted - The values whose gradients are returned, all by default; only what they need is computed.
 * @param arrived - Told of each seed and of what comes back along each edge, in the order in which they are added. The
 *   tensor is the kernel's own or the seed itself, to be read and not kept.
 * @throws GraphError for names that are no values, seeds that do not fit their values, and (with a `cause`) a node that
 *   failed; SpecError `not-implemented`, with the node as its `argument`, when its kernel has no backward.
 */
export async function backward(
  run: Run,
  outputGrads: Readonly<Record<Ref, FloatTensor>>,
  wanted?: readonly Ref[],
  arrived?: (edge: EdgeGradient) => void,
): Promise<ReadonlyMap<Ref, FloatTensor>> {
  const { values, steps } = run;
  for (const ref of wanted ?? []) floatValue(values, ref, 'wanted gradient');
  const depending = wanted ? dependingOn(wanted, steps) : new Set(values.keys());
  const pass: Pass = { values, gradients: new Map(), depending, arrived };
  for (const [ref, seed] of Object.entries(outputGrads)) {
    checkSeed(floatValue(values, ref, 'seed'), ref, seed);
    add(pass, { ref, reader: undefined, gradient: seed });
  }
  for (const step of [...steps].reverse()) await stepBack(step, pass);
  return complete(values, pass.gradients, wanted);
}

function floatValue(values: Values, ref: Ref, what: string): FloatTensor {
  const value = values.get(ref);
  if (!value) {
    const near = nearestNames(ref, values.keys());
    throw new GraphError('unknown-reference', [ref], `${what} ${ref}: the graph has no such value${near}`);
  }
  if (value.dtype === 'int32')
    throw new GraphError('no-gradient', [ref], `${what} ${ref}: an int32 value has no gradient`);
  return value;
}

function checkSeed(value: FloatTensor, ref: Ref, seed: FloatTensor): void {
  if (!fits(seed, value))
    throw new GraphError(
      'bad-seed',
      [ref],
      `seed ${ref} expected ${describeTensor(value)}, got ${describeTensor(seed)}`,
    );
}

const fits = (gradient: Tensor | undefined, value: Tensor): gradient is FloatTensor =>
  gradient?.dtype === value.dtype &&
  sameShape(gradient.shape, value.shape) &&
  gradient.data.length === value.data.length;

/** Adds to a gradient, which is memory of its own from the first contribution on. */
function add({ gradients, arrived }: Pass, edge: EdgeGradient): void {
  arrived?.(edge);
  const { ref, gradient } = edge;
  const { dtype, shape, data } = gradient;
  const sum = gradients.get(ref)?.data;
  if (sum) for (let i = 0; i < sum.length; i++) sum[i]! += data[i]!;
  else gradients.set(ref, { dtype, shape: [...shape], data: arrayOf(dtype).from(data) } as FloatTensor);
}

/** The wanted values and all that depend on them: what lies on a way from a seed to one of them. */
function dependingOn(wanted: readonly Ref[], steps: readonly Step[]): ReadonlySet<Ref> {
  const depending = new Set(wanted);
  for (const { node } of steps)
    if (readsOf(node).some(([, ref]) => depending.has(ref)))
      for (const [, ref] of outputsOf(node)) depending.add(ref);
  return depending;
}

/** One node: the gradients of its outputs are complete, as every node that reads them has had its turn. */
async function stepBack({ node, implementation, saved }: Step, pass: Pass): Promise<void> {
  const { values, gradients, depending } = pass;
  const reached = outputsOf(node).filter(([, ref]) => gradients.has(ref));
  const asked = readsOf(node).filter(([, ref]) => depending.has(ref) && values.get(ref)!.dtype !== 'int32');
  if (reached.length === 0 || asked.length === 0) return;
  const kernel = kernelOf(implementation, node.operator)!;
  if (!kernel.backward) {
    const expected = `a backward of ${implementation.name}`;
    const { operator, name: argument } = node;
    throw new SpecError({
      code: 'not-implemented',
      operator,
      argument,
      expected,
      got: 'a kernel without one',
    });
  }
  const outputGrads = Object.fromEntries(reached.map(([output, ref]) => [output, gradients.get(ref)]));
  const inputs = asked.map(([input]) => input);
  const inputGrads = await inNode(node, implementation, () => kernel.backward!(outputGrads, saved, inputs));
  for (const [input, ref] of asked) {
    const gradient = gradientOf(input, inputGrads[input], values.get(ref)!, { node, implementation });
    add(pass, { ref, reader: { node: node.name, input }, gradient });
  }
}

/**
 * The gradient that a node's kernel returned for one of its inputs.
 *
 * @param value - The input.
 * @throws GraphError `bad-result` when it is not of the input's shape and dtype.
 */
export function gradientOf(
  input: string,
  gradient: Tensor | undefined,
  value: Tensor,
  { node, implementation }: Pick<Step, 'node' | 'implementation'>,
): FloatTensor {
  if (fits(gradient, value)) return gradient;
  const returned = `${describeTensor(gradient)} as the gradient of ${input}, ${describeTensor(value)}`;
  throw badResult(node, implementation, returned);
}

function complete(values: Values, gradients: Gradients, wanted: readonly Ref[] | undefined): Gradients {
  const refs = wanted ?? [...values.keys()];
  const all: Gradients = new Map();
  for (const ref of refs) {
    const { dtype, shape } = values.get(ref)!;
    if (dtype !== 'int32') all.set(ref, gradients.get(ref) ?? zeros(dtype, shape));
  }
  return all;
}
