import { beforeAll, describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, type Tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../../src/generated/case.ts';
import { generatedCases } from '../../../src/generated/generated-cases.ts';
import type { Mistake } from '../../../src/mistakes/mistake.ts';
import type { AnyKernel, Tensors } from '../../../src/runner/any-kernel.ts';
import { recurrentMistakes } from '../../../src/mistakes/recurrent/index.ts';
import { rightKernels } from '../../../src/mistakes/recurrent/right/index.ts';
import { differing, resultsOf, type Results } from './results-of.ts';

/** Different calls with finite numbers in float64, where a mistake is told from rounding. */
const casesOf = (operator: 'rnn' | 'lstm' | 'gru') =>
  generatedCases(operator, { seed: 11, count: 200 })
    .filter(({ dtype, fill }) => dtype === 'float64' && !fill.nonFinite)
    .slice(0, 60);

describe.each(['rnn', 'lstm', 'gru'] as const)('the mistakes of %s', (operator) => {
  const mistakes = recurrentMistakes.filter((mistake) => mistake.operator === operator);
  const made = new Map<Mistake, readonly Results[]>();
  let right: readonly Results[];

  beforeAll(async () => {
    const cases = casesOf(operator);
    const all = (kernel: Mistake | undefined) =>
      Promise.all(
        cases.map((one) =>
          resultsOf(kernel ? kernel.plant(rightKernels[operator]) : rightKernels[operator], one),
        ),
      );
    right = await all(undefined);
    for (const mistake of mistakes) made.set(mistake, await all(mistake));
  });

  test('each spoils exactly the results that it names, over the cases tried', () => {
    const found = mistakes.map((mistake) => {
      const names = made.get(mistake)!.flatMap((results, i) => differing(right[i]!, results));
      return `${mistake.id}: ${[...new Set(names)].sort().join(' ')}`;
    });
    expect(found).toEqual(mistakes.map(({ id, wrong }) => `${id}: ${[...wrong].sort().join(' ')}`));
  });

  test('any two differ from each other on some case', () => {
    const alike = mistakes.flatMap((one, i) =>
      mistakes
        .slice(i + 1)
        .filter((other) => made.get(one)!.every((a, k) => differing(a, made.get(other)![k]!).length === 0))
        .map((other) => `${one.id} and ${other.id} give the same on every case`),
    );
    expect(alike).toEqual([]);
  });

  test('each gives the same wrong numbers in another implementation', async () => {
    const kernels: Readonly<Record<string, unknown>> = naiveLoops.kernels;
    const loops = kernels[operator] as AnyKernel;
    const cases = casesOf(operator).slice(0, 20);
    const otherwise: string[] = [];
    for (const mistake of mistakes) {
      const planted = mistake.plant(loops);
      const names = new Set<string>();
      for (const [i, one] of cases.entries())
        differing(made.get(mistake)![i]!, await resultsOf(planted, one)).forEach((name) => names.add(name));
      if (names.size > 0) otherwise.push(`${mistake.id}: ${[...names].join(' ')}`);
    }
    expect(otherwise).toEqual([]);
  });

  test('each refuses a wrong call as a right kernel does', async () => {
    const [{ inputs }] = casesOf(operator) as [GeneratedCase];
    const { wh, b: _b, ...rest } = inputs;
    const wrongCalls: Tensors[] = [
      rest,
      { ...rest, wh: tensor('float64', [1], [1]) },
      { ...inputs, b: { ...tensor('float64', [2], [1, 2]), shape: [3] } },
      { ...inputs, h0: wh! },
      { ...inputs, lengths: tensor('int32', [1, 1], [1]) },
    ];
    const messageOf = async (kernel: AnyKernel, wrong: Tensors) => {
      try {
        await kernel.forward(wrong);
        return 'accepted';
      } catch (error) {
        return String(error);
      }
    };
    for (const wrong of wrongCalls) {
      const due = await messageOf(rightKernels[operator], wrong);
      expect(due).toMatch(/^SpecError/);
      for (const mistake of mistakes)
        expect(`${mistake.id}: ${await messageOf(mistake.plant(rightKernels[operator]), wrong)}`).toBe(
          `${mistake.id}: ${due}`,
        );
    }
  });

  test('at most one in eight only multiplies results by a factor', () => {
    const scaling = mistakes.filter((mistake) =>
      made
        .get(mistake)!
        .every((results, i) => [...results].every(([name, got]) => isMultiple(got, right[i]!.get(name)!))),
    );
    expect(scaling.map(({ id }) => id)).toEqual([`${operator}/averaged-over-time`]);
    expect(scaling.length).toBeLessThanOrEqual(mistakes.length / 8);
  });
});

/** Whether every number is the other one times the same factor, other than 0. */
function isMultiple(got: Tensor, right: Tensor): boolean {
  const largest = Array.from(right.data).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const at = right.data.findIndex((value) => Math.abs(value) === largest);
  const factor = largest === 0 ? 1 : got.data[at]! / right.data[at]!;
  return (
    factor !== 0 &&
    right.data.every((value, i) => Math.abs(got.data[i]! - factor * value) <= 1e-9 * (1 + largest))
  );
}

test('every id is there once and begins with its operator', () => {
  const ids = recurrentMistakes.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(recurrentMistakes.filter(({ id, operator }) => !id.startsWith(`${operator}/`))).toEqual([]);
});

test('every name is in English and in Korean, and every text says something', () => {
  const poor = recurrentMistakes.filter(
    ({ name, symptom, why, mend, source }) =>
      /[가-힣]/.test(name.en) ||
      !/[가-힣]/.test(name.ko) ||
      [name.en, symptom, why, mend, source].some((text) => text.length < 6 || text.endsWith('.')),
  );
  expect(poor.map(({ id }) => id)).toEqual([]);
});
