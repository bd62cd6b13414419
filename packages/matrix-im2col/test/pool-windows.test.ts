import { describe, expect, test } from '@jest/globals';
import { checkCall, tensor } from '@gradspec/spec';
import { countedElements, firstElements, windowsOf } from '../src/pooling/windows.ts';

const x = tensor('float32', [2, 3, 3, 5], new Float32Array(90));
const attributes = { kernel: [2, 3], stride: [2, 3], padding: [[1, 0], [2, 1]] as const, ceilMode: true }; // prettier-ignore

describe('the windows of a pool', () => {
  test('have no padding where none reaches beyond x', () => {
    const { planes, padded, taps, starts } = windowsOf(checkCall('maxPool', { x }, { kernel: [2, 3] }));
    expect({ planes, sizes: padded.sizes, taps: [...taps], starts: [...starts] }).toEqual({
      planes: 6,
      sizes: [1, 3, 5],
      taps: [0, 1, 2, 5, 6, 7],
      starts: [0],
    });
  });

  test('stand in planes with the padding and the overhang around them', () => {
    const { padded, taps, starts } = windowsOf(checkCall('maxPool', { x }, attributes));
    expect({ ...padded, taps: [...taps], starts: [...starts] }).toEqual({
      sizes: [1, 4, 9],
      before: [expect.closeTo(0), 1, 2],
      taps: [0, 1, 2, 9, 10, 11],
      starts: [0, 18],
    });
  });

  test.each<[boolean, string, object]>([
    [true, 'the stride is the kernel', { kernel: [2, 3] }],
    [true, 'the stride is more than the kernel', { kernel: [2, 2], stride: [2, 3] }],
    [false, 'rows overlap', { kernel: [2, 3], stride: [1, 3] }],
    [false, 'columns overlap', { kernel: [2, 3], stride: [2, 2] }],
    [false, 'dilation makes them longer', { kernel: [1, 2], stride: [1, 2], dilation: [1, 2] }],
    [true, 'there is only one of them', { kernel: [3, 5], stride: [1, 1] }],
  ])('are apart (%s) where %s', (expected, _title, given) => {
    expect(windowsOf(checkCall('maxPool', { x }, given as typeof attributes)).apart).toBe(expected);
  });

  test('have a first element that is not padding', () => {
    const windows = windowsOf(checkCall('maxPool', { x }, attributes));
    expect([...firstElements(windows)]).toEqual([11, 12, 15, 20, 21, 24]);
  });

  test.each([
    [true, [2, 2], [3, 3, 2]],
    [false, [1, 2], [1, 3, 1]],
  ])('count their elements, the padding too: %s', (countIncludePad, rows, columns) => {
    const windows = windowsOf(checkCall('avgPool', { x }, attributes));
    const counts = countedElements(windows, countIncludePad);
    expect({ rows: [...counts.rows], columns: [...counts.columns] }).toEqual({ rows, columns });
  });
});
