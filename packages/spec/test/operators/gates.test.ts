import { describeOperator } from '../operator-cases.ts';

for (const gate of ['add', 'multiply', 'maximum'] as const)
  describeOperator(gate, {
    right: [
      ['scalars', { a: [], b: [] }, {}, { y: [] }],
      ['any shape', { a: [2, 3, 4], b: [2, 3, 4] }, {}, { y: [2, 3, 4] }],
      ['nothing', { a: [0, 3], b: [0, 3] }, {}, { y: [0, 3] }],
    ],
    wrong: [
      [
        'another size',
        { a: [2, 3], b: [2, 4] },
        {},
        'bad-shape',
        'b',
        'expected shape[1] = 3 (as a), got [2, 4]',
      ],
      [
        'the axes exchanged',
        { a: [2, 3], b: [3, 2] },
        {},
        'bad-shape',
        'b',
        'expected shape[0] = 2 (as a), got [3, 2]',
      ],
      [
        'a scalar to be broadcast',
        { a: [2, 3], b: [] },
        {},
        'bad-rank',
        'b',
        'expected 2 axes for ...L, as a has, got []',
      ],
      [
        'an axis of 1 to be broadcast',
        { a: [2, 3], b: [1, 3] },
        {},
        'bad-shape',
        'b',
        'expected shape[0] = 2 (as a), got [1, 3]',
      ],
      ['one tensor', { a: [2, 3] }, {}, 'missing-input', 'b', 'expected a tensor [...L], got nothing'],
      [
        'attributes',
        { a: [], b: [] },
        { value: 2 },
        'unknown-attribute',
        'value',
        'expected no attributes, got 2',
      ],
    ],
  });
