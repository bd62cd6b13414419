/**
 * Convolutions that differ in the size of the kernel alone, in one and in two dimensions.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import type { Selected } from '../measure.ts';
import { conv } from '../workloads.ts';

/** What is swept: one channel of 16,384 samples, and one of 256 × 256. */
export const dimensions = ['1-D', '2-D'] as const;

/** One of them. */
export type Dimension = (typeof dimensions)[number];

/** The kernel sizes: odd, since ml-convolution has no others, and about as far apart as a factor of √2. */
export const kernelSizes: readonly number[] = [3, 5, 7, 9, 11, 15, 21, 31, 41, 63, 95, 127];

/** One kernel size in one dimension, with the rows that are measured. */
export interface Step {
  readonly dimension: Dimension;
  readonly kernel: number;
  readonly selected: Selected;
}

const sizesOf: Readonly<Record<Dimension, (kernel: number) => readonly [x: Shape, w: Shape, text: string]>> =
  {
    '1-D': (kernel) => [[1, 1, 16_384], [1, 1, kernel], `1×1×16384 → 1, ${kernel}`],
    '2-D': (kernel) => [[1, 1, 256, 256], [1, 1, kernel, kernel], `1×1×256×256 → 1, ${kernel}×${kernel}`],
  };

/** The whole sweep, from the smallest kernel to the largest. */
export const sweep: readonly Step[] = dimensions.flatMap((dimension) =>
  kernelSizes.map((kernel) => {
    const [x, w, text] = sizesOf[dimension](kernel);
    const workload = conv(`${dimension}-${kernel}`, text, [x, w]);
    return { dimension, kernel, selected: { workload, passes: workload.passes } };
  }),
);
