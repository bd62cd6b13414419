import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { copied, filled } from '../src/filled.ts';

describe('filled', () => {
  test.each(['float32', 'float64'] as const)(
    'makes a tensor of the dtype, 0 where nothing is written, %s',
    (dtype) => {
      const made = filled({ dtype, shape: [1, 3] }, (data) => (data[1] = 0.1));
      expect(made).toEqual(tensor(dtype, [1, 3], [0, 0.1, 0]));
    },
  );
});

describe('copied', () => {
  const x = tensor('float32', [3, 1], [1, -2, NaN]);
  test('has the same elements in memory of its own', () => {
    const copy = copied(x);
    expect(copy).toEqual(x);
    copy.data[0] = 9;
    expect(x.data[0]).toBe(1);
  });
  test('takes another shape for them', () => {
    expect(copied(x, [1, 3])).toEqual({ ...x, shape: [1, 3] });
  });
});
