import { describe, expect, test } from '@jest/globals';
import { compareRuns, isRegression, parseRun } from '../src/compare.ts';
import type { Cell } from '../src/run-record.ts';
import { measured, rowOf, runOf } from './fakes.ts';

const simd = 'matrix-im2col simd';
const runWith = (...cells: Cell[]) => runOf([rowOf('lenet', 'forward', cells)]);

describe('compareRuns', () => {
  test.each([
    ['slower by a fifth', 1.2, 'slower'],
    ['slower by a tenth, below the threshold of 15 %', 1.1, 'same'],
    ['faster by a fifth', 0.8, 'faster'],
    ['the same', 1, 'same'],
  ])('%s', (_, seconds, verdict) => {
    const changes = compareRuns(runWith(measured(simd, 1)), runWith(measured(simd, seconds)), 0.15);
    expect(changes).toEqual([{ row: 'lenet/forward', contestant: simd, ratio: seconds, verdict }]);
  });

  test('medians apart whose quartiles overlap are the same', () => {
    const changes = compareRuns(runWith(measured(simd, 1, 0.3)), runWith(measured(simd, 1.2, 0.3)), 0.15);
    expect(changes[0]?.verdict).toBe('same');
  });

  test('a result that is wrong now is a regression, a peer that is slower is none', () => {
    const wrong = { contestant: simd, outcome: 'wrong', reason: 'y[0] is off' } as const;
    const before = runWith(measured(simd, 1), measured('tfjs-wasm', 1));
    const changes = compareRuns(before, runWith(wrong, measured('tfjs-wasm', 9)), 0.15);
    expect(changes).toEqual([{ row: 'lenet/forward', contestant: simd, verdict: 'lost' }]);
    expect(changes.map(isRegression)).toEqual([true]);
  });

  test('rows and contestants that only one of the runs has are not compared', () => {
    const base = runOf([rowOf('cifar', 'forward', [measured(simd, 1)])]);
    expect(compareRuns(base, runWith(measured(simd, 2)), 0.15)).toEqual([]);
    expect(compareRuns(runWith(), runWith(measured(simd, 2)), 0.15)).toEqual([]);
  });
});

describe('parseRun', () => {
  test('reads back what was written', () => {
    const run = runWith(measured(simd, 1));
    expect(parseRun(JSON.stringify(run), 'base.json')).toEqual(run);
  });

  test.each([
    ['{', '--compare: base.json is not JSON'],
    ['null', '--compare: base.json expected a run that --save wrote (format 1)'],
    ['{"format":2,"rows":[],"contestants":[]}', '--compare: base.json expected a run that --save wrote'],
  ])('%s is refused', (text, message) => {
    expect(() => parseRun(text, 'base.json')).toThrow(message);
  });
});
