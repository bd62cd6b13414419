import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const main = resolve(__dirname, '../../../dist/verify/main.js');
const small = ['--layer', 'mobilenet:conv14-depthwise'];

function networks(args: readonly string[]) {
  if (!existsSync(main)) throw new Error('the command is not built; run npm run build');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--networks', ...args], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

const folder = mkdtempSync(join(tmpdir(), 'gradspec-networks-'));
/** naive-loops whose last output is off by one. */
const wrong = join(folder, 'wrong.mjs');
const naive = resolve(__dirname, '../../../../naive-loops/dist/index.js');
writeFileSync(
  wrong,
  `import { naiveLoops } from ${JSON.stringify(naive)};
   const { conv } = naiveLoops.kernels;
   const forward = (...call) => {
     const { outputs, saved } = conv.forward(...call);
     outputs.y.data[outputs.y.data.length - 1] += 1;
     return { outputs, saved };
   };
   export default { name: 'wrong', version: '1', kernels: { conv: { ...conv, forward } } };`,
);

test('a layer with all its channels on two implementations ends with 0 and a table', () => {
  const { code, out } = networks([
    ...small,
    '--implementation',
    'naive-loops',
    '--implementation',
    'matrix-im2col',
  ]);
  expect(out).toMatch(/mobilenet:conv14-depthwise +naive-loops +\d+\.\d\d +✓ exact\n/);
  expect(out).toMatch(/2 runs of 1 layer on the \w+ kernels: all agree/);
  expect(code).toBe(0);
});

test('one that disagrees ends with 1, the element, both numbers and the command that shows it again', () => {
  const { code, out } = networks([...small, '--implementation', 'matrix-im2col', '--implementation', wrong]);
  expect(code).toBe(1);
  expect(out).toMatch(/mobilenet:conv14-depthwise +wrong +\d+\.\d\d +✗ y is wrong\n/);
  const [, expected, got] =
    /✗ mobilenet:conv14-depthwise on wrong\n +the output y at \[0, 1023, 6, 6\]: expected (-?\d+), got (-?\d+)\n/.exec(
      out,
    )!;
  expect(Number(got)).toBe(Number(expected) + 1);
  expect(out).toMatch(
    /repeat: npm run verify -- --networks --layer mobilenet:conv14-depthwise --implementation \S+wrong\.mjs --seed 1\n/,
  );
});

test('the page has the command, the shapes and the verdicts, and no times', () => {
  const page = join(folder, 'page.md');
  const { out } = networks([
    ...small,
    ...['--implementation', 'naive-loops', '--implementation', wrong],
    ...['--seed', '4', '--markdown', page],
  ]);
  expect(out).toContain('page.md');
  const text = readFileSync(page, 'utf8');
  expect(text).toContain('-- --networks --layer mobilenet:conv14-depthwise --implementation naive-loops');
  expect(text).toContain(
    '| mobilenet:conv14-depthwise | 1024×7×7 → 1024×7×7, kernel 3, padding 1, groups 1024 |',
  );
  expect(text).toMatch(/groups 1024 \| ✓ [^|]*\| ✗ y is wrong \|/);
  expect(text).not.toMatch(/\d\.\d\d \||second/);
});

describe('mistakes on the command line end with 2 and say what was looked for', () => {
  test.each<[readonly string[], RegExp]>([
    [['--cases', '5'], /--cases means nothing with --networks/],
    [['--seeds', '2'], /--seeds means nothing with --networks/],
    [['--operator', 'conv'], /--operator means nothing with --networks/],
    [['--layer', 'resnet-50:conv6'], /there is no layer 'resnet-50:conv6'; the nearest: resnet-50:conv1/],
    [
      ['--layer', 'vgg-16:conv5', '--implementation', 'naive-loops'],
      /nothing was verified: 462 million products/,
    ],
  ])('%p', (args, message) => {
    const { code, err } = networks(args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  test('a layer without --networks', () => {
    const { status, stderr } = spawnSync(process.execPath, [main, ...small], { encoding: 'utf8' });
    expect(stderr).toMatch(/--layer means nothing without --networks/);
    expect(status).toBe(2);
  });
});
