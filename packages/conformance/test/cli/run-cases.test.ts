import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gradspec } from './command.ts';

/** A folder with a relu whose gradient lets everything through where x is above 2. */
function wrongRelu(): string {
  const dir = mkdtempSync(join(tmpdir(), 'gradspec-run-'));
  writeFileSync(
    join(dir, 'mine.mjs'),
    `const kept = (x, f) => ({ ...x, data: x.data.map(f) });
export default {
  name: 'mine',
  version: '1',
  kernels: {
    relu: {
      forward: ({ x }) => ({ outputs: { y: kept(x, (v) => (v > 0 || Number.isNaN(v) ? v : 0)) }, saved: x }),
      backward: ({ y }, x) => ({ x: kept(y, (d, i) => (x.data[i] > 0 ? (x.data[i] > 2.5 ? 2 * d : d) : 0 * x.data[i] ? NaN : 0)) }),
    },
  },
};`,
  );
  return dir;
}

interface Json {
  readonly implementations: readonly {
    readonly results: readonly {
      readonly id: string;
      readonly generated?: { readonly total: number; readonly seed: number };
      readonly largest: object;
    }[];
  }[];
}

const casesIn = (out: string) =>
  (JSON.parse(out) as Json).implementations[0]!.results.filter(({ generated }) => generated);

test('--cases and --seed say which calls are generated; one thread and two find the same', () => {
  const args = ['run', 'naive-loops', '--operator', 'gru', '--cases', '62', '--seed', '9', '--json'];
  const [one, two] = ['1', '2'].map((jobs) => gradspec([...args, '--jobs', jobs]));
  expect([one!.err, one!.code, two!.code]).toEqual(['', 0, 0]);
  const cases = casesIn(one!.out);
  expect(cases.map(({ generated }) => [generated!.seed, generated!.total])).toEqual([[9, 62]]);
  expect(casesIn(two!.out)).toEqual(cases);
}, 120_000);

test('a wrong module is told with the smallest call, the command that repeats it, and the checks that fail, too', () => {
  const cwd = wrongRelu();
  const { code, out } = gradspec(['run', './mine.mjs', '--cases', '3000', '--jobs', '1'], { cwd });
  expect(code).toBe(1);
  expect(out).toMatch(/✗ relu on mine: \d+ of 100 generated cases are wrong/);
  expect(out).toMatch(/✗ relu fails \d+ checks?, too: .*finite-differences/);
  expect(out).toMatch(/✗ mine 1 does not conform: .*\d+ of 100 generated cases and \d+ of \d+ checks failed/);
  const [, command] = /reproduce: gradspec (run \.\/mine\.mjs --operator relu --seed 1 --index \d+)/.exec(
    out,
  )!;
  const again = gradspec(command!.split(' '), { cwd });
  expect(again.code).toBe(1);
  expect(again.out).toMatch(/^relu, float(32|64), .*\n[\s\S]*1 of 1 generated case is wrong/);
  const { implementations } = JSON.parse(
    gradspec(['run', './mine.mjs', '--operator', 'relu', '--cases', '50', '--json'], { cwd }).out,
  ) as { implementations: [{ results: { generated?: { failure: { smallest: object } } }[] }] };
  const told = implementations[0].results.find(({ generated }) => generated)!.generated!.failure.smallest;
  expect(told).toMatchObject({ operator: 'relu', inputs: { x: { data: expect.any(Array) } } });
  const right = gradspec(['run', 'naive-loops', ...command!.split(' ').slice(2)], { cwd });
  expect([right.code, right.out.split('\n').at(-2)]).toEqual([0, '✓ naive-loops agrees']);
}, 120_000);

test.each<[readonly string[], RegExp]>([
  [['--cases', '0'], /'--cases <number>' argument '0' is invalid. Expected an integer from 1 to/],
  [['--jobs', 'two'], /'--jobs <number>' argument 'two' is invalid/],
  [['--index', '3'], /--index wants --operator/],
  [['--index', '3', '--operator', 'relu', '--cases', '5'], /--index runs one generated case again/],
  [['--only', 'conv/primes-1d', '--seed', '5'], /--only runs vectors: --cases, --seed and --index/],
])('%j is refused', (args, message) => {
  const { code, err } = gradspec(['run', 'naive-loops', ...args]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test('one case of an operator that nobody here has is refused', () => {
  const { code, err } = gradspec(['run', 'rnn-bptt', '--operator', 'relu', '--index', '3']);
  expect([code, err]).toEqual([2, 'gradspec: none of these implementations has relu\n']);
});
