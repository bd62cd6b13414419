import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { plantedPair } from '../../../src/diagnosis/catalogue/pairs-of-mistakes.ts';
import { diagnoseOperator } from '../../../src/diagnosis/diagnose-operator.ts';
import { resultsOf, agree } from '../../../src/diagnosis/results.ts';
import { trialsOf } from '../../../src/diagnosis/trials.ts';
import { having, mistake, right } from '../planted.ts';

const pair = (first: string, second: string) => [mistake(first), mistake(second)] as const;

describe('two mistakes at once', () => {
  test.each([
    ['linear/dw-batch-mean', 'linear/dx-untransposed'],
    ['avgPool/counts-overhang', 'avgPool/dx-not-divided'],
    ['gru/wh-transposed', 'gru/candidate-derivative-missing'],
    ['rnn/wh-transposed', 'rnn/h0-gradient-missing'],
  ])('%s and %s are named first, together', async (first, second) => {
    const [one] = pair(first, second);
    const [finding] = await diagnoseOperator(
      having(one.operator, plantedPair(pair(first, second))),
      one.operator,
    );
    expect(finding).toMatchObject({ certainty: 'matched', mistakes: expect.any(Array) });
    expect([...finding!.mistakes!].sort()).toEqual([first, second].sort());
    expect(finding!.sentence).toMatch(/^two mistakes at once: .*To mend: /);
  });

  test('formulas of two recurrences are both replaced, not one after the other', async () => {
    const [first, second] = pair('lstm/candidate-with-sigmoid', 'lstm/forget-gate-derivative-missing');
    const both = plantedPair([first, second]);
    for (const [one, result] of [
      [first, 'h'],
      [second, 'h'],
    ] as const) {
      const alone = one.plant(right('lstm'));
      let differs = false;
      for (const trial of trialsOf('lstm').slice(0, 6)) {
        const [a, b] = [await resultsOf(both, trial), await resultsOf(alone, trial)];
        differs ||= !agree(a.dwx, b.dwx);
        if (one === first) expect(agree(a[result], b[result])).toBe(true);
      }
      expect(differs).toBe(true);
    }
  });
});

test('a right kernel is told nothing', async () => {
  expect(await diagnoseOperator(naiveLoops, 'gru')).toEqual([]);
});
