import { expect, test } from '@jest/globals';
import { tensorFile } from '../../src/onnx/graph.ts';

test('a tensor is written with its dims, data type, name and little-endian elements', () => {
  const bytes = tensorFile({ name: 'x', dtype: 'int32', shape: [2, 1], data: [258, -1] });
  expect(Buffer.from(bytes).toString('hex')).toBe(
    // dims [2, 1], data_type INT32 = 6, name 'x', raw_data of 8 bytes
    ['0a020201', '1006', '420178', '4a08', '02010000', 'ffffffff'].join(''),
  );
});

test('elements that do not fill the shape are an error, not a file that ends early', () => {
  expect(() => tensorFile({ name: 'w', dtype: 'float32', shape: [2, 3], data: [1, 2, 3, 4, 5] })).toThrow(
    'ONNX tensor w: expected 6 elements for [2, 3], got 5',
  );
});
