import { describe, expect, test } from '@jest/globals';
import { run, shaped, type Plain } from '../run.ts';

const ln = Math.log;
const scalar = (value: number) => shaped([], [value]);
const close = (got: readonly number[] | undefined, expected: readonly number[]) => {
  expect(got).toHaveLength(expected.length);
  got!.forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 13));
};

describe('softmaxCrossEntropy', () => {
  // probabilities 1/4 3/4, 1/2 1/2, 2/3 1/3; the middle label does not count
  const inputs = { scores: shaped([3, 2], [0, ln(3), 5, 5, ln(2), 0]), labels: [0, -1, 1] };
  const d = [-0.75, 0.75, 0, 0, 2 / 3, -2 / 3];

  test.each([
    ['none', [ln(4), 0, ln(3)], [10, 99, 20] as Plain, [-7.5, 7.5, 0, 0, 40 / 3, -40 / 3]],
    ['sum', [ln(4) + ln(3)], scalar(10), d.map((v) => 10 * v)],
    ['mean', [(ln(4) + ln(3)) / 2], scalar(10), d.map((v) => 5 * v)],
  ] as const)('reduction %s leaves a label of −1 out', (reduction, loss, dloss, ds) => {
    const { outputs, grads } = run('softmaxCrossEntropy', inputs, { reduction }, { loss: dloss });
    close(outputs.loss, loss);
    close(grads.scores, ds);
  });

  test('does not overflow, and does not read the scores of a label of −1', () => {
    const extreme = { scores: shaped([2, 2], [1000, 1000 + ln(3), NaN, Infinity]), labels: [0, -1] };
    const { outputs, grads } = run('softmaxCrossEntropy', extreme, {}, { loss: scalar(1) });
    close(outputs.loss, [ln(4)]);
    close(grads.scores, [-0.75, 0.75, 0, 0]);
  });
});

describe('hingeLoss', () => {
  // row 0: 5 − 3 + 1 = 3 and −2 − 3 + 1 < 0; row 1: both are missed, by 1.5 and 0.5; row 2 does not count
  const inputs = { scores: shaped([3, 3], [3, 5, -2, 1, 0, 0.5, NaN, 1, 2]), labels: [0, 1, -1] };

  test.each([
    ['none', [3, 3.5, 0], [10, 20, 99] as Plain, [-10, 10, 0, 20, -40, 20, 0, 0, 0]],
    ['sum', [6.5], scalar(10), [-10, 10, 0, 10, -20, 10, 0, 0, 0]],
    ['mean', [3.25], scalar(10), [-5, 5, 0, 5, -10, 5, 0, 0, 0]],
  ] as const)('reduction %s leaves the right class and a label of −1 out', (reduction, loss, dloss, ds) => {
    const { outputs, grads } = run('hingeLoss', inputs, { reduction }, { loss: dloss });
    expect([outputs.loss, grads.scores]).toEqual([loss, ds]);
  });

  test('a margin that is just kept has loss 0 and gradient 0', () => {
    const { outputs, grads } = run(
      'hingeLoss',
      { scores: [3, 1], labels: shaped([], [0]) },
      { margin: 2 },
      { loss: scalar(1) },
    );
    expect([outputs.loss, grads.scores]).toEqual([[0], [0, 0]]);
  });
});

describe('meanSquaredError', () => {
  test.each([
    ['none', [4, 9], [10, 100] as Plain, [40, -600]],
    ['sum', [13], scalar(10), [40, -60]],
    ['mean', [6.5], scalar(10), [20, -30]],
  ] as const)('reduction %s of the squared differences 4 and 9', (reduction, loss, dloss, dp) => {
    const { outputs, grads } = run(
      'meanSquaredError',
      { prediction: [5, 1], target: [3, 4] },
      { reduction },
      { loss: dloss },
    );
    expect(outputs.loss).toEqual(loss);
    expect(grads).toEqual({ prediction: dp, target: dp.map((v) => -v) });
  });

  test('the sum over nothing is 0', () => {
    expect(
      run('meanSquaredError', { prediction: [], target: [] }, { reduction: 'sum' }).outputs.loss,
    ).toEqual([0]);
  });
});

test('sumOfSquares is scale · Σ x², with gradient 2 · scale · x', () => {
  const { outputs, grads } = run('sumOfSquares', { x: [3, -1] }, { scale: 0.5 }, { loss: scalar(10) });
  expect([outputs.loss, grads.x]).toEqual([[5], [30, -10]]);
});
