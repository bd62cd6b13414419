import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { diagnosed, mentioning, naming, type Diagnosed } from '../../../src/diagnosis/figures/figure.ts';
import { figuresPage, figuresText, isReached } from '../../../src/diagnosis/figures/figures-text.ts';
import { pairSubjects, rightSubjects, singleSubjects } from '../../../src/diagnosis/figures/subjects.ts';
import { mistakes } from '../../../src/mistakes/index.ts';
import type { Finding } from '../../../src/diagnosis/findings.ts';
import { isOutput } from '../../../src/diagnosis/tried.ts';
import { mistake } from '../planted.ts';

const of = (...operators: string[]) => mistakes.filter(({ operator }) => operators.includes(operator));

test('a mistake that is named first is right, and one that is taken for another is not', async () => {
  const [subject] = singleSubjects(naiveLoops, [mistake('sum/mean')]);
  expect(await diagnosed(subject!)).toMatchObject({ came: { isRight: true, ties: 0 } });
  const confused = await diagnosed({ ...subject!, right: naming(['sum/starts-with-zero']) });
  expect(confused).toMatchObject({
    came: { isRight: false },
    said: expect.stringMatching(/^matched: .*\(sum\/mean\)/),
  });
});

test('a right implementation is right when nothing is said, and a wrong one is not', async () => {
  const [subject] = rightSubjects([naiveLoops], 'concat');
  expect(await diagnosed(subject!)).toMatchObject({ came: { isRight: true }, said: 'nothing' });
  const { implementation } = singleSubjects(naiveLoops, [mistake('sum/mean')])[0]!;
  const wrong = await diagnosed({ ...subject!, operator: 'sum', implementation });
  expect(wrong.came.isRight).toBe(false);
});

test('a finding mentions a word as it stands, or as a gradient of that name', () => {
  const finding = (sentence: string) =>
    [{ operator: 'lstm', certainty: 'recovered', sentence }] as const satisfies readonly Finding[];
  const said = (words: readonly string[], sentence: string) => mentioning(words)(finding(sentence)).isRight;
  expect(said(['f'], 'only the rows of f are wrong')).toBe(true);
  expect(said(['f'], 'only the first rows of i are wrong')).toBe(false);
  expect(said(['h0'], 'dh0 is wrong')).toBe(true);
  expect(said(['c[t−1]'], 'h reads c[t−1]')).toBe(true);
  expect(said(['padding', 'border'], 'it stands at the border')).toBe(true);
  expect(mentioning(['f'])([]).isRight).toBe(false);
});

test('pairs are the same ones every time, evenly drawn, in different directions', async () => {
  const own = of('linear', 'meanSquaredError', 'maxPool');
  const [once, again] = [await pairSubjects(naiveLoops, own, 12), await pairSubjects(naiveLoops, own, 12)];
  expect(once.map(({ id }) => id)).toEqual(again.map(({ id }) => id));
  expect(new Set(once.map(({ operator }) => operator))).toEqual(
    new Set(['linear', 'meanSquaredError', 'maxPool']),
  );
  for (const { id } of once) {
    const [first, second] = id.split(' + ').map(mistake);
    expect(first!.wrong.some(isOutput) || first!.wrong.every((name) => ['dw', 'db'].includes(name))).toBe(
      true,
    );
    expect(second!.wrong.some(isOutput)).toBe(false);
    expect(second!.wrong).toContain(second!.operator === 'meanSquaredError' ? second!.wrong[0] : 'dx');
  }
  expect(new Set(once.map(({ id }) => id)).size).toBe(12);
});

const came = (id: string, isRight: boolean, seconds: number, ties = 0): Diagnosed => ({
  subject: { id, operator: 'sum', implementation: naiveLoops, right: naming([id]) },
  came: { isRight, ties },
  said: isRight ? `matched: ${id}` : 'suspected: something else',
  seconds,
});
const figure = {
  name: 'some mistakes',
  right: 'named first',
  least: 0.7,
  diagnosed: [came('sum/a', true, 0.25, 1), came('sum/b', false, 3.5), came('sum/c', true, 0.5)],
};

test('figures count what is right, name what is not, and say how long it took', () => {
  const text = figuresText([figure], new Map([['sum', 4]]));
  expect(text).toContain(
    'some mistakes: 2 of 3 named first (66.7 %, expected at least 70.0 %), 1 of them beside others that give the same numbers',
  );
  expect(text).toContain('takes 0.50 s in the median and 3.50 s at worst (sum/b)');
  expect(text).toContain('  sum/b: suspected: something else');
  expect(text).not.toContain('sum/a:');
  expect(text).toContain(
    'in a process that has run a while the first diagnosis of an operator takes 4.00 s in the median and 4.00 s at worst (sum)',
  );
  expect([isReached(figure), isReached({ ...figure, least: 0.6 })]).toEqual([false, true]);
});

test('the page has a row for every figure, and a list of what is not right', () => {
  const page = figuresPage([figure], new Map([['sum', 4]]));
  expect(page).toContain('| some mistakes | named first | 2 | 3 | 66.7 % | 70.0 % | 1 | 0.50 s | 3.50 s |');
  expect(page).toContain('## Not right: some mistakes\n\n- sum/b: suspected: something else');
});
