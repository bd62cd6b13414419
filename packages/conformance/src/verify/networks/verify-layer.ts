/**
 * One layer on all implementations: each is held to exact elements, and all are held to each other.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { isWeak } from '../../runner/compare.ts';
import { answersOf } from './answers.ts';
import { compareAll } from './compare-all.ts';
import { answerNames } from './exact-elements.ts';
import { judgeSamples, type Judged, type WrongElement } from './judged.ts';
import type { LayerCall } from './layer-call.ts';
import { promisedBounds } from './promised-bounds.ts';

/** What became of one implementation on a layer. */
export interface LayerResult {
  readonly layer: string;
  readonly implementation: string;
  readonly seconds: number;
  /** Why it was not run. */
  readonly leftOut?: string;
  /** What it threw, or what is malformed. */
  readonly failure?: string;
  readonly wrong?: WrongElement;
  readonly forwardOnly?: true;
  /** Whether all elements were compared with another implementation; if not, only the sampled ones were looked at. */
  readonly compared: boolean;
  /** The largest error that was seen, as a share of the largest element of its tensor. */
  readonly error: number;
  /** The same as a share of its bound. */
  readonly ratio: number;
  /** Where a bound is so wide that agreement within it proves little: whether all elements still round to the exact integers. */
  readonly weak: false | 'rounds' | 'proves little';
}

/** How a layer is looked at. */
export interface LayerOptions {
  readonly seed: number;
  /** naive-loops runs layers of at most so many products. */
  readonly mostNaiveProducts: number;
}

/** Runs a layer on every implementation that has conv, and judges the answers. */
export async function verifyLayer(
  call: LayerCall,
  implementations: readonly Implementation[],
  { seed, mostNaiveProducts }: LayerOptions,
): Promise<readonly LayerResult[]> {
  const judged: Judged[] = [];
  const leftOut = (implementation: Implementation) =>
    implementation.name === 'naive-loops' && call.products > mostNaiveProducts;
  for (const implementation of implementations) {
    if (leftOut(implementation)) continue;
    const bound = implementation.claims?.conv?.bound ?? 'direct';
    judged.push({
      implementation,
      answers: await answersOf(implementation, call),
      bounds: promisedBounds(call, bound),
      direct: bound === 'direct',
      compared: false,
      error: 0,
      ratio: 0,
      rounds: false,
    });
  }
  for (const one of judged) if (one.answers.failure === undefined) judgeSamples(one, call, seed);
  compareAll(judged, call);
  return implementations.map((implementation) => {
    const own = judged.find((one) => one.implementation === implementation);
    if (own) return resultOf(own, call);
    const reason = `${millions(call.products)} products, over ${millions(mostNaiveProducts)}`;
    return {
      ...{ layer: call.name, implementation: implementation.name, seconds: 0, leftOut: reason },
      ...{ compared: false, error: 0, ratio: 0, weak: false },
    };
  });
}

const millions = (count: number): string => `${Math.round(count / 1e6).toLocaleString('en')} million`;

function resultOf(one: Judged, call: LayerCall): LayerResult {
  const { tensors, failure, seconds } = one.answers;
  const wide = answerNames.some((name) => {
    const [bounds, values] = [one.bounds[name], tensors[name]?.data];
    return bounds !== undefined && values !== undefined && isWeak(Array.from(values), bounds);
  });
  return {
    layer: call.name,
    implementation: one.implementation.name,
    seconds,
    ...(failure === undefined ? {} : { failure }),
    ...(one.wrong ? { wrong: one.wrong } : {}),
    ...(tensors.y && !tensors.dx ? { forwardOnly: true } : {}),
    compared: one.compared,
    error: one.error,
    ratio: one.ratio,
    weak: wide && (one.rounds ? 'rounds' : 'proves little'),
  };
}

/** Whether something was wrong. */
export function failed({ failure, wrong }: LayerResult): boolean {
  return failure !== undefined || wrong !== undefined;
}
