/**
 * What was written of each operator, and what was left out.
 *
 * @module
 */
import type { FloatDtype, OperatorName } from '@gradspec/spec';
import type { LeftOut, OnnxCase } from './graph.ts';

/** The counts of one operator. */
export interface OperatorCounts {
  readonly written: Record<FloatDtype, number>;
  /** The names of ONNX's operators in its graphs. */
  readonly nodes: Set<string>;
  /** How many calls were left out, in either dtype, by the reason. */
  readonly leftOut: Map<string, number>;
}

/** Counts by operator, in the order in which they come. */
export class Tally {
  readonly operators = new Map<OperatorName, OperatorCounts>();
  written = 0;

  /** Counts a call of an operator in a dtype. */
  count(operator: OperatorName, dtype: FloatDtype, one: OnnxCase | LeftOut): void {
    const counts = this.operators.get(operator) ?? {
      written: { float32: 0, float64: 0 },
      nodes: new Set<string>(),
      leftOut: new Map<string, number>(),
    };
    this.operators.set(operator, counts);
    if ('leftOut' in one) {
      counts.leftOut.set(one.leftOut, (counts.leftOut.get(one.leftOut) ?? 0) + 1);
      return;
    }
    this.written += 1;
    counts.written[dtype] += 1;
    for (const { op } of one.nodes) counts.nodes.add(op);
  }
}
