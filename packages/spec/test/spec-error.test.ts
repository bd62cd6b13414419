import { describe, expect, test } from '@jest/globals';
import {
  checkBackwardCall,
  inferShapes,
  SpecError,
  specErrorCodes,
  zeros,
  type OperatorName,
  type SpecErrorCode,
} from '../src/index.ts';
import { show } from '../src/spec-error.ts';
import { check, integers, partsOf } from './calls.ts';

const x = zeros('float64', [2, 3]);
const linear = { x, w: zeros('float64', [5, 3]) };
const relu = () => check('relu', { x });

/** A call for every code but `not-implemented`, which is for whoever chooses implementations: `@gradspec/graph`. */
const reach: { readonly [Code in Exclude<SpecErrorCode, 'not-implemented'>]: () => unknown } = {
  'unknown-operator': () => check('Conv' as OperatorName, { x }),
  'missing-input': () => check('linear', { x }),
  'unknown-input': () => check('linear', { ...linear, bias: x }),
  'bad-tensor': () => check('relu', { x: [1, 2, 3] }),
  'bad-dtype': () => check('relu', { x: integers(1, 2) }),
  'mixed-dtypes': () => check('linear', { ...linear, w: zeros('float32', [5, 3]) }),
  'bad-rank': () => inferShapes('linear', { x: [], w: [5, 3] }),
  'bad-shape': () => inferShapes('linear', { x: [2, 4], w: [5, 3] }),
  'missing-attribute': () => check('scale', { x }),
  'unknown-attribute': () => check('relu', { x }, { slope: 1 }),
  'bad-attribute': () => check('scale', { x }, { value: '2' }),
  'bad-groups': () => inferShapes('conv', { x: [1, 3, 4], w: [2, 1, 2] }, { groups: 2 }),
  'kernel-too-large': () => inferShapes('conv', { x: [1, 1, 4], w: [1, 1, 5] }),
  'empty-window': () => inferShapes('maxPool', { x: [1, 1, 0] }, { kernel: [2], padding: [[1, 1]] }),
  'empty-mean': () => inferShapes('meanSquaredError', { prediction: [0], target: [0] }),
  'bad-length': () =>
    check('rnn', {
      x: zeros('float64', [2, 1, 3]),
      wx: zeros('float64', [4, 3]),
      wh: zeros('float64', [4, 4]),
      lengths: integers(3),
    }),
  'bad-label': () => check('hingeLoss', { scores: x, labels: integers(0, 3) }),
  'unknown-output': () => checkBackwardCall(relu(), { z: x } as object),
  'bad-wanted': () => checkBackwardCall(relu(), {}, ['y' as never]),
};

describe('SpecError', () => {
  test.each(Object.entries(reach))('%s can be reached', (code, work) => {
    expect(partsOf(work)).toMatchObject({ code });
  });

  test('the list of codes is closed: these, and not-implemented', () => {
    expect(Object.keys(specErrorCodes).sort()).toEqual([...Object.keys(reach), 'not-implemented'].sort());
  });

  test('its message is made of its parts', () => {
    const parts = {
      code: 'bad-shape',
      operator: 'conv',
      argument: 'w',
      expected: 'this',
      got: 'that',
    } as const;
    const error = new SpecError(parts);
    expect({ ...error }).toMatchObject({ ...parts, name: 'SpecError' });
    expect(String(error)).toBe('SpecError: conv: w expected this, got that');
    expect(error).toBeInstanceOf(Error);
  });
});

test.each([
  [[1, [2, 'a']], "[1, [2, 'a']]"],
  [Array(2), '[undefined, undefined]'],
  [Array(13).fill(0), '[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, … (13 in all)]'],
  ['2', "'2'"],
  [-0, '-0'],
  [NaN, 'NaN'],
  [5n, '5n'],
  [undefined, 'undefined'],
  [null, 'null'],
  [true, 'true'],
  [Symbol('s'), 'Symbol(s)'],
  [() => 1, 'a function'],
  [new Float32Array(3), 'Float32Array'],
  [{}, 'an object with nothing'],
  [{ dtype: 'float32', shape: [] }, 'an object with dtype, shape'],
  [Object.create(null), 'an object with nothing'],
])('a value as an error prints it: %#', (value, shown) => {
  expect(show(value)).toBe(shown);
});
