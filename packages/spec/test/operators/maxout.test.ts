import { describeOperator } from '../operator-cases.ts';

describeOperator('maxout', {
  right: [
    ['pieces in the middle', { x: [2, 3, 5] }, {}, { y: [2, 5] }],
    ['one piece', { x: [2, 1, 5] }, {}, { y: [2, 5] }],
    ['an empty batch', { x: [0, 3, 5] }, {}, { y: [0, 5] }],
    ['no features', { x: [2, 3, 0] }, {}, { y: [2, 0] }],
  ],
  wrong: [
    [
      'no piece',
      { x: [2, 0, 5] },
      {},
      'bad-shape',
      'x',
      'expected at least 1 piece (shape[1]), got [2, 0, 5]',
    ],
    [
      'no piece of an empty batch',
      { x: [0, 0, 5] },
      {},
      'bad-shape',
      'x',
      'expected at least 1 piece (shape[1]), got [0, 0, 5]',
    ],
    ['no axis of pieces', { x: [2, 15] }, {}, 'bad-rank', 'x', 'expected rank 3 [N, P, F], got [2, 15]'],
    ['an image', { x: [2, 3, 5, 5] }, {}, 'bad-rank', 'x', 'expected rank 3 [N, P, F], got [2, 3, 5, 5]'],
    [
      'attributes',
      { x: [2, 3, 5] },
      { pieces: 3 },
      'unknown-attribute',
      'pieces',
      'expected no attributes, got 3',
    ],
  ],
});
