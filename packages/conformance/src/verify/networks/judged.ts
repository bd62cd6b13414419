/**
 * An implementation that ran a layer, while it is judged by exact elements.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { indexOf } from '../../runner/compare.ts';
import { answerShapes, type Answers } from './answers.ts';
import { answerNames, exactElement, type AnswerName } from './exact-elements.ts';
import type { LayerCall } from './layer-call.ts';
import type { PromisedBounds } from './promised-bounds.ts';
import { sampledPositions } from './sampled-positions.ts';

/** An element that is wrong. */
export interface WrongElement {
  readonly name: AnswerName;
  readonly index: readonly number[];
  readonly expected: number;
  readonly got: number;
  readonly bound: number;
}

/** Its answers, the bounds it promises, and what was found out so far. */
export interface Judged {
  readonly implementation: Implementation;
  readonly answers: Answers;
  readonly bounds: PromisedBounds;
  readonly direct: boolean;
  /** The first element that was seen to be wrong. */
  wrong?: WrongElement;
  /** Whether all elements were compared with another implementation's. */
  compared: boolean;
  /** The largest error of that comparison, as a share of the largest element of its tensor. */
  error: number;
  /** The same as a share of its bound. */
  ratio: number;
  /** Whether every element is nearer to the exact integer than to any other. */
  rounds: boolean;
}

const samples = 64;

/** Judges one element against the exact one; the first that is wrong is kept. */
export function judgeElement(one: Judged, call: LayerCall, name: AnswerName, position: number): void {
  const tensor = one.answers.tensors[name]!;
  const index = indexOf(position, tensor.shape);
  const [got, expected] = [tensor.data[position]!, exactElement(call, name, index)];
  const bound = one.bounds[name]?.[position] ?? 0;
  if (!(Math.abs(got - expected) <= bound)) one.wrong ??= { name, index, expected, got, bound };
}

/** Judges sampled elements of every answer. */
export function judgeSamples(one: Judged, call: LayerCall, seed: number): void {
  const { C, M, groups } = call.sizes;
  const divided = {
    y: { axis: 1, size: M / groups },
    dx: { axis: 1, size: C / groups },
    dw: { axis: 0, size: M / groups },
    db: { axis: 0, size: M / groups },
  };
  const shapes = answerShapes(call);
  for (const name of answerNames) {
    if (!one.answers.tensors[name]) continue;
    for (const position of sampledPositions(shapes[name], divided[name], { count: samples, seed }))
      judgeElement(one, call, name, position);
  }
}
