import { expect, test } from '@jest/globals';
import type { GeneratedReport } from '../../src/generated/check-generated.ts';
import { together } from '../../src/verify/together.ts';

const report = (seed: number, ratio: number, failed: number): GeneratedReport => ({
  distribution: {
    operator: 'relu',
    cases: 50,
    repeated: seed,
    attributes: [],
    values: [{ what: 'shape', different: 30 + seed }],
    inputs: [],
    shapes: [{ what: `rank ${seed}`, share: 0.5 }],
    numbers: [{ what: 'float32', share: seed / 10 }],
    backward: [],
  },
  results: [
    {
      implementation: 'mine',
      operator: 'relu',
      seed,
      total: 50,
      failed,
      proveLittle: 1,
      largest: { ulps: 3 - seed, ratio },
      worst: { seed, index: 7 * seed },
      notes: ['ties'],
      ...(failed > 0 && { firstFailed: 11 }),
    },
  ],
  open: seed / 100,
});

test('seeds add up, the worst case is that of the seed which has it, and the first failure is told', () => {
  const { results, distribution, open } = together([report(1, 0.2, 0), report(2, 0.9, 0), report(3, 0.4, 2)]);
  expect(results).toEqual([
    expect.objectContaining({
      total: 150,
      failed: 2,
      proveLittle: 3,
      largest: { ulps: 2, ratio: 0.9 },
      worst: { seed: 2, index: 14 },
      seed: 3,
      firstFailed: 11,
    }),
  ]);
  expect([distribution.cases, distribution.repeated, open]).toEqual([150, 6, 0.02]);
  expect(distribution.values).toEqual([{ what: 'shape', different: 33 }]);
  expect(distribution.numbers[0]!.share).toBeCloseTo(0.2);
  expect(distribution.shapes.find(({ what }) => what === 'rank 2')!.share).toBeCloseTo(0.5 / 3);
});

test('of no report there is none', () => {
  expect(() => together([])).toThrow('together: reports expected at least one, got none');
});
