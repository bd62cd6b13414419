import { describe, expect, test } from '@jest/globals';
import { run, shaped } from '../run.ts';

const row = (...data: number[]) => shaped([1, 1, data.length], data);
const square = (...data: number[]) => shaped([1, 1, Math.sqrt(data.length), Math.sqrt(data.length)], data);

test('conv does not flip its kernel: 2·13 + 3·17 + 5·19 = 172, and each gradient is a sum of products', () => {
  const { outputs, grads } = run(
    'conv',
    { x: row(2, 3, 5, 7, 11), w: row(13, 17, 19) },
    {},
    { y: row(23, 29, 31) },
  );
  expect(outputs.y).toEqual([172, 257, 393]);
  expect(grads.x).toEqual([299, 768, 1333, 1078, 589]); // 1333 = 23·19 + 29·17 + 31·13
  expect(grads.w).toEqual([288, 431, 659]); // 288 = 23·2 + 29·3 + 31·5
});

test('conv with flip is the mathematician’s convolution: 2·19 + 3·17 + 5·13 = 154', () => {
  const { outputs, grads } = run(
    'conv',
    { x: row(2, 3, 5, 7, 11), w: row(13, 17, 19) },
    { flip: true },
    { y: row(23, 29, 31) },
  );
  expect(outputs.y).toEqual([154, 233, 357]);
  expect(grads.w).toEqual([659, 431, 288]);
});

test('conv slides over both axes and adds the bias once', () => {
  const inputs = { x: square(0, 1, 2, 3, 4, 5, 6, 7, 8), w: square(0, 1, 2, 3), b: [100] };
  const { outputs, grads } = run('conv', inputs, {}, { y: square(1, -2, 3, 5) });
  expect(outputs.y).toEqual([119, 125, 137, 143]); // 0·0 + 1·1 + 2·3 + 3·4 = 19
  expect(grads).toEqual({ x: [0, 1, -2, 2, 2, -1, 6, 19, 15], w: [27, 34, 48, 55], b: [7] });
});

test('conv slides over three axes', () => {
  const { outputs } = run('conv', {
    x: shaped([1, 1, 2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]),
    w: shaped([1, 1, 2, 1, 2], [1, 2, 3, 4]),
  });
  expect(outputs.y).toEqual([34, 54]); // 0·1 + 1·2 + 4·3 + 5·4
});

test('conv steps by its stride, starts in the padding before and spreads by its dilation', () => {
  const attributes = { stride: [2], padding: [[1, 2]], dilation: [2] };
  const { outputs, grads } = run('conv', { x: row(1, 2, 3, 4, 5), w: row(10, 1) }, attributes, {
    y: row(1, -1, 2),
  });
  expect(outputs.y).toEqual([2, 24, 40]);
  expect(grads).toEqual({ x: [0, -9, 0, 19, 0], w: [6, -2] });
});

test('conv sums over its channels', () => {
  const inputs = {
    x: shaped([1, 2, 2], [1, 2, 30, 40]),
    w: shaped([3, 2, 1], [1, 1, 2, 3, 4, 5]),
    b: [1000, 2000, 3000],
  };
  expect(run('conv', inputs).outputs.y).toEqual([1031, 1042, 2092, 2124, 3154, 3208]);
});

test('conv with groups keeps each group to its own channels', () => {
  const inputs = { x: shaped([1, 2, 2], [5, 7, 11, 13]), w: shaped([4, 1, 1], [1, 2, 3, 4]) };
  const { outputs, grads } = run(
    'conv',
    inputs,
    { groups: 2 },
    { y: shaped([1, 4, 2], [1, 0, 0, 1, 2, 0, 0, 3]) },
  );
  expect(outputs.y).toEqual([5, 7, 10, 14, 33, 39, 44, 52]);
  expect(grads).toEqual({ x: [1, 2, 6, 12], w: [5, 7, 22, 39] });
});

describe('the policies of conv', () => {
  test.each([Infinity, NaN])('padding is absent beside a weight of %d', (bad) => {
    const { outputs, grads } = run(
      'conv',
      { x: row(1, 2), w: row(bad, 1) },
      { padding: [[1, 0]] },
      { y: row(1, 1) },
    );
    expect(outputs.y).toEqual([1, bad]);
    expect(grads).toEqual({ x: [bad, 1], w: [1, 3] });
  });

  test('an input that no window reads is not read, and its gradient is 0', () => {
    const { outputs, grads } = run(
      'conv',
      { x: row(1, 2, NaN), w: row(3, 4) },
      { stride: [2] },
      { y: row(-1) },
    );
    expect(outputs.y).toEqual([11]);
    expect(grads).toEqual({ x: [-3, -4, 0], w: [-1, -2] });
  });

  test('NaN and infinities reach every output whose window reads them, and no other', () => {
    const { outputs } = run('conv', { x: row(1, Infinity, 2, 3, NaN), w: row(1, -1) });
    expect(outputs.y).toEqual([-Infinity, Infinity, -1, NaN]);
  });
});
