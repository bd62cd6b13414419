import { describe, expect, test } from '@jest/globals';
import { checkCall, tensor, type Int32Tensor, type Reduction } from '@gradspec/spec';
import { lossGradients, reduceLosses } from '../src/reduction.ts';

const callOf = (reduction: Reduction, labels = [1, -1, 0, 1]) =>
  checkCall(
    'hingeLoss',
    {
      scores: tensor('float32', [labels.length, 2], new Float32Array(2 * labels.length)),
      labels: tensor('int32', [labels.length], labels) as Int32Tensor,
    },
    { reduction },
  );
const losses = Float64Array.of(5, 0, -2, 9);

describe('reduceLosses', () => {
  test.each<[Reduction, number[], number[]]>([
    ['none', [4], [5, 0, -2, 9]],
    ['sum', [], [12]],
    ['mean', [], [4]],
  ])('reduction %s', (reduction, shape, values) => {
    expect(reduceLosses(callOf(reduction), losses)).toEqual(tensor('float32', shape, values));
  });
  test('no label at all sums up to 0', () => {
    expect(reduceLosses(callOf('sum', [-1, -1]), new Float64Array(2)).data[0]).toBe(0);
    expect(reduceLosses(callOf('sum', []), new Float64Array(0)).data[0]).toBe(0);
  });
});

describe('lossGradients', () => {
  test('without a reduction they are the gradients of the loss', () => {
    const dloss = tensor('float32', [4], [3, NaN, -6, 1]);
    expect([...lossGradients(callOf('none'), dloss)]).toEqual([3, NaN, -6, 1]);
  });
  test.each<[Reduction, number]>([
    ['sum', -6],
    ['mean', -2],
  ])('a %s gives every loss the same', (reduction, each) => {
    const gradients = lossGradients(callOf(reduction), tensor('float32', [], [-6]));
    expect([...gradients]).toEqual([each, each, each, each]);
  });
});
