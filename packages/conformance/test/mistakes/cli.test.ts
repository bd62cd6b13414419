import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gradspec } from '../cli/command.ts';

test('gradspec mistakes prints what kills each mistake of an operator, and exits with 0 when none lives', () => {
  const { code, out } = gradspec(['mistakes', '--operator', 'sum']);
  expect(out).toMatch(/^naive-loops: \d+ planted/);
  expect(out).toMatch(/sum\/mean +sum\/\S+ \(after \d+, [\d.]+ ms\) +case \d+ \(after \d+, [\d.]+ ms\)/);
  expect(out).toMatch(/0 live in [\d.]+ s\n$/);
  expect(out).not.toContain('conv/');
  expect(code).toBe(0);
});

test('several implementations have a part each, in Markdown too', () => {
  const { code, out } = gradspec([
    'mistakes',
    ...['--operator', 'exp', '--markdown', '--implementation', 'naive-loops', 'matrix-im2col'],
  ]);
  expect(out).toMatch(/^## naive-loops\n/);
  expect(out).toMatch(/\n## matrix-im2col\n/);
  expect(out).toMatch(/\| exp\/power-rule \| exp\/\S+ \(after \d+, [\d.]+ ms\) \| case \d+/);
  expect(code).toBe(0);
});

test('exits with 1 and names the mistakes that live', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradspec-mistakes-'));
  const module = join(folder, 'refuses.mjs');
  // Every probe finds this implementation wrong, so none of them can tell a mistake in it.
  writeFileSync(
    module,
    `const forward = () => { throw new Error('no sums today'); };
     export default { name: 'refuses', version: '1', kernels: { sum: { forward, backward: forward } } };`,
  );
  const { code, out } = gradspec(['mistakes', '--operator', 'sum', '--implementation', module]);
  expect(out).toContain('sum/mean lives in refuses: it is the mean');
  expect(code).toBe(1);
});

test('an operator that does not exist, and one that nobody can be mistaken in, are errors of usage', () => {
  const unknown = gradspec(['mistakes', '--operator', 'convolution']);
  expect(unknown.err).toMatch(/there is no operator 'convolution'; the nearest: /);
  expect(unknown.code).toBe(2);
  const unclaimed = gradspec(['mistakes', '--operator', 'linear', '--implementation', 'fft-conv']);
  expect(unclaimed.err).toContain('there is no mistake of linear that can be planted into fft-conv');
  expect(unclaimed.code).toBe(2);
});
