import { describeOperator } from '../operator-cases.ts';

describeOperator('linear', {
  right: [
    ['a batch of rows', { x: [2, 3], w: [5, 3], b: [5] }, {}, { y: [2, 5] }],
    ['one row', { x: [3], w: [5, 3] }, {}, { y: [5] }],
    ['any leading axes', { x: [2, 4, 6, 3], w: [5, 3] }, {}, { y: [2, 4, 6, 5] }],
    ['an empty batch', { x: [0, 3], w: [5, 3] }, {}, { y: [0, 5] }],
    ['nothing to sum over', { x: [2, 0], w: [5, 0] }, {}, { y: [2, 5] }],
    ['no outputs', { x: [2, 3], w: [0, 3], b: [0] }, {}, { y: [2, 0] }],
  ],
  wrong: [
    ['a scalar', { x: [], w: [5, 3] }, {}, 'bad-rank', 'x', 'expected rank 1 or more [...L, I], got []'],
    [
      'a weight of another size',
      { x: [2, 3], w: [5, 4] },
      {},
      'bad-shape',
      'w',
      'expected shape[1] = 3 (I of x), got [5, 4]',
    ],
    [
      'a weight laid out the other way',
      { x: [2, 3], w: [3, 5] },
      {},
      'bad-shape',
      'w',
      'expected shape[1] = 3 (I of x), got [3, 5]',
    ],
    ['a weight with one axis', { x: [2, 3], w: [3] }, {}, 'bad-rank', 'w', 'expected rank 2 [O, I], got [3]'],
    [
      'a bias of another size',
      { x: [2, 3], w: [5, 3], b: [3] },
      {},
      'bad-shape',
      'b',
      'expected shape[0] = 5 (O of w), got [3]',
    ],
    [
      'a bias row',
      { x: [2, 3], w: [5, 3], b: [1, 5] },
      {},
      'bad-rank',
      'b',
      'expected rank 1 [O], got [1, 5]',
    ],
    [
      'attributes',
      { x: [2, 3], w: [5, 3] },
      { bias: true },
      'unknown-attribute',
      'bias',
      'expected no attributes, got true',
    ],
    ['no weight', { x: [2, 3] }, {}, 'missing-input', 'w', 'expected a tensor [O, I], got nothing'],
  ],
});
