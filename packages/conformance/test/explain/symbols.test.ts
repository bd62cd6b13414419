import { describe, expect, test } from '@jest/globals';
import { elementName, sliceName } from '../../src/explain/symbols.ts';

describe('elementName', () => {
  test.each([
    ['x', [0, 0, 2], [1, 1, 5], 'x₃'],
    ['x', [0, 0, 1, 2], [1, 1, 3, 3], 'x₂₃'],
    ['h', [1, 0, 2], [3, 1, 4], 'h₂₃'],
    ['w', [0, 1, 0, 1], [2, 2, 3, 3], 'w₁₂₁₂'],
    ['f', [], [], 'f'],
    ['b', [0], [1], 'b'],
    ['x', [11], [12], 'x₁₂'],
    ['x', [1, 9], [2, 10], 'x[2,10]'],
    ['x', [0, 0], [2, 10], 'x[1,1]'],
  ])('calls %s at %p of %p %s', (symbol, index, shape, name) => {
    expect(elementName(symbol, index, shape)).toBe(name);
  });
});

describe('sliceName', () => {
  test('has a dot for every axis inside the slice', () => {
    expect(sliceName('x', [1, 0], [2, 3, 4, 5])).toBe('x[2,1,·,·]');
    expect(sliceName('x', [0, 0], [1, 1, 4, 5])).toBe('x');
  });
});
