import { expect, test } from '@jest/globals';
import { bestPeer, fastest, measuredCell, partOfPeak, ratioOf, speedOf } from '../src/ratios.ts';
import { measured, rowOf, runOf } from './fakes.ts';

const row = rowOf('cifar', 'forward', [
  measured('matrix-im2col relaxed', 0.1),
  measured('tfjs-wasm', 0.4),
  measured('onnxruntime-web', 0.3),
  measured('pytorch', 0.01),
  { contestant: 'matrix-im2col simd', outcome: 'wrong', reason: 'y is missing' },
]);
const run = runOf([row]);
const relaxed = measuredCell(row, 'matrix-im2col relaxed')!;

test('the best peer is the fastest JavaScript one: neither native nor ours', () => {
  expect(bestPeer(run, row)?.contestant).toBe('onnxruntime-web');
  expect(ratioOf(relaxed, bestPeer(run, row)!)).toBeCloseTo(3, 12);
  expect(bestPeer(run, rowOf('cifar', 'forward', [measured('pytorch', 1)]))).toBeUndefined();
});

test('the fastest of some names, of those that were measured', () => {
  expect(fastest(row, ['tfjs-wasm', 'matrix-im2col simd', 'pytorch'])?.contestant).toBe('pytorch');
  expect(fastest(row, ['matrix-im2col simd'])).toBeUndefined();
});

test('a contestant is compared with the peak of its own build', () => {
  expect(speedOf(row, relaxed)).toBeCloseTo(30e9, 3);
  expect(partOfPeak(run, row, relaxed)).toBeCloseTo(30 / 40, 12);
  expect(partOfPeak(run, row, measuredCell(row, 'tfjs-wasm')!)).toBeCloseTo(7.5 / 20, 12);
  expect(partOfPeak(run, row, measuredCell(row, 'pytorch')!)).toBeUndefined();
  expect(partOfPeak({ ...run, peaks: {} }, row, relaxed)).toBeUndefined();
});
