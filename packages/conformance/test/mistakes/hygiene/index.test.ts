import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { operatorNames, SpecError, type Kernel, type OperatorName } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../../../src/generated/case.ts';
import { recipesFrom } from '../../../src/generated/generated-cases.ts';
import { referenceOf } from '../../../src/generated/reference.ts';
import { runCase } from '../../../src/generated/run-case.ts';
import { hygieneMistakes } from '../../../src/mistakes/hygiene/index.ts';
import type { Mistake } from '../../../src/mistakes/mistake.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { differing, resultsOf } from '../recurrent/results-of.ts';

const kernels: Readonly<Record<string, unknown>> = naiveLoops.kernels;
const rightOf = (operator: OperatorName) => kernels[operator] as AnyKernel;

/** What a generated case says of each mistake; those of two calls with other numbers are not among them. */
const said: Readonly<Record<string, RegExp>> = {
  'changes-its-inputs': /changed its input/,
  'changes-its-output-gradients': /changed its output gradient/,
  'gradient-in-an-inputs-memory': /shares its memory with/,
  'results-in-an-arena': /shares its memory with|changed its earlier output/,
  'gradient-is-the-output-gradient': /shares its memory with/,
  'second-backward-accumulates': /the same call gives other numbers the second time/,
  'saved-is-freed': /what forward saved has been freed/,
  'computed-in-single-precision': /elements? (is|are) wrong/,
  'returns-float32': /expected dtype float64, got float32/,
  'wanted-ignored': /was returned, and only .* had been asked for/,
  'missing-output-gradient-as-ones': /elements? (is|are) wrong/,
};

const partOf = ({ id }: Mistake): string => id.split('/')[1]!;

describe.each(operatorNames)('hygiene of %s', (operator) => {
  const right = rightOf(operator);
  const mistakes = hygieneMistakes(operator);
  /** Some mistakes change what they are given, so each reads tensors of its own. */
  const recipes = recipesFrom(operator, { seed: 2, count: 60 })
    .cases.map(({ recipe }) => recipe)
    .filter(({ fill, dtype }) => !fill.nonFinite && dtype === 'float64')
    .slice(0, 24);

  test('each mistake that one case can show is found by some case, in words that fit it', async () => {
    const missed = new Set(mistakes.filter((mistake) => said[partOf(mistake)]));
    for (const recipe of recipes) {
      if (missed.size === 0) break;
      const reference = referenceOf(makeCase(recipe));
      for (const mistake of missed) {
        const { failures } = await runCase(
          mistake.plant(right) as Kernel<never>,
          makeCase(recipe),
          reference,
        );
        if (failures.some(({ message }) => said[partOf(mistake)]!.test(message))) missed.delete(mistake);
      }
    }
    expect([...missed].map(({ id }) => id)).toEqual([]);
  });

  test('each spoils exactly the results of a single call that it names', async () => {
    const found: string[] = [];
    for (const mistake of mistakes) {
      const names = new Set<string>();
      for (const recipe of recipes) {
        const due = await resultsOf(right, makeCase(recipe));
        const got = await resultsOf(mistake.plant(right), makeCase(recipe));
        differing(due, got).forEach((name) => names.add(name));
      }
      found.push(`${mistake.id}: ${[...names].sort().join(' ')}`);
    }
    expect(found).toEqual(mistakes.map(({ id, wrong }) => `${id}: ${[...wrong].sort().join(' ')}`));
  });

  test('those that need another call in between show themselves there', async () => {
    const shown = new Set<string>();
    for (const mistake of mistakes.filter((own) => !said[partOf(own)]))
      for (const [one, other] of pairs())
        if (await showsItself(mistake.plant(right), one, other)) shown.add(partOf(mistake));
    expect([...shown].sort()).toEqual(['results-in-kept-buffers', 'saved-of-the-last-call']);
  });

  test('a right kernel shows nothing there', async () => {
    for (const [one, other] of pairs()) expect(await showsItself(right, one, other)).toBe(false);
  });

  /** Each call with one of its shapes and other numbers, and with one of other shapes. */
  function pairs(): (readonly [GeneratedCase, GeneratedCase])[] {
    return recipes.flatMap((recipe, i) => {
      const others = { ...recipe, fill: { ...recipe.fill, seed: recipe.fill.seed + 1 } };
      return [others, recipes[(i + 1) % recipes.length]!].map(
        (other) => [makeCase(recipe), makeCase(other)] as const,
      );
    });
  }
});

/** Whether a case comes out otherwise when another call is made before its backward. */
async function showsItself(kernel: AnyKernel, one: GeneratedCase, other: GeneratedCase): Promise<boolean> {
  const alone = await resultsOf(kernel, one);
  const first = await kernel.forward(one.inputs, one.attributes);
  await kernel.forward(other.inputs, other.attributes);
  try {
    const gradients = await kernel.backward!(one.outputGrads, first.saved);
    const named = Object.entries(gradients).map(([name, gradient]) => [`d${name}`, gradient] as const);
    return differing(alone, new Map([...Object.entries(first.outputs), ...named])).length > 0;
  } catch (error) {
    if (error instanceof SpecError) return true; // the output gradients do not fit the other call
    throw error;
  }
}
