/**
 * The peak of this engine's arithmetic: what every kernel's speed is measured against.
 *
 * @module
 */
import { withKernels } from './engine.ts';

/** Operations of one round of the kernel: 4 times 12 multiply-adds of 4 numbers. */
const operations = 4 * 12 * 4 * 2;

/**
 * Measures how many float32 operations per second the current build can do in registers: a multiplication and an addition
 * count as two. The best of many short runs.
 *
 * @param seconds how long to measure, about
 * @returns operations per second; 0 in plain TypeScript, which has no vectors
 */
export function multiplyAddPeak(seconds: number): number {
  return withKernels(({ arena, float32: { peak } }) => {
    if (!peak) return 0;
    const factors = arena.put('float32', Float32Array.of(0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1));
    const rounds = 4000;
    const end = performance.now() + seconds * 1000;
    let best = 0;
    for (let start = performance.now(); start < end; start = performance.now()) {
      peak(rounds, factors);
      best = Math.max(best, (rounds * operations * 1000) / (performance.now() - start));
    }
    return best;
  });
}
