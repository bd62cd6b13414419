import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const main = resolve(__dirname, '../../dist/verify/main.js');

function verify(args: readonly string[], environment: Record<string, string> = {}) {
  if (!existsSync(main)) throw new Error('the command is not built; run npm run build');
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env });
  return { code: status, out: stdout, err: stderr };
}

test('what agrees ends with 0 and a page of results and distribution', () => {
  const { code, out } = verify(['--cases', '20', '--operator', 'elu', '--implementation', 'naive-loops']);
  expect(out).toMatch(/\| elu \| ✓ 20, /);
  expect(out).toMatch(/\| elu \| 20 \| \d+ \| alpha \d+ % \|/);
  expect(out).toMatch(/20 cases on the \w+ kernels in \d+ s: all agree/);
  expect(code).toBe(0);
});

test('the kernels are those that GRADSPEC_KERNELS names', () => {
  const { out } = verify(['--cases', '2', '--operator', 'sum'], { GRADSPEC_KERNELS: 'typescript' });
  expect(out).toContain('# Generated cases, kernels `typescript`');
});

describe('an implementation that is wrong', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'gradspec-verify-')), 'mine.mjs');
  writeFileSync(
    file,
    `const forward = ({ x }) => ({ outputs: { y: { ...x, data: x.data.map((v) => Math.abs(v)) } }, saved: 0 });
     export default { name: 'mine', version: '1', kernels: { relu: { forward } } };`,
  );

  test('ends with 1, its smallest case, and the command that shows it again', () => {
    const { code, out } = verify(['--cases', '20', '--operator', 'relu', '--implementation', file]);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ relu on mine: \d+ of 20 generated cases are wrong/);
    expect(out).toMatch(/x \[\] = -1/);
    expect(out).toMatch(/expected 0 +got 1/);
    expect(out).toMatch(/reproduce: gradspec run \S+mine\.mjs --operator relu --seed 1 --index \d+/);
  });

  test('leaves the page in the file that was asked for', () => {
    const page = join(file, '../page.md');
    const { out } = verify([
      '--cases',
      '5',
      '--operator',
      'relu',
      '--implementation',
      file,
      '--markdown',
      page,
    ]);
    expect(readFileSync(page, 'utf8')).toMatch(/\| relu \| ✗ \d of 5 wrong \|/);
    expect(out).toContain('page.md');
  });
});

describe('mistakes on the command line end with 2 and say what was looked for', () => {
  test.each<[readonly string[], RegExp]>([
    [['--operator', 'convv'], /there is no operator 'convv'; the nearest: conv/],
    [['--implementation', 'naive-lops'], /there is no implementation 'naive-lops'; the nearest: naive-loops/],
    [['--cases', '0'], /argument '0' is invalid. Expected an integer of at least 1/],
    [['--seed', 'x'], /argument 'x' is invalid. Expected an integer of at least 0/],
    [['--seeds', '0'], /argument '0' is invalid. Expected an integer of at least 1/],
    [['--implementation', 'fft-conv', '--operator', 'sum'], /nothing to verify: none of these .* has sum/],
  ])('%p', (args, message) => {
    const { code, err } = verify(args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  test('a build of the kernels that there is not', () => {
    const { code, err } = verify(['--cases', '2'], { GRADSPEC_KERNELS: 'fast' });
    expect(err).toMatch(/GRADSPEC_KERNELS: .*expected one of the builds typescript, simd, relaxed, got fast/);
    expect(code).toBe(2);
  });
});
