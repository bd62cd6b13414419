import { describe, expect, test } from '@jest/globals';
import { inferShapes } from '../../src/index.ts';
import { describeOperator } from '../operator-cases.ts';

describeOperator('convTranspose', {
  right: [
    [
      '1-D, every attribute filled in',
      { x: [2, 3, 4], w: [3, 5, 3], b: [5] },
      {},
      { y: [2, 5, 6] },
      { stride: [1], padding: [[0, 0]], dilation: [1], groups: 1, flip: false, outputPadding: [0] },
    ],
    ['stride', { x: [2, 3, 4], w: [3, 5, 3] }, { stride: [2] }, { y: [2, 5, 9] }],
    [
      'asymmetric padding',
      { x: [2, 3, 4], w: [3, 5, 3] },
      { stride: [2], padding: [[1, 2]] },
      { y: [2, 5, 6] },
    ],
    [
      'outputPadding',
      { x: [2, 3, 4], w: [3, 5, 3] },
      { stride: [2], padding: [[1, 2]], outputPadding: [1] },
      { y: [2, 5, 7] },
    ],
    [
      'all at once, another value per axis',
      { x: [1, 2, 3, 4], w: [2, 3, 2, 3] },
      {
        stride: [2, 3],
        dilation: [1, 2],
        padding: [
          [0, 1],
          [1, 0],
        ],
        outputPadding: [1, 2],
      },
      { y: [1, 3, 6, 15] },
    ],
    ['3-D', { x: [1, 1, 2, 2, 2], w: [1, 1, 2, 3, 1] }, {}, { y: [1, 1, 3, 4, 2] }],
    ['groups', { x: [2, 6, 4], w: [6, 2, 3], b: [6] }, { groups: 3 }, { y: [2, 6, 6] }],
    ['an empty batch', { x: [0, 3, 4], w: [3, 5, 3] }, {}, { y: [0, 5, 6] }],
    [
      'padding that leaves one element',
      { x: [1, 1, 1], w: [1, 1, 3] },
      { padding: [[2, 0]] },
      { y: [1, 1, 1] },
    ],
  ],
  wrong: [
    [
      'no spatial axis',
      { x: [2, 3], w: [3, 5] },
      {},
      'bad-rank',
      'x',
      'expected rank 3, 4 or 5 (1, 2 or 3 spatial axes), got [2, 3]',
    ],
    [
      'a 2-D kernel on a 1-D input',
      { x: [2, 3, 4], w: [3, 5, 3, 3] },
      {},
      'bad-rank',
      'w',
      'expected rank 3, as x has, got [3, 5, 3, 3]',
    ],
    [
      'an empty kernel',
      { x: [2, 3, 4], w: [3, 5, 0] },
      {},
      'bad-shape',
      'w',
      'expected kernel sizes of at least 1, got [3, 5, 0]',
    ],
    [
      'conv’s kernel, output channels first',
      { x: [2, 3, 4], w: [5, 3, 3] },
      {},
      'bad-shape',
      'w',
      'expected shape[0] = 3 (C of x), got [5, 3, 3]',
    ],
    [
      'a bias of another size',
      { x: [2, 3, 4], w: [3, 5, 3], b: [3] },
      {},
      'bad-shape',
      'b',
      'expected shape[0] = 5 (shape[1] of w times groups = 5 · 1), got [3]',
    ],
    [
      'a bias that forgets the groups',
      { x: [2, 6, 4], w: [6, 2, 3], b: [2] },
      { groups: 3 },
      'bad-shape',
      'b',
      'expected shape[0] = 6 (shape[1] of w times groups = 2 · 3), got [2]',
    ],
    [
      'groups that do not divide C',
      { x: [2, 5, 4], w: [5, 2, 3] },
      { groups: 2 },
      'bad-groups',
      'groups',
      'expected a divisor of C = 5, got 2',
    ],
    [
      'outputPadding as large as the stride',
      { x: [1, 1, 4, 4], w: [1, 1, 3, 3] },
      { stride: [3, 2], outputPadding: [2, 2] },
      'bad-attribute',
      'outputPadding',
      'expected entries below the stride 2 along spatial axis 1, got [2, 2]',
    ],
    [
      'negative outputPadding',
      { x: [1, 1, 4], w: [1, 1, 3] },
      { outputPadding: [-1] },
      'bad-attribute',
      'outputPadding',
      'expected 1 integer, one per axis, of at least 0, got [-1]',
    ],
    [
      'padding that leaves nothing',
      { x: [1, 1, 1], w: [1, 1, 3] },
      { padding: [[2, 1]] },
      'bad-attribute',
      'padding',
      'expected at most 2 in all along spatial axis 0, got [2, 1]',
    ],
    [
      'an empty axis',
      { x: [1, 1, 4, 0], w: [1, 1, 3, 3] },
      {},
      'bad-shape',
      'x',
      'expected a size of at least 1 along spatial axis 1, got [1, 1, 4, 0]',
    ],
    [
      'stride 0',
      { x: [1, 1, 4], w: [1, 1, 3] },
      { stride: [0] },
      'bad-attribute',
      'stride',
      'expected 1 integer, one per axis, of at least 1, got [0]',
    ],
    [
      'padding that is a number',
      { x: [1, 1, 4], w: [1, 1, 3] },
      { padding: 1 },
      'bad-attribute',
      'padding',
      'expected 1 pair [before, after] of integers of at least 0, got 1',
    ],
    [
      'an attribute of ONNX',
      { x: [1, 1, 4], w: [1, 1, 3] },
      { output_padding: [1] },
      'unknown-attribute',
      'output_padding',
      'expected one of stride, padding, dilation, groups, flip, outputPadding, got [1]',
    ],
  ],
});

describe('convTranspose after conv', () => {
  const shapes = [1, 2, 3].flatMap((stride) =>
    [1, 2].flatMap((dilation) =>
      [0, 1, 2].flatMap((before) => [6, 7, 8, 9].map((size) => ({ stride, dilation, before, size }))),
    ),
  );

  test.each(shapes)('has conv’s input size: %j', ({ stride, dilation, before, size }) => {
    const padding = [[before, 1]];
    const shared = { stride: [stride], dilation: [dilation], padding };
    const { y } = inferShapes('conv', { x: [2, 3, size], w: [5, 3, 3] }, shared).outputShapes;
    const outputPadding = [(size + before + 1 - (2 * dilation + 1)) % stride];
    const back = inferShapes('convTranspose', { x: y, w: [5, 3, 3] }, { ...shared, outputPadding });
    expect(back.outputShapes).toEqual({ y: [2, 3, size] });
  });
});
