/**
 * Structure recovered by probing: for operators that are products of two operands, which x and which w really meet in each
 * result, found beside what naive-loops multiplies.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import { inferShapes, type Implementation, type Shape } from '@gradspec/spec';
import { anyKernelOf } from '../../runner/any-kernel.ts';
import { shapeFinding } from './shape-finding.ts';
import { structureFindings } from './structure-findings.ts';
import { termsOf, type BilinearCall, type Result } from './terms.ts';

/** Operators that can be probed. */
export const bilinearOperators: readonly BilinearCall['operator'][] = ['conv', 'convTranspose', 'linear'];

/** Odd sizes, and every attribute at another value than its default. */
const calls: Readonly<Record<BilinearCall['operator'], readonly Omit<BilinearCall, 'operator' | 'y'>[]>> = {
  conv: [
    {
      x: [2, 4, 7, 8],
      w: [6, 2, 2, 3],
      attributes: {
        stride: [2, 3],
        padding: [
          [1, 0],
          [0, 2],
        ],
        dilation: [3, 2],
        groups: 2,
      },
    },
    {
      x: [2, 4, 7, 8],
      w: [6, 2, 2, 3],
      attributes: {
        stride: [2, 1],
        padding: [
          [1, 0],
          [0, 2],
        ],
        groups: 2,
        flip: true,
      },
    },
    { x: [2, 3, 9], w: [5, 3, 4], attributes: {} },
  ],
  convTranspose: [
    {
      x: [2, 4, 3, 4],
      w: [4, 3, 2, 3],
      attributes: {
        stride: [2, 3],
        padding: [
          [1, 0],
          [0, 2],
        ],
        dilation: [3, 2],
        groups: 2,
        outputPadding: [1, 2],
      },
    },
    { x: [2, 3, 5], w: [3, 4, 3], attributes: {} },
  ],
  linear: [{ x: [2, 3, 5], w: [4, 5], attributes: {} }],
};

const completed = (
  operator: BilinearCall['operator'],
  { x, w, attributes }: Omit<BilinearCall, 'operator' | 'y'>,
): BilinearCall => {
  const { outputShapes } = inferShapes(operator, { x, w }, attributes);
  return { operator, x, w, attributes, y: (outputShapes as { y: Shape }).y };
};

/**
 * What an implementation multiplies otherwise than the formula says, as sentences; none when its structure is right, or when
 * nothing could be found out.
 */
export async function recoverStructure(
  implementation: Implementation,
  operator: BilinearCall['operator'],
): Promise<string[]> {
  const kernel = anyKernelOf(implementation, operator);
  if (!kernel) return [];
  const right = anyKernelOf(naiveLoops, operator)!;
  const results: readonly Result[] = kernel.backward ? ['y', 'dx', 'dw'] : ['y'];
  for (const call of calls[operator].map((one) => completed(operator, one))) {
    const sentences: string[] = [];
    const shape = await attempted(() => shapeFinding(kernel, call));
    if (shape) sentences.push(shape);
    for (const result of shape ? [] : results) {
      const found = await attempted(() => termsOf(kernel, call, result));
      if (found)
        sentences.push(...structureFindings(call, result, found, (await termsOf(right, call, result))!));
    }
    if (sentences.length > 0) return sentences;
  }
  return [];
}

/** What a kernel under test answers; nothing where it throws, which the run has told already. */
async function attempted<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
