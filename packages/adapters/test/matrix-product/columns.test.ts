import { expect, test } from '@jest/globals';
import { checkCall, tensor, zeros } from '@gradspec/spec';
import { columnsSize, forEachColumnElement } from '../../src/matrix-product/columns.ts';

test('a column is what one window of one group reads, and padding is left out', () => {
  // Channels 10 … 14 and 20 … 24; the second group sees the second one only.
  const x = tensor('float32', [1, 2, 5], [10, 11, 12, 13, 14, 20, 21, 22, 23, 24]);
  const attributes = { groups: 2, stride: [2], padding: [[1, 0] as const], dilation: [2] };
  const call = checkCall('conv', { x, w: zeros('float32', [2, 1, 2]) }, attributes);
  expect(columnsSize(call)).toEqual({ rows: 2, columns: 2 });
  const columns = [0, 0, 0, 0];
  forEachColumnElement(call, 1, (at, xi) => (columns[at] = x.data[xi]!));
  expect(columns).toEqual([
    0, 21, // first kernel element: windows start at −1 and 1
    21, 23, // second, two further
  ]); // prettier-ignore
});
