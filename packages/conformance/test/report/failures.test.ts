import { describe, expect, test } from '@jest/globals';
import { runCommand } from '../../src/report/command.ts';
import { failureText } from '../../src/report/failures.ts';
import type { VectorResult } from '../../src/runner/result.ts';

const failed = (expected: number, got: number, bound: number): VectorResult => ({
  id: 'conv/example',
  row: 'conv',
  outcome: 'failed',
  largest: { ulps: 3, ratio: 2 },
  notes: [],
  failures: [
    {
      what: 'gradient of x',
      dtype: 'float64',
      message: '1 of 6 elements is wrong',
      elements: [{ index: [0, 1, 2], expected, got, ulps: 3, bound }],
    },
  ],
});

describe('failureText', () => {
  test('names the vector, the element, both numbers, the distance and the command that repeats it', () => {
    expect(failureText(failed(2696, 2540, 0), undefined, './my.ts')).toBe(
      [
        '  ✗ conv/example',
        '    gradient of x (float64): 1 of 6 elements is wrong',
        '      [0, 1, 2]  expected 2696  got 2540  3 ULP off',
        '    reproduce: gradspec run ./my.ts --only conv/example',
      ].join('\n'),
    );
  });

  test('shows as many digits as tell the two numbers apart, and the bound', () => {
    const text = failureText(failed(0.1, 0.1 + 2 ** -55 * 6, 2 ** -55 * 2), undefined, './my.ts');
    expect(text).toContain('expected 0.1  got 0.10000000000000017  3 ULP off, 3 times its bound');
  });
});

test('a path that a shell would break is quoted', () => {
  expect(runCommand('./my adapter.ts', '--only', 'conv/a')).toBe(
    "gradspec run './my adapter.ts' --only conv/a",
  );
  expect(runCommand("./it's.ts", '--only', 'conv/a')).toBe("gradspec run './it'\\''s.ts' --only conv/a");
});
