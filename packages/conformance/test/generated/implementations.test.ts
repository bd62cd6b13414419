import { beforeAll, describe, expect, test } from '@jest/globals';
import { operatorNames, type Implementation } from '@gradspec/spec';
import { checkGenerated } from '../../src/generated/check-generated.ts';
import { generatedFailureText } from '../../src/generated/failure-text.ts';
import { builtInNames, loadBuiltIn } from '../../src/implementations/built-in.ts';
import { startKernels } from '../../src/verify/kernel-build.ts';

/** A few, of other calls than `npm run conformance` goes through on these kernels. */
const range = { seed: 2026, count: 25 };

describe(`on the ${startKernels()} kernels`, () => {
  const implementations: Implementation[] = [];
  beforeAll(async () => {
    for (const name of builtInNames) implementations.push((await loadBuiltIn(name))!);
  });

  test.each(operatorNames)(
    '%s agrees with the definition on generated cases, on every implementation that has it',
    async (operator) => {
      const { results } = await checkGenerated(implementations, operator, range);
      expect(results.map(({ implementation }) => implementation)).toEqual(
        implementations.filter(({ kernels }) => kernels[operator]).map(({ name }) => name),
      );
      for (const result of results)
        if (result.failed > 0) throw new Error(generatedFailureText(result, result.implementation));
    },
    60_000,
  );
});
