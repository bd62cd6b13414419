import { tensor } from '../../src/index.ts';
import { integers } from '../calls.ts';
import { describeOperator, type RightCall, type WrongCall } from '../operator-cases.ts';

/** What both losses over labels have in common. */
const right: readonly RightCall[] = [
  [
    'the mean by default',
    { scores: [2, 5], labels: integers(4, 0) },
    {},
    { loss: [] },
    { reduction: 'mean' },
  ],
  ['the sum', { scores: [2, 5], labels: integers(4, 0) }, { reduction: 'sum' }, { loss: [] }],
  ['one per row', { scores: [2, 5], labels: integers(4, 0) }, { reduction: 'none' }, { loss: [2] }],
  [
    'one row, a scalar label',
    { scores: [5], labels: tensor('int32', [], [3]) },
    { reduction: 'none' },
    { loss: [] },
  ],
  ['one per pixel', { scores: [2, 3, 4, 5], labels: [2, 3, 4] }, { reduction: 'none' }, { loss: [2, 3, 4] }],
  ['a label that is not counted', { scores: [3, 5], labels: integers(-1, 0, -1) }, {}, { loss: [] }],
  ['no row at all, none', { scores: [0, 5], labels: [0] }, { reduction: 'none' }, { loss: [0] }],
  ['no row at all, their sum', { scores: [0, 5], labels: [0] }, { reduction: 'sum' }, { loss: [] }],
  [
    'no label that counts, their sum',
    { scores: [2, 5], labels: integers(-1, -1) },
    { reduction: 'sum' },
    { loss: [] },
  ],
];

const wrong: readonly WrongCall[] = [
  [
    'a label past the classes',
    { scores: [2, 5], labels: integers(0, 5) },
    {},
    'bad-label',
    'labels',
    'expected classes 0 to 4, or -1, got 5 at 1',
  ],
  [
    'a label below -1',
    { scores: [2, 5], labels: integers(-2, 5) },
    {},
    'bad-label',
    'labels',
    'expected classes 0 to 4, or -1, got -2 at 0',
  ],
  [
    'one label too many',
    { scores: [2, 5], labels: [3] },
    {},
    'bad-shape',
    'labels',
    'expected shape[0] = 2 (as scores), got [3]',
  ],
  [
    'one-hot labels',
    { scores: [2, 5], labels: [2, 5] },
    {},
    'bad-rank',
    'labels',
    'expected 1 axis for ...L, as scores has, got [2, 5]',
  ],
  [
    'a scalar score',
    { scores: [], labels: [] },
    {},
    'bad-rank',
    'scores',
    'expected rank 1 or more [...L, K], got []',
  ],
  [
    'labels that are floats',
    { scores: [2, 5], labels: tensor('float64', [2], [0, 1]) },
    {},
    'bad-dtype',
    'labels',
    'expected int32, got float64',
  ],
  [
    'scores that are integers',
    { scores: tensor('int32', [1, 2], [0, 1]), labels: [1] },
    {},
    'bad-dtype',
    'scores',
    'expected float32 or float64, got int32',
  ],
  [
    'a reduction that is not one',
    { scores: [2, 5], labels: [2] },
    { reduction: 'average' },
    'bad-attribute',
    'reduction',
    "expected one of none, sum, mean, got 'average'",
  ],
  [
    'reduction null',
    { scores: [2, 5], labels: [2] },
    { reduction: null },
    'bad-attribute',
    'reduction',
    'expected one of none, sum, mean, got null',
  ],
  ['no labels', { scores: [2, 5] }, {}, 'missing-input', 'labels', 'expected a tensor [...L], got nothing'],
];

const emptyMeans: readonly WrongCall[] = [
  [
    'the mean of no row',
    { scores: [0, 5], labels: [0] },
    {},
    'empty-mean',
    'labels',
    'expected one label other than -1 for reduction mean, got none',
  ],
  [
    'the mean of rows that are not counted',
    { scores: [2, 5], labels: integers(-1, -1) },
    {},
    'empty-mean',
    'labels',
    'expected one label other than -1 for reduction mean, got none',
  ],
];

describeOperator('softmaxCrossEntropy', {
  right,
  wrong: [
    ...wrong,
    ...emptyMeans,
    [
      'a margin',
      { scores: [2, 5], labels: [2] },
      { margin: 1 },
      'unknown-attribute',
      'margin',
      'expected one of reduction, got 1',
    ],
  ],
});

describeOperator('hingeLoss', {
  right: [
    ...right,
    ['a margin of 1 by default', { scores: [2, 5], labels: [2] }, {}, { loss: [] }, { margin: 1 }],
    ['another margin', { scores: [2, 5], labels: [2] }, { margin: 0 }, { loss: [] }],
  ],
  wrong: [
    ...wrong,
    ...emptyMeans,
    [
      "margin '1'",
      { scores: [2, 5], labels: [2] },
      { margin: '1' },
      'bad-attribute',
      'margin',
      "expected a finite number, got '1'",
    ],
    [
      'margin NaN',
      { scores: [2, 5], labels: [2] },
      { margin: NaN },
      'bad-attribute',
      'margin',
      'expected a finite number, got NaN',
    ],
  ],
});

describeOperator('meanSquaredError', {
  right: [
    ['the mean by default', { prediction: [2, 3], target: [2, 3] }, {}, { loss: [] }, { reduction: 'mean' }],
    ['the sum', { prediction: [2, 3], target: [2, 3] }, { reduction: 'sum' }, { loss: [] }],
    ['one per element', { prediction: [2, 3], target: [2, 3] }, { reduction: 'none' }, { loss: [2, 3] }],
    ['of scalars', { prediction: [], target: [] }, {}, { loss: [] }],
    ['the sum of nothing', { prediction: [0, 3], target: [0, 3] }, { reduction: 'sum' }, { loss: [] }],
  ],
  wrong: [
    [
      'the mean of nothing',
      { prediction: [0, 3], target: [0, 3] },
      {},
      'empty-mean',
      'prediction',
      'expected one element or more for reduction mean, got [0, 3]',
    ],
    [
      'a target of another size',
      { prediction: [2, 3], target: [2, 4] },
      {},
      'bad-shape',
      'target',
      'expected shape[1] = 3 (as prediction), got [2, 4]',
    ],
    [
      'a column beside a row',
      { prediction: [3, 1], target: [3] },
      {},
      'bad-rank',
      'target',
      'expected 2 axes for ...L, as prediction has, got [3]',
    ],
    [
      'targets that are integers',
      { prediction: [2], target: integers(0, 1) },
      {},
      'bad-dtype',
      'target',
      'expected float32 or float64, got int32',
    ],
    [
      'a reduction that is not one',
      { prediction: [2], target: [2] },
      { reduction: 'max' },
      'bad-attribute',
      'reduction',
      "expected one of none, sum, mean, got 'max'",
    ],
    [
      'no target',
      { prediction: [2] },
      {},
      'missing-input',
      'target',
      'expected a tensor [...L], got nothing',
    ],
  ],
});

describeOperator('sumOfSquares', {
  right: [
    ['of any shape', { x: [2, 3] }, {}, { loss: [] }, { scale: 1 }],
    ['a scale', { x: [2, 3] }, { scale: 0.5 }, { loss: [] }],
    ['of a scalar', { x: [] }, {}, { loss: [] }],
    ['of nothing', { x: [0] }, {}, { loss: [] }],
  ],
  wrong: [
    [
      'scale Infinity',
      { x: [2] },
      { scale: Infinity },
      'bad-attribute',
      'scale',
      'expected a finite number, got Infinity',
    ],
    [
      'a reduction: it is a sum',
      { x: [2] },
      { reduction: 'mean' },
      'unknown-attribute',
      'reduction',
      "expected one of scale, got 'mean'",
    ],
  ],
});
