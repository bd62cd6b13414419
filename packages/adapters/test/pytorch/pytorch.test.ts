import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { PlainCall } from '../in-node/exchange.ts';
import { reportOf } from '../in-node/start.ts';

const linear = (dtype: 'float32' | 'float64'): PlainCall => ({
  operator: 'linear',
  inputs: {
    x: { dtype, shape: [1, 3], data: [2, -3, 5] },
    w: { dtype, shape: [2, 3], data: [0.1, 7, -11, 13, 17, 19] },
  },
  attributes: {},
  outputGrads: { y: { dtype, shape: [1, 2], data: [-2, 3] } },
});
const tanh: PlainCall = { operator: 'rnn', attributes: {}, outputGrads: {}, inputs: {
  x: { shape: [2, 1, 1], data: [1, 2] },
  wx: { shape: [1, 1], data: [3] },
  wh: { shape: [1, 1], data: [4] },
} }; // prettier-ignore

test('tensors cross the pipe in both dtypes without loss, and errors with the worker’s words', async () => {
  const report = await reportOf('pytorch', [linear('float32'), linear('float64'), tanh], [], {
    GRADSPEC_PYTHON: join(__dirname, 'fake-worker.mjs'),
  });
  expect(report.version).toBe('0.0-fake');
  const [single, double, unknown] = report.calls;
  const tenth = Math.fround(0.1);
  expect(single!.forward).toEqual({
    tensors: { y: { dtype: 'float32', shape: [1, 2], data: [Math.fround(2 * tenth - 76), 70] } },
  });
  expect(double!.forward).toEqual({
    tensors: { y: { dtype: 'float64', shape: [1, 2], data: [2 * 0.1 - 21 - 55, 70] } },
  });
  expect(double!.backward).toEqual({
    tensors: {
      x: { dtype: 'float64', shape: [1, 3], data: [-2 * 0.1 + 39, 37, 79] },
      w: { dtype: 'float64', shape: [2, 3], data: [-4, 6, -10, 6, -9, 15] },
    },
  });
  expect(double!.alone.w).toEqual({
    tensors: { w: { dtype: 'float64', shape: [2, 3], data: [-4, 6, -10, 6, -9, 15] } },
  });
  expect(double!.prepared).toEqual({ ran: ['forward', 'x', 'w', 'train'] });
  expect(unknown!.forward).toEqual({ error: 'Error: the fake has no rnn' });
}, 60_000);
