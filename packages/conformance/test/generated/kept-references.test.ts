import { expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../src/generated/case.ts';
import { keptReferenceOf } from '../../src/generated/kept-references.ts';

const scaled = (x: readonly number[], value = 3, dy: readonly number[] = [2, -1, 5]): GeneratedCase => ({
  operator: 'scale',
  shapes: { x: [3] },
  attributes: { value },
  dtype: 'float64',
  fill: { kind: 'integers', reach: 3, seed: 0, nonFinite: false },
  inputs: { x: tensor('float64', [3], x) },
  outputGrads: { y: tensor('float64', [3], dy) },
});

test('the same call has the same reference, whoever asks', () => {
  expect(keptReferenceOf(scaled([1, -2, 4]))).toBe(keptReferenceOf(scaled([1, -2, 4])));
});

test.each<[string, GeneratedCase]>([
  ['another number', scaled([1, -2, 5])],
  ['a zero of the other sign', scaled([1, -2, -0])],
  ['another attribute', scaled([1, -2, 0], 4)],
  ['another output gradient', scaled([1, -2, 0], 3, [2, -1, 6])],
])('%s is another call', (_, other) => {
  expect(keptReferenceOf(other)).not.toBe(keptReferenceOf(scaled([1, -2, 0])));
});

test('a call whose input was written into is not answered from what was kept', () => {
  const call = scaled([1, -2, 4]);
  expect(keptReferenceOf(call).outputs.y!.values).toEqual([3, -6, 12]);
  call.inputs.x!.data[0] = 7;
  expect(keptReferenceOf(call).outputs.y!.values).toEqual([21, -6, 12]);
});
