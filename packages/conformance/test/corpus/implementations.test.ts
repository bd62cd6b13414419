import { beforeAll, expect, test } from '@jest/globals';
import { operatorNames, type Implementation } from '@gradspec/spec';
import { loadCorpus } from '../../src/corpus/corpus-file.ts';
import { builtInNames, loadBuiltIn } from '../../src/implementations/built-in.ts';
import { runOperator } from '../../src/runner/run-operator.ts';

/** Every ninth case; all of them with `GRADSPEC_CORPUS=whole`. */
const step = process.env.GRADSPEC_CORPUS === 'whole' ? 1 : 9;

const implementations: Implementation[] = [];
beforeAll(async () => {
  for (const name of builtInNames) implementations.push((await loadBuiltIn(name))!);
});

test.each(operatorNames)(
  'the implementations that have %s agree with the corpus within the derived bounds, in both dtypes',
  async (operator) => {
    const vectors = loadCorpus(operator).filter((_, i) => i % step === 0);
    const able = implementations.filter(({ kernels }) => kernels[operator]);
    expect(able.map(({ name }) => name)).toContain('naive-loops');
    const wrong: string[] = [];
    for (const implementation of able)
      for (const vector of vectors) {
        const { failures } = await runOperator(implementation, vector);
        wrong.push(
          ...failures.map(({ what, message }) => `${implementation.name}: ${vector.id}: ${what}: ${message}`),
        );
      }
    expect(wrong).toEqual([]);
  },
  120_000,
);
