import { expect, test } from '@jest/globals';
import { checkCall, tensor, zeros } from '@gradspec/spec';
import { reachedPadding } from '../src/reached-padding.ts';

const x = (W: number) => ({ x: zeros('float32', [1, 1, W]) });

test('padding after that no window reads is dropped', () => {
  // Windows of 2 start at −1, 2 and 5 and end at 6: of the 2 after the input of 6 only 1 is read.
  const call = checkCall('maxPool', x(6), { kernel: [2], stride: [3], padding: [[1, 1]] });
  expect(reachedPadding(call)).toEqual([[1, 1]]);
  const shorter = checkCall('maxPool', x(5), { kernel: [2], stride: [3], padding: [[1, 1]] });
  expect(reachedPadding(shorter)).toEqual([[1, 0]]);
});

test('what a ceilMode window hangs over the end is padding', () => {
  const call = checkCall('avgPool', x(7), { kernel: [3], stride: [2], ceilMode: true });
  expect(reachedPadding(call)).toEqual([[0, 0]]);
  const hanging = checkCall('avgPool', x(8), { kernel: [3], stride: [2], ceilMode: true });
  expect(reachedPadding(hanging)).toEqual([[0, 1]]);
});

test('a dilated window reaches as far as its last element', () => {
  const values = tensor('float32', [1, 1, 6], [1, 2, 3, 4, 5, 6]);
  const call = checkCall(
    'maxPool',
    { x: values },
    { kernel: [2], stride: [2], dilation: [3], ceilMode: true },
  );
  expect(reachedPadding(call)).toEqual([[0, 0]]); // windows at 0 and 2, the last ends at 5
  const hanging = checkCall('maxPool', x(7), { kernel: [2], stride: [2], dilation: [3], ceilMode: true });
  expect(reachedPadding(hanging)).toEqual([[0, 1]]); // windows at 0, 2 and 4, the last ends at 7
});
