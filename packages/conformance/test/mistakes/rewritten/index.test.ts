import { describe, expect, test } from '@jest/globals';
import { operators, type OperatorName } from '@gradspec/spec';
import { generatedCases } from '../../../src/generated/generated-cases.ts';
import { referenceOf, widened } from '../../../src/generated/reference.ts';
import { runCase } from '../../../src/generated/run-case.ts';
import { rewrittenMistakes } from '../../../src/mistakes/rewritten/index.ts';
import type { RewrittenMistake } from '../../../src/mistakes/rewritten/rewritten-mistake.ts';
import { anyKernelOf, type AnyKernel } from '../../../src/runner/any-kernel.ts';
import {
  answersOf,
  callsOf,
  differences,
  isFinite,
  isScaled,
  rightKernel,
  type Answers,
} from '../answers.ts';

const kernelOf = ({ implementation, operator }: RewrittenMistake): AnyKernel =>
  anyKernelOf(implementation, operator)!;

/** Calls of ordinary size without NaN and infinities. */
const smallCalls = (operator: OperatorName) =>
  callsOf(operator, 60).filter(
    (call) => isFinite(call) && Object.values(call.inputs).every(({ data }) => data.length < 300),
  );

const affected = [...new Set(rewrittenMistakes.map(({ operator }) => operator))];
const answers = new Map<string, Promise<readonly Answers[]>>();
const everyAnswer = (
  name: string,
  operator: OperatorName,
  kernel: AnyKernel,
): Promise<readonly Answers[]> => {
  const known = answers.get(name) ?? Promise.all(smallCalls(operator).map((call) => answersOf(kernel, call)));
  answers.set(name, known);
  return known;
};
const rightAnswers = (operator: OperatorName) => everyAnswer(operator, operator, rightKernel(operator));
const answersTo = (mistake: RewrittenMistake) => everyAnswer(mistake.id, mistake.operator, kernelOf(mistake));

test('there are sixteen by columns, eight by spectra and sixteen through time', () => {
  const by = (algorithm: string) =>
    rewrittenMistakes.filter(({ id }) => id.startsWith(`rewritten/${algorithm}-`)).length;
  expect([by('im2col'), by('fft'), by('bptt'), rewrittenMistakes.length]).toEqual([16, 8, 16, 40]);
  expect(new Set(rewrittenMistakes.map(({ id }) => id)).size).toBe(40);
});

test.each(rewrittenMistakes)(
  '$id tells what a diagnosis is to find',
  ({ operator, expected, name, story }) => {
    const { inputs, outputs } = operators[operator];
    const results = [...Object.keys(outputs), ...Object.keys(inputs).map((input) => `d${input}`)];
    expect(expected.wrong.filter((result) => !results.includes(result))).toEqual([]);
    const forward = expected.wrong.some((result) => Object.hasOwn(outputs, result));
    expect(forward).toBe(expected.direction === 'forward');
    expect(expected.keywords.length).toBeGreaterThan(0);
    expect(name.en).toMatch(/[^.]$/);
    expect(name.ko).toMatch(/[가-힣].*[^.]$/);
    expect(story).toMatch(/\.$/);
  },
);

test.each(rewrittenMistakes.map((mistake) => [mistake.id, mistake] as const))(
  '%s makes wrong what it says, and nothing else',
  async (_, mistake) => {
    const right = await rightAnswers(mistake.operator);
    const wrong = await answersTo(mistake);
    const found = new Set(right.flatMap((answer, i) => differences(answer, wrong[i]!)));
    expect([...found].sort()).toEqual([...mistake.expected.wrong].sort());
  },
  30_000,
);

test.each(rewrittenMistakes.map((mistake) => [mistake.id, mistake] as const))(
  '%s fails a generated case by values, not by its shapes or an error',
  async (_, mistake) => {
    const { operator, implementation } = mistake;
    const bound = implementation.claims![operator]!.bound!;
    for (const one of generatedCases(operator, { seed: 7, count: 60 })) {
      if (one.fill.nonFinite) continue;
      const { failures } = await runCase(
        kernelOf(mistake) as never,
        one,
        widened(referenceOf(one), one, bound),
      );
      if (failures.length === 0) continue;
      for (const { what, message, elements } of failures)
        if (!elements) throw new Error(`${mistake.id}: expected wrong elements, got ${what}: ${message}`);
      return;
    }
    throw new Error(`${mistake.id} passes 60 generated cases`);
  },
  30_000,
);

describe.each(affected)('of %s', (operator) => {
  const those = rewrittenMistakes.filter((mistake) => mistake.operator === operator);

  test('any two differ on some call', async () => {
    const same: string[] = [];
    for (const [i, one] of those.entries())
      for (const other of those.slice(i + 1)) {
        const [a, b] = [await answersTo(one), await answersTo(other)];
        if (a.every((answer, call) => differences(answer, b[call]!).length === 0))
          same.push(`${one.id} and ${other.id} give the same answers to every call`);
      }
    expect(same).toEqual([]);
  }, 30_000);
});

test('only the missing 1/n is nothing but a factor', async () => {
  const scaled: string[] = [];
  for (const mistake of rewrittenMistakes) {
    const [right, wrong] = [await rightAnswers(mistake.operator), await answersTo(mistake)];
    if (right.every((answer, i) => isScaled(answer, wrong[i]!))) scaled.push(mistake.id);
  }
  expect(scaled).toEqual(['rewritten/fft-conv-dw-inverse-not-scaled']);
}, 30_000);
