import { expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { gateOrder, reorderGates } from '../../src/onnx/gate-order.ts';

test('lstm’s gates i f g o become i o f g, each with its rows in order', () => {
  const stack = tensor('float32', [8, 1], [1, 2, 11, 12, 21, 22, 31, 32]);
  expect([...reorderGates(stack, gateOrder.lstm)]).toEqual([1, 2, 31, 32, 11, 12, 21, 22]);
});

test('gru’s gates r z n become z r n', () => {
  const stack = tensor('float32', [3, 2], [1, 2, 11, 12, 21, 22]);
  expect([...reorderGates(stack, gateOrder.gru)]).toEqual([11, 12, 1, 2, 21, 22]);
});
