import { describe, expect, test } from '@jest/globals';
import { span, threeAxes, windowCount, type Window } from '../src/index.ts';
import { windowCountCeil } from '../src/windows.ts';

/** All windows of these sizes, with padding smaller than the span of the kernel. */
function* windows(): Iterable<Window> {
  for (let size = 0; size <= 7; size++)
    for (let kernel = 1; kernel <= 4; kernel++)
      for (let stride = 1; stride <= 5; stride++)
        for (let dilation = 1; dilation <= 3; dilation++)
          for (let before = 0; before < kernel; before++)
            for (let after = 0; after < kernel; after++)
              yield { size, kernel, stride, padding: [before, after], dilation };
}
const all = [...windows()];

/** Positions o at which a window stands; position 0 is the first element of the leading padding. */
function stand({ size, kernel, stride, padding: [before, after], dilation }: Window, hangs: boolean): number {
  const end = before + size + after;
  let count = 0;
  for (let start = 0; start < end; start += stride) {
    const last = start + (kernel - 1) * dilation;
    if (last < end) count += 1;
    else if (hangs && endsBefore(start - stride, (kernel - 1) * dilation, end) && start < before + size)
      count += 1;
  }
  return count;
}

/** A window hangs over only when the one before it left something at the end: its last element is before the last one. */
const endsBefore = (start: number, reach: number, end: number): boolean => start + reach < end - 1;

describe('windows', () => {
  test.each([
    [1, 1, 1],
    [3, 1, 3],
    [3, 2, 5],
    [2, 7, 8],
  ])('a kernel of %i with dilation %i spans %i', (kernel, dilation, spanned) => {
    expect(span(kernel, dilation)).toBe(spanned);
  });

  test(`windowCount counts the places: ${all.length} windows`, () => {
    for (const window of all)
      expect([window, Math.max(0, windowCount(window))]).toEqual([window, stand(window, false)]);
  });

  test(`windowCountCeil counts also those that hang over: ${all.length} windows`, () => {
    for (const window of all)
      expect([window, Math.max(0, windowCountCeil(window))]).toEqual([window, stand(window, true)]);
  });

  test.each([
    [
      { size: 3, kernel: 2, stride: 2, padding: [1, 1], dilation: 1 },
      2,
      'pytorch#1526: the third would start in padding',
    ],
    [{ size: 7, kernel: 3, stride: 3, padding: [0, 0], dilation: 1 }, 3, 'one element is left for the third'],
    [{ size: 6, kernel: 3, stride: 3, padding: [0, 0], dilation: 1 }, 2, 'nothing is left'],
    [{ size: 2, kernel: 3, stride: 2, padding: [0, 0], dilation: 1 }, 1, 'the only one hangs over'],
    [{ size: 5, kernel: 2, stride: 3, padding: [1, 0], dilation: 2 }, 2, 'the next would start past the end'],
  ] satisfies [Window, number, string][])('%j: %i windows, %s', (window, count) => {
    expect(windowCountCeil(window)).toBe(count);
  });
});

test.each([
  [[5], [1, 1, 5]],
  [
    [5, 4],
    [1, 5, 4],
  ],
  [
    [6, 5, 4],
    [6, 5, 4],
  ],
  [[0], [1, 1, 0]],
])('%j as three axes is %j', (values, three) => {
  expect(threeAxes(values, 1)).toEqual(three);
});
