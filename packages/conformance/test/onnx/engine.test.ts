import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { gradspec } from '../cli/command.ts';

/** What became of one case. */
interface Ran {
  readonly name: string;
  readonly error?: string;
  readonly dtype?: 'float32' | 'float64';
  readonly differences?: readonly string[];
}

const tolerance = { float32: 1e-5, float64: 1e-12 };
const patience = 120_000;
let folder: string;
let said: string;
let ran: readonly Ran[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradspec-onnx-'));
  said = gradspec(['vectors', '--out', folder, '--format', 'onnx']).out;
  const parents = ['vectors', 'corpus'].map((part) => join(folder, part));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(__dirname, 'run-cases.mjs'), ...parents],
    { encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  if (status !== 0) throw new Error(`running the cases ended with ${status}: ${stderr}`);
  ran = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Ran);
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));

test('ONNX Runtime runs every case that is written, and comes to its outputs', () => {
  const wrong = ran.flatMap(({ name, error, dtype, differences = [] }) => {
    if (error !== undefined) return [`${name}: ${error}`];
    const far = differences.filter((own) => !(Number(own) <= tolerance[dtype!]));
    return far.length > 0 ? [`${name}: differs by ${far.join(', ')} of the largest element`] : [];
  });
  expect(wrong).toEqual([]);
});

test('each case has a folder of its own, and as many as are announced are there', () => {
  expect(said).toMatch(/^wrote \d+ cases to /);
  const announced = Number(/\d+/.exec(said)![0]);
  expect(new Set(ran.map(({ name }) => name)).size).toBe(announced);
  expect(announced).toBeGreaterThan(4000);
  expect(readdirSync(folder).sort()).toEqual(['README.md', 'corpus', 'vectors']);
});

test('the README names every operator with the number of its folders, and a reason for each that has none', () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  for (const operator of operatorNames) {
    const kebab = operator.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const own = new RegExp(`^test_${kebab}_(?!transpose_|constant_|of_squares_|cross_entropy_)`);
    const folders = ran.filter(({ name }) => own.test(name));
    const count = (dtype: string) => folders.filter(({ name }) => name.endsWith(dtype)).length;
    const row = new RegExp(`^\\| ${operator} \\| .* \\| (\\d+) \\| (\\d+) \\|$`, 'm').exec(readme);
    expect([operator, row?.[1], row?.[2]]).toEqual([operator, `${count('float32')}`, `${count('float64')}`]);
    const reasons = readme.split('\n').filter((line) => new RegExp(`[ |]${operator} \\d+[, ]`).test(line));
    if (count('float64') === 0) expect([operator, reasons.length]).not.toEqual([operator, 0]);
  }
});
