import { expect, test } from '@jest/globals';
import type { GeneratedReport } from '../../src/generated/check-generated.ts';
import { verificationPage } from '../../src/verify/page.ts';

const result = { operator: 'relu', seed: 4, total: 50, proveLittle: 0, notes: [] } as const;
const report: GeneratedReport = {
  distribution: {
    operator: 'relu',
    cases: 50,
    repeated: 7,
    attributes: [{ what: 'slope', share: 0.354 }],
    values: [{ what: 'shape', different: 31 }],
    inputs: [{ what: 'b', share: 0.5 }],
    shapes: [],
    numbers: [{ what: 'float32', share: 0.48 }],
    backward: [],
  },
  results: [
    { ...result, implementation: 'good', failed: 0, proveLittle: 2, largest: { ulps: 1, ratio: 0.731 } },
    { ...result, implementation: 'bad', failed: 3, firstFailed: 9, largest: { ulps: 9, ratio: Infinity } },
  ],
  open: 0.0123,
};
const page = (reports: readonly GeneratedReport[]) =>
  verificationPage({
    implementations: ['good', 'bad', 'none'],
    build: 'simd',
    seed: 4,
    seeds: 1,
    cases: 50,
    reports,
  });

test('the page names the command and the build it was made with', () => {
  expect(page([report])).toContain('`GRADSPEC_KERNELS=simd npm run verify -- --cases 50 --seed 4`');
});

test('a cell says how many passed with which error, or how many were wrong, or nothing where nothing is claimed', () => {
  expect(page([report])).toContain('| relu | ✓ 50, 0.73, 2 prove little | ✗ 3 of 50 wrong |  |');
});

test('the distribution is printed beside it, with what was left out and what was left open', () => {
  expect(page([report])).toContain('| relu | 50 | 7 | slope 35 %, shape 31 values | b 50 % | float32 48 % |');
  expect(page([report])).toContain('at most 1.23 % of an operator');
});
