/**
 * What stands at an edge of a drawn graph: the value above it, its gradient below, as in cs231n's drawings.
 *
 * @module
 */
import { sameShape, type FloatTensor, type Tensor } from '@gradspec/spec';
import type { EdgeGradient } from '../backward.ts';
import type { ByEdge } from '../backward-by-edge.ts';
import { describeTensor } from '../describe-tensor.ts';
import { GraphError } from '../graph-error.ts';
import type { Reader, Ref } from '../graph.ts';
import { nearestNames } from '../nearest-names.ts';
import { shortGradient, shortNumber, shortValue, shownName } from './short.ts';

type Values = ReadonlyMap<Ref, Tensor>;

/** Gradients by the values they belong to, as `backward` returns them, or by edge. */
export type Gradients = ReadonlyMap<Ref, FloatTensor> | ByEdge;

/** The labels of a run's edges, none wider than 40 columns, a Σ included. */
export interface EdgeLabels {
  /** The value. */
  above(ref: Ref): string;
  /**
   * The gradient that came back from a reader, or as the seed where there is none. Where only the sum of a value that
   * several read is known, that, behind a Σ. Empty where nothing is known, `no gradient` for int32.
   */
  below(ref: Ref, reader?: Reader): string;
  /** The gradient of a value that branches as a sum, `12 + (-4) = 8`; undefined where there is nothing to add. */
  sum(ref: Ref): string | undefined;
}

/** More terms than this are counted, not listed. */
const mostTerms = 8;

/**
 * The labels of a run's edges.
 *
 * @param readers - Where each value is read.
 * @throws GraphError `other-graph` or `no-gradient` for gradients that are not of these values.
 */
export function edgeLabels(
  values: Values,
  readers: ReadonlyMap<Ref, readonly Reader[]>,
  gradients: Gradients = new Map(),
): EdgeLabels {
  const byEdge = 'edges' in gradients ? gradients : undefined;
  const totals = 'edges' in gradients ? gradients.gradients : gradients;
  checkGradients(values, totals);
  const edges = new Map<Ref, ReadonlyMap<string, EdgeGradient>>();
  for (const [ref, known] of byEdge?.edges ?? [])
    edges.set(ref, new Map(known.map((edge) => [edgeKey(edge.reader), edge])));
  const branches = (ref: Ref) => (readers.get(ref)?.length ?? 0) > 1;
  return {
    above: (ref) => shortValue(values.get(ref)!),
    below(ref, reader) {
      if (values.get(ref)!.dtype === 'int32') return totals.size > 0 ? 'no gradient' : '';
      const total = totals.get(ref);
      if (!total) return '';
      if (!byEdge) return `${branches(ref) ? 'Σ ' : ''}${shortGradient(total)}`;
      const edge = edges.get(ref)?.get(edgeKey(reader));
      return edge ? shortGradient(edge.gradient) : '0';
    },
    sum(ref) {
      const total = totals.get(ref);
      if (!total) return undefined;
      if (!byEdge) return branches(ref) ? shortGradient(total) : undefined;
      const terms = byEdge.edges.get(ref) ?? [];
      return terms.length > 1 ? sumOf(terms, total) : undefined;
    },
  };
}

const edgeKey = (reader: Reader | undefined): string =>
  reader ? JSON.stringify([reader.node, reader.input]) : '';

function sumOf(terms: readonly EdgeGradient[], total: FloatTensor): string {
  const sum = shortGradient(total);
  if (total.shape.length > 0 || terms.length > mostTerms)
    return `${sum}, the sum of ${terms.length}${terms[0]!.reader ? '' : ', the seed among them'}`;
  const shown = terms.map(({ reader, gradient }, i) => {
    const value = gradient.data[0]!;
    const number = value < 0 && i > 0 ? `(${shortNumber(value)})` : shortNumber(value);
    return reader ? number : `seed ${number}`;
  });
  return `${shown.join(' + ')} = ${sum}`;
}

function checkGradients(values: Values, gradients: ReadonlyMap<Ref, FloatTensor>): void {
  for (const [ref, gradient] of gradients) {
    const { dtype, shape } = gradient;
    const value = values.get(ref);
    const name = shownName(ref);
    if (!value) {
      const near = nearestNames(ref, values.keys());
      throw new GraphError('other-graph', [ref], `gradient of ${name}: the run has no such value${near}`);
    }
    if (value.dtype === 'int32')
      throw new GraphError('no-gradient', [ref], `gradient of ${name}: an int32 value has no gradient`);
    if (value.dtype !== dtype || !sameShape(value.shape, shape)) {
      const expected = `${describeTensor(value)}, as the value is`;
      const message = `gradient of ${name} expected ${expected}, got ${describeTensor(gradient)}`;
      throw new GraphError('other-graph', [ref], message);
    }
  }
}
