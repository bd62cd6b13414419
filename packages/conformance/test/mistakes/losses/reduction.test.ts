import { expect, test } from '@jest/globals';
import { gradientBy, lossBy, softmaxOf } from '../../../src/mistakes/losses/reduction.ts';
import { variationsOf } from '../../../src/mistakes/variations.ts';
import { wrongResults } from '../answers.ts';

test('the cross entropy by rows is the operator’s own in every reduction, forward and backward', async () => {
  const same = variationsOf('softmaxCrossEntropy').changed({
    loss: lossBy((scores, label) => {
      const most = Math.max(...scores);
      return Math.log(scores.reduce((sum, s) => sum + Math.exp(s - most), 0)) - (scores[label]! - most);
    }),
    dscores: gradientBy((scores, label) => softmaxOf(scores).map((p, k) => (k === label ? p - 1 : p))),
  });
  expect(await wrongResults('softmaxCrossEntropy', same)).toEqual([]);
});
