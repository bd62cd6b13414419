import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gradspec } from './command.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'gradspec-cli-'));

describe('help', () => {
  test.each([[[]], [['run']], [['list']], [['explain']], [['init']]])(
    'gradspec %p --help tells usage and exit codes',
    (command) => {
      const { code, out } = gradspec([...command, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`Usage: gradspec${command.map((word) => ` ${word}`).join('')}`);
      expect(out).toContain('Exit codes: 0 conforms (or did what was asked), 1 does not conform, 2 usage.');
    },
  );
});

describe('mistakes on the command line end with 2 and say what was looked for', () => {
  test.each<[readonly string[], RegExp]>([
    [['rnu'], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
    [['run', 'naive-lops'], /'naive-lops'[\s\S]*naive-loops/],
    [['run', './nowhere/mine.ts'], /nowhere\/mine\.ts/],
    [
      ['run', 'naive-loops', '--only', 'conv/prime-2d'],
      /there is no vector 'conv\/prime-2d'; the nearest: conv\/primes-2d/,
    ],
    [['run', 'naive-loops', '--operator', 'convv'], /there is no operator 'convv'; the nearest: conv/],
    [['list', '--document', '9'], /there is no document '9'; the nearest: 00/],
    [['explain', 'primes-1d'], /there is no vector 'primes-1d'; the nearest: conv\/primes-1d/],
    [['explain', './none.json'], /there is no file '\.\/none\.json'/],
    [['explain', 'conv/primes-1d', '--lang', 'fr'], /Allowed choices are en, ko/],
    [['init', 'rust'], /Allowed choices are typescript/],
    [['run', '--jsn'], /unknown option '--jsn'[\s\S]*--json/],
  ])('gradspec %p', (args, message) => {
    const { code, err, out } = gradspec(args, { cwd: folder() });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ +at /m);
  });
});

describe('run', () => {
  test('prints the table, the verdict and the time, without a terminal and without colour', () => {
    const { code, out } = gradspec(['run', 'naive-loops', '--operator', 'conv', '--cases', '40']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ +naive-loops\nconv +✓ (\d+)\/\1 {2}[\d.e+]+ ULP {2}[01](\.\d+)?\n/);
    expect(out).toMatch(
      /✓ naive-loops 0\.1\.0 conforms: \d+ vectors, 40 generated cases and \d+ checks over 1 operator\n/,
    );
    expect(out).toMatch(
      /vectors, 40 generated cases of seed 1 and the checks on 1 implementation in [\d.]+ s\n$/,
    );
    expect(out).not.toContain('\u001b');
  });

  test('--json prints everything in the table, for scripts', () => {
    const { code, out } = gradspec([
      'run',
      'matrix-im2col',
      '--only',
      'conv/primes-2d',
      '--only',
      'conv/primes-1d',
      '--json',
    ]);
    expect(code).toBe(0);
    const { conforms, implementations } = JSON.parse(out) as {
      conforms: boolean;
      implementations: {
        rows: { name: string; passed: number; total: number }[];
        results: { id: string }[];
      }[];
    };
    expect(conforms).toBe(true);
    expect(implementations[0]!.rows.find(({ name }) => name === 'conv')).toMatchObject({
      passed: 2,
      total: 2,
    });
    expect(implementations[0]!.results.map(({ id }) => id).sort()).toEqual([
      'conv/primes-1d',
      'conv/primes-2d',
    ]);
  });

  test('the example of the README conforms', () => {
    const readme = readFileSync(resolve(__dirname, '../../../../README.md'), 'utf8');
    const code = /```ts\n(\/\/ my-implementation\.ts[\s\S]*?)```/.exec(readme)![1]!;
    const dir = folder();
    writeFileSync(join(dir, 'my-implementation.ts'), code);
    const answer = gradspec(['run', './my-implementation.ts'], { cwd: dir });
    expect(answer.err).toBe('');
    expect(answer.out).toMatch(/relu +✓ (\d+)\/\1/);
    expect(answer.code).toBe(0);
  });

  test('a module that is wrong ends with 1, names the elements and the command that repeats it', () => {
    const dir = folder();
    writeFileSync(
      join(dir, 'mine.ts'),
      `import { defineKernel, type FloatTensor } from '@gradspec/spec';
const map = (x: FloatTensor, f: (v: number) => number) => ({ ...x, data: x.data.map(f) }) as FloatTensor;
const exp = defineKernel('exp', {
  forward: ({ inputs: { x } }) => ({ outputs: { y: map(x, Math.exp) }, saved: undefined }),
  backward: (_, { outputGrads: { y } }) => ({ x: map(y, (d) => d) }),
});
export default { name: 'mine', version: '1', kernels: { exp } };`,
    );
    const { code, out } = gradspec(['run', './mine.ts'], { cwd: dir });
    expect(code).toBe(1);
    expect(out).toMatch(
      /gradient of x \(float64\): \d+ of \d+ elements are wrong\n +\[\d.*expected .* got .* ULP off/,
    );
    expect(out).toMatch(/reproduce: gradspec run \.\/mine\.ts --only exp\//);
    expect(out).toContain('✗ mine 1 does not conform');
  });

  test('a module that claims nothing has verified nothing and ends with 1', () => {
    const dir = folder();
    writeFileSync(join(dir, 'empty.ts'), `export default { name: 'empty', version: '1', kernels: {} };`);
    const { code, out } = gradspec(['run', './empty.ts'], { cwd: dir });
    expect(code).toBe(1);
    expect(out).toContain('verified nothing');
  });
});

describe('list', () => {
  test('--operator and --document select, and every entry has a description and a source', () => {
    const { code, out } = gradspec(['list', '--operator', 'maxPool', '--document', '004']);
    expect(code).toBe(0);
    const count = Number(/(\d+) vectors\n$/.exec(out)![1]);
    expect(count).toBeGreaterThan(3);
    expect(out.match(/^max-pool\/|^graph\//gm)!.length).toBeLessThanOrEqual(count);
    expect(out.match(/document .*004/g)!.length).toBe(count);
  });
});

describe('explain', () => {
  test('writes a published vector in English and in Korean', () => {
    expect(gradspec(['explain', 'conv/primes-1d']).out).toContain('23·19 + 29·17 + 31·13 = 1333');
    expect(gradspec(['explain', 'conv/primes-1d', '--lang', 'ko']).out).toContain('역전파');
  });

  test('explains a file with a vector that nobody prepared, and says what is wrong with one that is none', () => {
    const dir = folder();
    const vector = {
      operator: 'linear',
      inputs: { x: { shape: [1, 2], data: [2, 3] }, w: { shape: [1, 2], data: [5, -7] } },
      outputGrads: { y: { shape: [1, 1], data: [4] } },
    };
    writeFileSync(join(dir, 'mine.json'), JSON.stringify(vector));
    const { code, out } = gradspec(['explain', './mine.json'], { cwd: dir });
    expect(code).toBe(0);
    expect(out).toContain('= −11');
    writeFileSync(join(dir, 'bad.json'), JSON.stringify({ ...vector, operator: 'linaer' }));
    const bad = gradspec(['explain', './bad.json'], { cwd: dir });
    expect(bad.code).toBe(2);
    expect(bad.err).toContain('linaer');
  });
});
