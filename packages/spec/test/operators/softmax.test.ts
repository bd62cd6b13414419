import { describeOperator } from '../operator-cases.ts';

describeOperator('softmax', {
  right: [
    ['one row', { x: [5] }, {}, { y: [5] }],
    ['any leading axes', { x: [2, 3, 5] }, {}, { y: [2, 3, 5] }],
    ['no rows', { x: [0, 5] }, {}, { y: [0, 5] }],
    ['rows of nothing', { x: [2, 0] }, {}, { y: [2, 0] }],
  ],
  wrong: [
    ['a scalar', { x: [] }, {}, 'bad-rank', 'x', 'expected rank 1 or more [...L, K], got []'],
    [
      'an axis: it is the last one',
      { x: [2, 5] },
      { axis: 1 },
      'unknown-attribute',
      'axis',
      'expected no attributes, got 1',
    ],
    ['no tensor', {}, {}, 'missing-input', 'x', 'expected a tensor [...L, K], got nothing'],
  ],
});
