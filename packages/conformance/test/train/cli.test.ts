import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { train } from '../../src/cli/train.ts';
import { gradspec } from '../cli/command.ts';
import { choices, written } from './choices.ts';

test('gradspec train lists the examples, one line each', () => {
  const { code, out } = gradspec(['train']);
  expect(code).toBe(0);
  expect(out.match(/^\S+/gm)).toEqual([
    'xor',
    'spiral',
    'svm-linear',
    'three-layer',
    'digits',
    'pytorch',
    'hello',
    'ar',
  ]);
  expect(out).toMatch(/^xor {10}a net of two layers learns/);
});

test('gradspec train --help tells usage and exit codes', () => {
  const { code, out } = gradspec(['train', '--help']);
  expect(code).toBe(0);
  expect(out).toContain('Usage: gradspec train');
  expect(out).toContain('A figure that is not reached is 1.');
});

describe('gradspec train xor', () => {
  test('says what runs where, ten losses, what came out, the figures and the time', () => {
    const { code, out, err } = gradspec(['train', 'xor']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [title, placed, ...rest] = out.split('\n');
    expect(title).toBe('xor: a net of two layers learns the exclusive or of two bits');
    expect(placed).toBe('hidden, h, scores, p, loss on matrix-im2col');
    expect(rest.join('\n')).toMatch(/^\nloss\nstep {2}loss\n( +\d+ {2}0\.\d+\n){10}\n/);
    expect(out).toMatch(/1 xor 0 = 1, believed 0\.99\d+\n/);
    expect(out).toMatch(/✓ loss 0\.00\d+, target below 0\.01: reached\n/);
    expect(out).toMatch(/300 steps in [\d.]+ s, float64, seed 1\n$/);
    expect(out).not.toContain('\u001b');
  });

  test('ends with 1 where a figure is not reached', () => {
    const { code, out } = gradspec(['train', 'xor', '--steps', '2']);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ loss 0\.6\d+, target below 0\.01: not reached\n/);
    expect(out).toContain('2 steps in');
  });

  test('starts elsewhere with another seed, and rounds in another dtype', () => {
    const firstLoss = (...options: string[]) =>
      / 1 {2}(\S+)\n/.exec(gradspec(['train', 'xor', '--steps', '1', ...options]).out)![1];
    expect(firstLoss('--seed', '2')).not.toBe(firstLoss());
    expect(gradspec(['train', 'xor', '--dtype', 'float32']).out).toMatch(
      /reached\n300 steps .* float32, seed 1\n$/,
    );
  });

  test('runs on a module of one’s own, and on others for what that has not', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'gradspec-train-')), 'mine.mjs');
    writeFileSync(
      file,
      `const forward = ({ x }) => ({ outputs: { y: { ...x, data: x.data.map(Math.tanh) } }, saved: x });
       const backward = ({ y }, x) => ({ x: { ...y, data: y.data.map((d, i) => d * (1 - Math.tanh(x.data[i]) ** 2)) } });
       export default { name: 'mine', version: '1', kernels: { tanh: { forward, backward } } };`,
    );
    const { code, out } = gradspec(['train', 'xor', '--implementation', `${file}, naive-loops`]);
    expect(out).toContain('h on mine; hidden, scores, p, loss on naive-loops\n');
    expect(code).toBe(0);
  });

  test('ends with 1 and names the node whose kernel fails', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'gradspec-train-')), 'bad.mjs');
    writeFileSync(
      file,
      `const forward = () => { throw new Error('out of chalk'); };
       export default { name: 'bad', version: '1', kernels: { tanh: { forward } } };`,
    );
    const { code, err } = gradspec(['train', 'xor', '--implementation', `${file},naive-loops`]);
    expect(err).toBe('gradspec: xor: node h (tanh on bad): out of chalk\n');
    expect(code).toBe(1);
  });
});

test('on a terminal the curve is drawn, no wider than that', async () => {
  const { stdout } = process;
  const before = { isTTY: stdout.isTTY, columns: stdout.columns, write: stdout.write.bind(stdout) };
  let out = '';
  const write = (text: string) => {
    out += text;
    return true;
  };
  Object.assign(stdout, { isTTY: true, columns: 44, write });
  const options = { implementation: 'naive-loops', seed: 1, dtype: 'float64', steps: 60 } as const;
  const code = await train('svm-linear', options).finally(() => Object.assign(stdout, before));
  expect(code).toBe(0);
  const drawn = out.split('\n').filter((line) => line.includes('┤'));
  expect(drawn).toHaveLength(8);
  expect(Math.max(...drawn.map((line) => line.length))).toBe(44);
  expect(out).toContain('\nscores, data, loss.scores.w, loss on\nnaive-loops\n');
  expect(out).not.toContain('step  loss');
});

test('several nets are named, each with what runs it', () => {
  const { out } = gradspec(['train', 'hello', '--implementation', 'rnn-bptt,matrix-im2col']);
  expect(out).toContain('\nrecurrent: states on rnn-bptt; scores, p, loss on matrix-im2col\n');
  expect(out).toContain('\nmemoryless: scores, p, loss on matrix-im2col\n');
  expect(out).toContain('\nmemoryless: loss\nstep  loss\n');
});

describe('mistakes on the command line end with 2 and say what was looked for', () => {
  test.each<[readonly string[], RegExp]>([
    [['digitz'], /^gradspec: there is no example 'digitz'; the nearest: digits, /],
    [
      ['xor', '--implementation', 'naive-lops'],
      /there is no implementation 'naive-lops'; the nearest: naive-loops/,
    ],
    [['xor', '--implementation', 'naive-loops,'], /there is no implementation ''/],
    [
      ['digits', '--implementation', 'fft-conv'],
      /none of these implementations \(fft-conv\) has relu \(relu1, relu2\);/,
    ],
    [['xor', '--dtype', 'int32'], /Allowed choices are float64, float32/],
    [['xor', '--seed', '-1'], /argument '-1' is invalid\. Expected an integer from 0 to 4294967295/],
    [['xor', '--steps', '0'], /argument '0' is invalid\. Expected an integer from 1 to 1000000/],
    [['xor', '--steps', '1e2'], /argument '1e2' is invalid/],
  ])('gradspec train %p', (args, message) => {
    const { code, err, out } = gradspec(['train', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ +at /m);
  });
});

describe('gradspec train digits', () => {
  test.each(choices.map(written))(
    'reads 97 %% of the held-out digits on %s in under a minute',
    (choice) => {
      const { code, out, seconds } = gradspec(['train', 'digits', '--implementation', choice]);
      expect(out).toMatch(
        /✓ accuracy (9[789]|100)[.\d]* % on 500 held-out digits, target at least 97 %: reached\n/,
      );
      expect(out).toMatch(/\n2: read \d +4: read \d +5: read \d +7: read \d +9: read \d\n/);
      expect(code).toBe(0);
      expect(seconds).toBeLessThan(60);
    },
    70_000,
  );
});
