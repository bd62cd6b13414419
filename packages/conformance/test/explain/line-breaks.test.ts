import { describe, expect, test } from '@jest/globals';
import { layEquation, layEquations, wrapText } from '../../src/explain/line-breaks.ts';

const sides = [
  { relation: '=', text: 'a·b + c·d + e·f' },
  { relation: '=', text: '1·2 + 3·4 + 5·6' },
  { relation: '≈', text: '44' },
] as const;

describe('layEquation', () => {
  test('stays on one line if it fits', () => {
    expect(layEquation({ left: 'y', sides }, { width: 60, indent: 2, pad: 0 })).toEqual([
      '  y = a·b + c·d + e·f = 1·2 + 3·4 + 5·6 ≈ 44',
    ]);
  });

  test('puts every side on a line, and the result behind the last', () => {
    expect(layEquation({ left: 'y', sides }, { width: 30, indent: 2, pad: 0 })).toEqual([
      '  y = a·b + c·d + e·f',
      '    = 1·2 + 3·4 + 5·6 ≈ 44',
    ]);
  });

  test('breaks a side before an operator and goes on behind the equals sign', () => {
    expect(layEquation({ left: 'y', sides }, { width: 16, indent: 2, pad: 0 })).toEqual([
      '  y = a·b + c·d',
      '      + e·f',
      '    = 1·2 + 3·4',
      '      + 5·6 ≈ 44',
    ]);
  });

  test('breaks a word that is too long for any line', () => {
    const long = layEquation(
      { left: 'y', sides: [{ relation: '=', text: `${'a'.repeat(30)}·b` }] },
      { width: 16, indent: 2, pad: 0 },
    );
    expect(Math.max(...long.map((line) => line.length))).toBeLessThanOrEqual(16);
    expect(long.join('').replaceAll(' ', '')).toBe(`y=${'a'.repeat(30)}·b`);
  });

  test('puts a remark on a line of its own where it does not fit', () => {
    expect(
      layEquation(
        { left: 'y', sides: [{ relation: '=', text: '0' }], remark: '(why not)' },
        { width: 12, indent: 2, pad: 0 },
      ),
    ).toEqual(['  y = 0', '      (why', '      not)']);
  });
});

describe('layEquations', () => {
  test('puts equals signs below each other', () => {
    const one = [{ relation: '=', text: '1' }] as const;
    expect(
      layEquations(
        [
          { left: 'x', sides: one },
          { left: 'long', sides: one },
        ],
        40,
      ),
    ).toEqual(['  x    = 1', '  long = 1']);
  });
});

describe('wrapText', () => {
  test('counts Korean letters as two columns', () => {
    expect(wrapText('합성곱 교차상관', 10)).toEqual(['합성곱', '교차상관']);
  });
});
