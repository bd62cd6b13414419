import { beforeAll, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { generatedCases } from '../../../src/generated/generated-cases.ts';
import { gateAndFunctionMistakes as gateMistakes } from '../../../src/mistakes/graph-order/index.ts';
import type { Mistake } from '../../../src/mistakes/mistake.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { differing, resultsOf, type Results } from '../recurrent/results-of.ts';

const kernels: Readonly<Record<string, unknown>> = naiveLoops.kernels;
const made = new Map<Mistake, readonly { readonly right: Results; readonly got: Results }[]>();

beforeAll(async () => {
  for (const mistake of gateMistakes) {
    const right = kernels[mistake.operator] as AnyKernel;
    const planted = mistake.plant(right);
    const cases = generatedCases(mistake.operator, { seed: 5, count: 40 }).filter(
      ({ dtype, fill }) => dtype === 'float64' && !fill.nonFinite,
    );
    made.set(
      mistake,
      await Promise.all(
        cases.map(async (one) => ({
          right: await resultsOf(right, one),
          got: await resultsOf(planted, one),
        })),
      ),
    );
  }
});

test('each spoils exactly the results that it names, over the cases tried', () => {
  const found = gateMistakes.map((mistake) => {
    const names = made.get(mistake)!.flatMap(({ right, got }) => differing(right, got));
    return `${mistake.id}: ${[...new Set(names)].sort().join(' ')}`;
  });
  expect(found).toEqual(gateMistakes.map(({ id, wrong }) => `${id}: ${[...wrong].sort().join(' ')}`));
});

test('any two of one operator differ from each other on some case', () => {
  const alike = gateMistakes.flatMap((one, i) =>
    gateMistakes
      .slice(i + 1)
      .filter(({ operator }) => operator === one.operator)
      .filter((other) =>
        made.get(one)!.every(({ got }, k) => differing(got, made.get(other)![k]!.got).length === 0),
      )
      .map((other) => `${one.id} and ${other.id} give the same on every case`),
  );
  expect(alike).toEqual([]);
});

test('only the gradients that are asked for come back', async () => {
  const mistake = gateMistakes.find(({ id }) => id === 'multiply/gradient-of-own-value')!;
  const [one] = generatedCases('multiply', { seed: 5, count: 1 });
  const planted = mistake.plant(kernels.multiply as AnyKernel);
  const { saved } = await planted.forward(one!.inputs);
  expect(Object.keys(await planted.backward!(one!.outputGrads, saved, ['b']))).toEqual(['b']);
});

test('every id is there once, and every name is in English and in Korean', () => {
  const ids = gateMistakes.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  const poor = gateMistakes.filter(
    ({ id, operator, name }) =>
      !id.startsWith(`${operator}/`) || /[가-힣]/.test(name.en) || !/[가-힣]/.test(name.ko),
  );
  expect(poor).toEqual([]);
});
