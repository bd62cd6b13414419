/**
 * Values and gradients that travel with a graph.
 *
 * @module
 */
import { sameShape, type FloatTensor, type Tensor } from '@gradspec/spec';
import { describeTensor } from '../describe-tensor.ts';
import { GraphError, type GraphErrorCode } from '../graph-error.ts';
import { outputsOf, type Graph, type Ref } from '../graph.ts';
import { nearestNames } from '../nearest-names.ts';
import { badJson, inside } from './place.ts';

/** Tensors by the values of a graph they belong to: those of a run, of the inputs alone, or none. */
export interface GraphTensors {
  readonly values: ReadonlyMap<Ref, Tensor>;
  readonly gradients: ReadonlyMap<Ref, FloatTensor>;
}

/** Every value of a graph, by name. */
export function refsOf({ inputs, nodes }: Graph): ReadonlySet<Ref> {
  const refs = new Set(inputs);
  for (const node of nodes) for (const [, ref] of outputsOf(node)) refs.add(ref);
  return refs;
}

/**
 * Checks that every tensor belongs to a value of the graph, and every gradient to a floating one of its shape and dtype.
 *
 * @throws GraphError `other-graph` or `bad-json`, naming the place.
 */
export function checkTensors(
  refs: ReadonlySet<Ref>,
  values: ReadonlyMap<Ref, Tensor>,
  gradients: ReadonlyMap<Ref, Tensor>,
): asserts gradients is ReadonlyMap<Ref, FloatTensor> {
  for (const ref of values.keys()) checkRef(refs, ref, inside('values', ref), 'other-graph');
  for (const [ref, gradient] of gradients) {
    const place = inside('gradients', ref);
    checkRef(refs, ref, place, 'other-graph');
    const { dtype, shape } = gradient;
    if (dtype === 'int32') throw badJson(inside(place, 'dtype'), 'float32 or float64', dtype);
    const value = values.get(ref);
    if (value && (value.dtype !== dtype || !sameShape(value.shape, shape))) {
      const expected = `${describeTensor(value)}, as the value is`;
      const message = `${place} expected ${expected}, got ${describeTensor(gradient)}`;
      throw new GraphError('other-graph', [ref], message);
    }
  }
}

/** Checks that a name is that of a value of the graph. */
export function checkRef(refs: ReadonlySet<Ref>, ref: Ref, place: string, code: GraphErrorCode): void {
  if (refs.has(ref)) return;
  const message = `${place}: the graph has no value ${JSON.stringify(ref)}${nearestNames(ref, refs)}`;
  throw new GraphError(code, [ref], message);
}
