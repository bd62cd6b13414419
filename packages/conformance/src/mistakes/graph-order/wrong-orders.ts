/**
 * Orders in which people visit the nodes on the way back, and which are not reverse topological: a node has its turn while
 * gradients are still to come.
 *
 * @module
 */
import type { Ref, Run, Step } from '@gradspec/graph';
import type { FloatTensor } from '@gradspec/spec';
import type { Tensors } from '../../runner/any-kernel.ts';
import type { GraphBackward } from '../../runner/run-graph.ts';
import { both, complete, isFloat, makesOf, nodeBackward, readsOf } from './sweep.ts';

const makersOf = ({ steps }: Run): ReadonlyMap<Ref, Step> =>
  new Map(steps.flatMap((step) => makesOf(step.node).map(([, ref]) => [ref, step])));

/** Each node when it is first met, depth-first from the seeds. */
export function depthFirst(run: Run, seeds: readonly Ref[]): readonly Step[] {
  const makers = makersOf(run);
  const order = new Set<Step>();
  const visit = (ref: Ref) => {
    const step = makers.get(ref);
    if (!step || order.has(step)) return;
    order.add(step);
    for (const [, read] of readsOf(step.node)) visit(read);
  };
  seeds.forEach(visit);
  return [...order];
}

/** Each node when it is first met, breadth-first from the seeds: by its smallest distance from them. */
export function breadthFirst(run: Run, seeds: readonly Ref[]): readonly Step[] {
  const makers = makersOf(run);
  const order = new Set<Step>();
  const waiting = [...seeds];
  for (const ref of waiting) {
    const step = makers.get(ref);
    if (!step || order.has(step)) continue;
    order.add(step);
    waiting.push(...readsOf(step.node).map(([, read]) => read));
  }
  return [...order];
}

/**
 * No order at all: whenever a term arrives at a value, its node runs again, with all that has arrived so far. What came
 * before is passed on a second time.
 */
export const firingAtEachArrival: GraphBackward = async (run, outputGrads) => {
  const makers = makersOf(run);
  const gradients = new Map<Ref, FloatTensor>();
  const arrive = async (ref: Ref, term: FloatTensor): Promise<void> => {
    const sum = gradients.get(ref);
    const all = sum ? both(sum, term, (a, b) => a + b) : term;
    gradients.set(ref, all);
    const step = makers.get(ref);
    if (!step) return;
    const [output] = makesOf(step.node).find(([, made]) => made === ref)!;
    const reads = readsOf(step.node).filter(([, read]) => isFloat(run.values.get(read)));
    const returned: Tensors = await nodeBackward(
      step,
      { [output]: all },
      reads.map(([name]) => name),
    );
    for (const [name, read] of reads) await arrive(read, returned[name] as FloatTensor);
  };
  for (const [ref, seed] of Object.entries(outputGrads)) await arrive(ref, seed);
  return complete(run, gradients);
};
