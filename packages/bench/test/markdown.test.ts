import { expect, test } from '@jest/globals';
import { markdownPage } from '../src/markdown.ts';
import type { Measured } from '../src/run-record.ts';
import { measured, rowOf, runOf } from './fakes.ts';

const fast = measured('matrix-im2col relaxed', 0.1) as Measured;
const row = rowOf('lenet', 'forward', [
  { ...fast, memory: { highWater: 2 ** 19, tensors: 2 ** 21 } },
  measured('tfjs-wasm', 0.2),
  { contestant: 'mathjs', outcome: 'wrong', reason: 'y[0] | expected <1>' },
]);
const absent = [{ name: 'pytorch', reason: 'there is no python3\non this machine' }];
const page = markdownPage(runOf([row], { absent }));

test('the page has the machine, the peaks, the targets and every cell', () => {
  expect(page).toContain('- a processor, linux x64, Node 20.19.0, one thread, float32, 2026-05-04\n');
  expect(page).toContain('simd 20.0 GFLOP/s, relaxed 40.0 GFLOP/s');
  expect(page).toContain('- not measured: pytorch (there is no python3 on this machine)\n');
  expect(page).toMatch(/\| lenet, forward +\| ≥ 1.3× +\| 2.00× +\| met/);
  expect(page).toMatch(
    /\| forward +\| matrix-im2col relaxed +\| 100 ms +\|.*\| 30.0 +\| 2.00× +\| 75 % \| 512 KiB \/ 2.00 MiB \|/,
  );
  expect(page).toContain('wrong: y[0] \\| expected \\<1\\>');
});

test('a quick run says so', () => {
  expect(page).not.toContain('quick');
  expect(markdownPage(runOf([row], { quick: true }))).toContain('- a quick run: few samples, some workloads');
});
