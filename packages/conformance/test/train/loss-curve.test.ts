import { describe, expect, test } from '@jest/globals';
import { lossCurve, lossTable } from '../../src/train/loss-curve.ts';

const falling = Array.from({ length: 1000 }, (_, i) => 2.5 * Math.exp(-i / 150));

describe('a loss curve', () => {
  test.each([20, 40, 80, 200])('fits a terminal of %i columns and uses all of it', (width) => {
    const lines = lossCurve(falling, width).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.at(-2)!.length).toBeGreaterThan(width - 5);
  });

  test('stands on 0, with the largest loss at the top', () => {
    const lines = lossCurve([4, 2, 1, 0], 40).split('\n');
    expect(lines).toHaveLength(9);
    expect([lines[0], lines[3], lines[4], lines[6], lines[7], lines[8]]).toEqual([
      '      4 ┤█',
      '        ┤█',
      '        ┤██',
      '        ┤███',
      '      0 ┤███',
      '         1 … 4',
    ]);
  });

  test('shows eighths of a line', () => {
    expect(eighthsOf(lossCurve([64, 63, 50, 33, 8, 1], 40))).toEqual([64, 63, 50, 33, 8, 1]);
  });

  test('a column is the mean of its steps', () => {
    // three columns for six steps: means 6, 3, 3
    expect(eighthsOf(lossCurve([8, 4, 1, 5, 3, 3], 12))).toEqual([64, 32, 32]);
  });

  test('shows a loss that is small but not 0, and names a top that is small', () => {
    const curve = lossCurve([1.5e-9, 1e-13], 30);
    expect(curve).toMatch(/^ 1\.5e-9 ┤█\n/);
    expect(eighthsOf(curve)).toEqual([64, 1]);
  });

  test('of one step, or of losses that are all 0, is drawn too', () => {
    expect(eighthsOf(lossCurve([0.5], 30))).toEqual([64]);
    expect(lossCurve([0, 0], 30)).toMatch(/^ +0 ┤\n/);
  });
});

/** How high each column is, in eighths of a line. */
function eighthsOf(curve: string): number[] {
  const bars = curve
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('┤')[1]!);
  return Array.from(bars.at(-1)!, (_, column) =>
    bars.reduce((sum, bar) => sum + Math.max(0, ' ▁▂▃▄▅▆▇█'.indexOf(bar[column] ?? ' ')), 0),
  );
}

describe('a loss table', () => {
  test('has the first, the last and eight losses between them', () => {
    const rows = lossTable(falling).split('\n');
    expect(rows[0]).toBe('step  loss');
    expect(rows).toHaveLength(11);
    expect(rows[1]).toBe('   1  2.5');
    expect(rows.at(-1)).toBe(`1000  ${Number(falling.at(-1)!.toPrecision(4))}`);
    const steps = rows.slice(1).map((row) => Number(row.trim().split(' ')[0]));
    expect(steps).toEqual([1, 112, 223, 334, 445, 556, 667, 778, 889, 1000]);
  });

  test('of a few losses has all of them', () => {
    expect(lossTable([3, 2, 1.23456])).toBe('step  loss\n   1  3\n   2  2\n   3  1.235');
    expect(lossTable([3])).toBe('step  loss\n   1  3');
  });
});
