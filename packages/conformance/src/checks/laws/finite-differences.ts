/**
 * The check `finite-differences`: gradients are slopes.
 *
 *   Σ dy·∂y/∂x_i ≈ (φ(x + h·e_i) − φ(x − h·e_i)) / 2h,   φ = ⟨dy, f⟩
 *
 * Differences, steps and how far they can be trusted are those of `gradientCheck` of graph: two step sizes, and an
 * estimate of truncation and rounding from the values themselves. It works in float64.
 *
 * @module
 */
import { gradientCheck, type ComparedInput, type Graph } from '@gradspec/graph';
import { operatorNames, type Implementation } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { attempt } from '../../runner/attempt.ts';
import type { Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overPlainCases } from '../over-cases.ts';
import { subjectOf } from '../subject.ts';
import { testedNode } from '../tested-node.ts';
import { saysLittle } from './affine-inputs.ts';

/** Of each input, at most so many elements are moved. */
const elements = 5;

/** The check. */
export const finiteDifferences: Check = {
  id: 'finite-differences',
  title: 'every gradient is the slope of forward, away from kinks',
  catches: 'derivatives with a wrong factor, sign, term or branch, in any operator, linear or not',
  why:
    'A gradient is the slope of the function, and the function is there: forward at x + h and x − h. Two step sizes ' +
    'show how far the slope can be trusted, so the tolerance is no guess, and elements at a kink or lost in rounding ' +
    'are left out. The output gradient is random: one of all ones cannot see an ignored or transposed one. It needs ' +
    'nothing but the kernel itself, but it is blind where forward and backward are wrong together.',
  provesLittle: 'where no element could be judged: all at kinks, lost in rounding, or 0 everywhere',
  operators: operatorNames,
  dtypes: ['float64'],
  run(implementation, operator, options) {
    const { kernel } = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      // Numbers with digits: integers lie on kinks.
      change: (recipe) => ({ ...recipe, fill: { ...recipe.fill, kind: 'floats' } }),
      little: saysLittle,
      async judge(one, findings) {
        if (kernel.backward) await judge(implementation, one, findings);
        else findings.forwardOnly = true;
      },
    });
  },
};

async function judge(
  implementation: Implementation,
  one: GeneratedCase,
  findings: CheckFindings,
): Promise<void> {
  const names = Object.keys(one.inputs);
  const graph: Graph = { inputs: names, nodes: [testedNode(one, one.operator)] };
  const options = { elements, seed: one.fill.seed };
  const checked = await attempt('gradient', findings, () =>
    gradientCheck(graph, one.inputs, [implementation], options),
  );
  if (!checked) return;
  for (const input of checked.inputs) if (input.wrong > 0) fail(input, findings);
  if (checked.inputs.every(({ worst }) => !worst)) findings.discard('no element could be judged');
}

function fail({ input, wrong, checked, worst }: ComparedInput, findings: CheckFindings): void {
  const { at, got, expected, tolerance } = worst!;
  findings.fail(
    `gradient of ${input}`,
    `${wrong} of ${checked} elements are not the slope of forward; at [${at.join(', ')}] the slope is ` +
      `${Number(expected.toPrecision(9))} ± ${Number(tolerance.toPrecision(2))}, got ${Number(got.toPrecision(9))}`,
  );
}
