import { expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { checks } from '../../src/checks/index.ts';
import { gradspec } from '../cli/command.ts';

test('ids are different, and every check says what it catches, why it works and when it proves little', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  for (const { id, title, catches, why, provesLittle, operators, dtypes } of checks) {
    expect(`${id}: ${[title, catches, why, provesLittle].every((text) => text.length > 10)}`).toBe(
      `${id}: true`,
    );
    expect(title.length).toBeLessThanOrEqual(76);
    expect(operators.length * dtypes.length).toBeGreaterThan(0);
  }
});

test('every check has a test with a planted mistake', () => {
  const tests = ['laws', 'manners', 'values'].flatMap((folder) => readdirSync(resolve(__dirname, folder)));
  const files = (id: string) => (id === 'generated' ? 'generated-cases' : id);
  for (const { id } of checks) expect(tests).toContain(`${files(id)}.test.ts`);
});

test('gradspec checks lists all of them within 80 columns', () => {
  const { code, out } = gradspec(['checks']);
  expect(code).toBe(0);
  for (const { id } of checks) expect(out).toMatch(new RegExp(`^${id}$`, 'm'));
  for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
});

test('gradspec checks <id> says why one works, and knows the nearest id to a wrong one', () => {
  expect(gradspec(['checks', 'linearity']).out).toMatch(
    /why it works\n[\s\S]*gradspec run <implementation> --check linearity/,
  );
  const { code, err } = gradspec(['checks', 'linarity']);
  expect(code).toBe(2);
  expect(err).toMatch(/there is no check 'linarity'; the nearest: linearity/);
});

test('gradspec run --check runs these checks only, and refuses vectors beside them', () => {
  const { code, out } = gradspec([
    'run',
    'rnn-bptt',
    '--check',
    'linearity',
    '--check',
    'commutativity',
    '--operator',
    'conv',
  ]);
  expect(code).toBe(0);
  expect(out).toMatch(/conv +✓ 4\/4[\s\S]*✓ rnn-bptt \S+ passes 2 checks over 1 operator/);
  const both = gradspec(['run', 'rnn-bptt', '--check', 'linearity', '--only', 'conv/primes-2d']);
  expect(both.code).toBe(2);
  expect(both.err).toMatch(/--only runs vectors and --check runs checks: give one of them/);
});
