import { beforeAll, describe, expect, test } from '@jest/globals';
import type { OperatorName } from '@gradspec/spec';
import { mistakes } from '../../src/mistakes/index.ts';
import type { Mistake } from '../../src/mistakes/mistake.ts';
import { answersOf, callsOf, differences, isFinite, isScaled, rightKernel, type Answers } from './answers.ts';

/** Calls per operator beside its vectors. */
const count = 60;

const operatorsWithMistakes = [...new Set(mistakes.map(({ operator }) => operator))];

test('every mistake has an id of its own, which starts with its operator', () => {
  const ids = mistakes.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(mistakes.filter(({ id, operator }) => !id.startsWith(`${operator}/`))).toEqual([]);
});

test('every mistake says all there is to say, in sentences without their end', () => {
  for (const { id, name, symptom, why, mend, source, wrong } of mistakes) {
    const texts = { id, en: name.en, ko: name.ko, symptom, why, mend, source };
    for (const [what, text] of Object.entries(texts))
      expect([id, what, text]).toEqual([id, what, expect.stringMatching(/^\S.*[^\s.]$/)]);
    expect([id, name.ko]).toEqual([id, expect.stringMatching(/[가-힣]/)]);
    expect([id, wrong.length > 0]).toEqual([id, true]);
  }
});

/** The mistakes that only multiply results by a number; filled as the operators are gone through. */
const scalars: string[] = [];

describe.each(operatorsWithMistakes)('%s', (operator: OperatorName) => {
  const own = mistakes.filter((mistake) => mistake.operator === operator);
  const calls = callsOf(operator, count);
  const right: Answers[] = [];
  const wrong = new Map<Mistake, readonly Answers[]>();

  beforeAll(async () => {
    for (const call of calls) right.push(await answersOf(rightKernel(operator), call));
    for (const mistake of own) {
      const kernel = mistake.plant(rightKernel(operator));
      const answers: Answers[] = [];
      for (const call of calls) answers.push(await answersOf(kernel, call));
      wrong.set(mistake, answers);
      const finite = calls.flatMap((call, i) => (isFinite(call) ? [i] : []));
      const differs = finite.some((i) => differences(right[i]!, answers[i]!).length > 0);
      if (differs && finite.every((i) => isScaled(right[i]!, answers[i]!))) scalars.push(mistake.id);
    }
  }, 60_000);

  const wrongOver = (mistake: Mistake, counted: (i: number) => boolean) =>
    new Set(wrong.get(mistake)!.flatMap((answers, i) => (counted(i) ? differences(right[i]!, answers) : [])));

  test.each(own)('$id: exactly the results that it names are wrong', (mistake) => {
    const finite = wrongOver(mistake, (i) => isFinite(calls[i]!));
    const found = finite.size > 0 ? finite : wrongOver(mistake, () => true);
    expect([...found].sort()).toEqual([...mistake.wrong].sort());
  });

  test('no two mistakes are the same', () => {
    const same = own.flatMap((one, i) =>
      own
        .slice(i + 1)
        .filter((other) =>
          wrong.get(one)!.every((answers, j) => differences(answers, wrong.get(other)![j]!).length === 0),
        )
        .map((other) => `${one.id} = ${other.id}`),
    );
    expect(same).toEqual([]);
  });
});

test('at most one mistake in eight is only a factor', () => {
  expect(scalars).toContain('conv/dw-batch-mean');
  expect(scalars).toContain('reciprocal/minus-forgotten');
  expect(scalars).not.toContain('conv/dw-flipped');
  expect(scalars.length).toBeLessThanOrEqual(mistakes.length / 8);
});
