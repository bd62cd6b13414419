import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { operatorNames, type Kernel, type OperatorName } from '@gradspec/spec';
import { makeCase } from '../../../src/generated/case.ts';
import { recipesFrom } from '../../../src/generated/generated-cases.ts';
import { referenceOf } from '../../../src/generated/reference.ts';
import { runCase } from '../../../src/generated/run-case.ts';
import { hygieneMistakes } from '../../../src/mistakes/hygiene/index.ts';
import type { Mistake } from '../../../src/mistakes/mistake.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { differing, resultsOf } from '../recurrent/results-of.ts';

const kernels: Readonly<Record<string, unknown>> = naiveLoops.kernels;
const rightOf = (operator: OperatorName) => kernels[operator] as AnyKernel;

/** What a generated case says of each mistake. */
const said: Readonly<Record<string, RegExp>> = {
  'changes-its-inputs': /changed its input/,
  'changes-its-output-gradients': /changed its output gradient/,
  'gradient-in-an-inputs-memory': /shares its memory with/,
  'results-in-an-arena': /shares its memory with|changed its earlier output/,
  'results-in-kept-buffers': /changed its earlier (output|gradient)|the same call gives other numbers/,
  'gradient-is-the-output-gradient': /shares its memory with/,
  'second-backward-accumulates': /the same call gives other numbers the second time/,
  'saved-is-freed': /what forward saved has been freed/,
  'saved-of-the-last-call': /elements? (is|are) wrong|gives other numbers|threw SpecError/,
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

  test('each mistake is found by some case, in words that fit it', async () => {
    const missed = new Set(mistakes);
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
});
