/**
 * Structure recovered by probing: for operators that are products of two operands, which x and which w really meet in each
 * result, found beside what the definition multiplies.
 *
 * @module
 */
import { inferShapes, type Implementation, type Shape } from '@gradspec/spec';
import { anyKernelOf, type AnyKernel } from '../../runner/any-kernel.ts';
import { expectedTerms } from './expected-terms.ts';
import { linearityFinding } from './linearity.ts';
import { shapeFinding } from './shape-finding.ts';
import { structureFindings, type StructureFindings } from './structure-findings.ts';
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
      x: [2, 4, 2, 3],
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
 * nothing could be found out. Only the results that are named are looked into: a question costs a call of the kernel.
 */
export async function recoverStructure(
  implementation: Implementation,
  operator: BilinearCall['operator'],
  wrong: readonly string[],
): Promise<StructureFindings> {
  const kernel = anyKernelOf(implementation, operator);
  if (!kernel) return nothing;
  const results = (kernel.backward ? (['y', 'dx', 'dw'] as const) : (['y'] as const)).filter((result) =>
    wrong.includes(result),
  );
  const all = calls[operator].map((one) => completed(operator, one));
  let first = nothing;
  for (const call of all) {
    // Once terms are known to be wrong only the plainest call is asked: it may show the rule that the others hide.
    if (first.places.length > 0 && call !== all.at(-1)) continue;
    const shape = await attempted(() => shapeFinding(kernel, call));
    if (shape) return { rules: [shape], places: [] };
    const found: StructureFindings[] = [];
    for (const result of results) found.push(await findingsOf(kernel, call, result));
    const rules = found.flatMap((one) => one.rules);
    const places = found.flatMap((one) => one.places);
    if (rules.length > 0) return { rules, places };
    if (first.places.length === 0) first = { rules, places };
  }
  return first;
}

const nothing: StructureFindings = { rules: [], places: [] };

async function findingsOf(kernel: AnyKernel, call: BilinearCall, result: Result): Promise<StructureFindings> {
  const bent = await attempted(() => linearityFinding(kernel, call, result));
  if (bent) return { rules: [bent], places: [] };
  const found = await attempted(() => termsOf(kernel, call, result));
  return found ? structureFindings(call, result, found, expectedTerms(call)) : nothing;
}

/** What a kernel under test answers; nothing where it throws, which the run has told already. */
async function attempted<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
