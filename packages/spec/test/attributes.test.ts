import { describe, expect, test } from '@jest/globals';
import { choice, finiteNumber, flag, integer, integers, paddings, type Given } from '../src/attributes.ts';
import { failure } from '../src/check-tensor.ts';
import { partsOf } from './calls.ts';

const asked = (given: object): Given => ({ given, fail: failure('conv') });

/** Every reader, the values it takes, its default, and what it says it expected. */
const readers: readonly {
  readonly reader: string;
  readonly read: (question: Given) => unknown;
  readonly takes: readonly unknown[];
  readonly standard: unknown;
  readonly expected: string;
  readonly refuses: readonly (readonly [value: unknown, shown: string])[];
}[] = [
  {
    reader: 'integer',
    read: (question) => integer(question, 'it', 1, 7),
    takes: [1, 2, 2 ** 53 - 1],
    standard: 7,
    expected: 'an integer of at least 1',
    refuses: [
      [0, '0'],
      [-2, '-2'],
      [1.5, '1.5'],
      [2 ** 53, '9007199254740992'],
      [-0, '-0'],
      [[2], '[2]'],
    ],
  },
  {
    reader: 'finiteNumber',
    read: (question) => finiteNumber(question, 'it', 0.01),
    takes: [0, -1.5, 1e308],
    standard: 0.01,
    expected: 'a finite number',
    refuses: [[-Infinity, '-Infinity']],
  },
  {
    reader: 'flag',
    read: (question) => flag(question, 'it', false),
    takes: [true, false],
    standard: false,
    expected: 'true or false',
    refuses: [
      [0, '0'],
      [1, '1'],
      ['true', "'true'"],
    ],
  },
  {
    reader: 'choice',
    read: (question) => choice(question, 'it', ['sum', 'mean'], 'mean'),
    takes: ['sum', 'mean'],
    standard: 'mean',
    expected: 'one of sum, mean',
    refuses: [
      ['Sum', "'Sum'"],
      ['', "''"],
      [['sum'], "['sum']"],
    ],
  },
  {
    reader: 'integers, one per axis',
    read: (question) => integers(question, 'it', { count: 2, least: 1, standard: [1, 1] }),
    takes: [[1, 3]],
    standard: [1, 1],
    expected: '2 integers, one per axis, of at least 1',
    refuses: [
      [2, '2'],
      [[2], '[2]'],
      [[2, 2, 2], '[2, 2, 2]'],
      [[0, 1], '[0, 1]'],
      [[1, -1], '[1, -1]'],
      [[1.5, 1], '[1.5, 1]'],
      [['1', '1'], "['1', '1']"],
      [[1, null], '[1, null]'],
      [Array(2), '[undefined, undefined]'],
      [new Int32Array([1, 1]), 'Int32Array'],
    ],
  },
  {
    reader: 'integers, any number of them',
    read: (question) => integers(question, 'it', { least: 0, standard: [9] }),
    takes: [[], [0], [3, 2, 1]],
    standard: [9],
    expected: 'integers of at least 0',
    refuses: [
      [3, '3'],
      [[-1], '[-1]'],
    ],
  },
  {
    reader: 'paddings',
    read: (question) => paddings(question, 'it', 1),
    takes: [[[0, 0]], [[3, 1]]],
    standard: [[0, 0]],
    expected: '1 pair [before, after] of integers of at least 0',
    refuses: [
      [1, '1'],
      [[1], '[1]'],
      [[[1]], '[[1]]'],
      [[[1, 1, 1]], '[[1, 1, 1]]'],
      [[[-1, 0]], '[[-1, 0]]'],
      [[[0, 0.5]], '[[0, 0.5]]'],
      [[['0', '0']], "[['0', '0']]"],
      [
        [
          [0, 0],
          [0, 0],
        ],
        '[[0, 0], [0, 0]]',
      ],
      [[], '[]'],
      ['same', "'same'"],
      [Array(1), '[undefined]'],
      [[Array(2)], '[[undefined, undefined]]'],
    ],
  },
];

/** What no reader takes. */
const never: readonly (readonly [value: unknown, shown: string])[] = [
  [null, 'null'],
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  ['2', "'2'"],
  [2n, '2n'],
  [{ value: 2 }, 'an object with value'],
  [() => 2, 'a function'],
  [[[]], '[[]]'],
];

describe.each(readers)('$reader', ({ read, takes, standard, expected, refuses }) => {
  test.each(takes.map((value) => [value]))('takes %j', (value) => {
    expect(read(asked({ it: value }))).toEqual(value);
  });

  test('has a default, also for undefined', () => {
    expect(read(asked({}))).toEqual(standard);
    expect(read(asked({ it: undefined }))).toEqual(standard);
  });

  test.each([...refuses, ...never].map(([value, shown]) => [shown, value]))('refuses %s', (shown, value) => {
    const message = `conv: it expected ${expected}, got ${shown}`;
    const code = 'bad-attribute';
    expect(partsOf(() => read(asked({ it: value })))).toEqual({
      code,
      operator: 'conv',
      argument: 'it',
      message,
    });
  });
});

test.each([
  ['integer', (question: Given) => integer(question, 'it', 0)],
  ['finiteNumber', (question: Given) => finiteNumber(question, 'it')],
  ['integers', (question: Given) => integers(question, 'it', { least: 0 })],
])('%s without a default is required', (_, read) => {
  const message = 'conv: it expected a value (it has no default), got nothing';
  for (const given of [{}, { it: undefined }])
    expect(partsOf(() => read(asked(given)))).toMatchObject({ code: 'missing-attribute', message });
});

test('lists are copied: what the caller changes later changes nothing', () => {
  const given = { sizes: [1, 2], padding: [[1, 2]] };
  const sizes = integers(asked(given), 'sizes', { least: 0 });
  const padding = paddings(asked(given), 'padding', 1);
  given.sizes[0] = given.padding[0]![0] = 99;
  expect([sizes, padding]).toEqual([[1, 2], [[1, 2]]]);
});
