import { expect, test } from '@jest/globals';
import { tensor, type Tensor } from '@gradspec/spec';
import { gatesReadAs, whTransposed } from '../../../src/mistakes/recurrent/stacked-gates.ts';
import type { GivenCall } from '../../../src/mistakes/recurrent/varied-call.ts';

/** Two rows per gate and one column: each number names its gate and its unit. */
const wx = tensor('float64', [8, 1], [11, 12, 21, 22, 31, 32, 41, 42]);
const call = (inputs: Record<string, Tensor>): GivenCall => ({ inputs, attributes: { reverse: false } });
const numbers = ({ data }: Tensor) => Array.from(data);

test('gates read as i, o, f, g: the second block is used as o, the third as f, the fourth as g', () => {
  const asked = gatesReadAs('ifgo', 'iofg').inputs!(call({ wx }));
  expect(numbers(asked.wx!)).toEqual([11, 12, 31, 32, 41, 42, 21, 22]);
});

test('the gradient of a block goes to the block that was read', () => {
  // The right kernel’s blocks are i, f, g, o; o was read from the second block.
  const { wx: back } = gatesReadAs('ifgo', 'iofg').gradients!({ wx }, call({ wx }));
  expect(numbers(back!)).toEqual([11, 12, 41, 42, 21, 22, 31, 32]);
});

test('other inputs stay as they are, and an absent bias stays away', () => {
  const x = tensor('float64', [1, 1, 1], [7]);
  const asked = gatesReadAs('rzn', 'zrn').inputs!(call({ x, wx: tensor('float64', [3, 1], [1, 2, 3]) }));
  expect(Object.keys(asked)).toEqual(['x', 'wx']);
  expect(asked.x).toBe(x);
  expect(numbers(asked.wx!)).toEqual([2, 1, 3]);
});

test('wh is transposed block by block', () => {
  const wh = tensor('float64', [4, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
  expect(numbers(whTransposed.inputs!(call({ wh })).wh!)).toEqual([1, 3, 2, 4, 5, 7, 6, 8]);
});
