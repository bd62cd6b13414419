import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gradspec } from '../cli/command.ts';

test('gradspec mistakes prints what finds each mistake of an operator in every implementation, and exits with 0', () => {
  const { code, out } = gradspec(['mistakes', '--operator', 'sum']);
  expect(out).toMatch(/^sum: \d+ in naive-loops, matrix-im2col, matrix-im2col-winograd\n/);
  expect(out).toMatch(/^ {2}mean +sum\/\S+ +\d+ +[\d.]+ +\d+$/m);
  expect(out).toMatch(/^ {2}changes-its-inputs +1 +sum\/\S+ +1 +sum of naive-loops$/m);
  expect(out).toMatch(/^matrix-im2col: \d+ planted, \d+ found by vectors, .* 0 live$/m);
  expect(out).toMatch(/0 live in [\d.]+ s\n$/);
  expect(out).not.toContain('conv/');
  expect(code).toBe(0);
});

test('a full run says how many vectors and checks find each, and the fewest vectors that find all', () => {
  const { code, out } = gradspec([
    ...['mistakes', '--operator', 'slice', '--full'],
    ...['--implementation', 'naive-loops'],
  ]);
  expect(out).toMatch(/found first by +after +ms +case +vectors +checks\n/);
  expect(out).toMatch(/^ {2}\S+ +slice\/\S+ +1 +[\d.]+ +\d+ +\d+ +\d+\/\d+$/m);
  expect(out).toMatch(/slice: the fewest vectors that find \d+ mistakes\n {2}slice\/\S+\n/);
  expect(code).toBe(0);
});

test('the mistakes of nets are planted in their backward pass', () => {
  const { code, out } = gradspec(['mistakes', '--operator', 'graph']);
  expect(out).toMatch(/^graph: 14 in graph\n/);
  expect(out).toMatch(/^ {2}overwritten-at-branches +graph\/\S+ /m);
  expect(code).toBe(0);
});

test('slips that change nothing are listed with the reason', () => {
  const { out } = gradspec(['mistakes', '--operator', 'rnn', '--implementation', 'rnn-bptt']);
  expect(out).toMatch(/^ {2}rnn\/relu-derivative-of-z +h > 0 exactly where z > 0$/m);
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
  expect(out).toMatch(/^ {2}mean +LIVES/m);
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

test('the page is of naive-loops and of every operator: it cannot be asked of another', () => {
  const { code, err } = gradspec(['mistakes', '--markdown', '--operator', 'sum']);
  expect(err).toMatch(/--markdown is of naive-loops and of every operator/);
  expect(code).toBe(2);
});

test('--diagnosis prints how often the planted mistake is named, and the page of it', () => {
  const { code, out } = gradspec(['mistakes', '--diagnosis', '--operator', 'add']);
  expect(out).toMatch(
    /^the catalogue, planted one at a time in naive-loops: (\d+) of \1 named first \(100\.0 %/,
  );
  expect(out).toMatch(/\nright implementations: (\d+) of \1 without a diagnosis \(100\.0 %/);
  expect(code).toBe(0);
  const page = gradspec(['mistakes', '--diagnosis', '--operator', 'add', '--markdown']);
  expect(page.out).toMatch(/^# The diagnosis in figures\n/);
  expect(page.code).toBe(0);
});
