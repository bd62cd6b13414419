import { describeOperator } from '../operator-cases.ts';
import { H, N, required, rows, T } from './recurrent-rows.ts';

const elman = rows(1, 'h');
describeOperator('rnn', {
  right: [
    ...elman.right,
    ['tanh by default', required(1), {}, { h: [T, N, H], hT: [N, H] }, { activation: 'tanh' }],
    ['relu', required(1), { activation: 'relu' }, { h: [T, N, H], hT: [N, H] }],
    ['identity', required(1), { activation: 'identity' }, { h: [T, N, H], hT: [N, H] }],
  ],
  wrong: [
    ...elman.wrong,
    [
      'another activation',
      required(1),
      { activation: 'sigmoid' },
      'bad-attribute',
      'activation',
      "expected one of tanh, relu, identity, got 'sigmoid'",
    ],
    [
      'activation null',
      required(1),
      { activation: null },
      'bad-attribute',
      'activation',
      'expected one of tanh, relu, identity, got null',
    ],
    [
      'a cell state',
      { ...required(1), c0: [N, H] },
      {},
      'unknown-input',
      'c0',
      'expected one of x, wx, wh, b, h0, lengths, got an input of that name',
    ],
  ],
});

const longShort = rows(4, 'h and c');
describeOperator('lstm', {
  right: [
    ...longShort.right,
    [
      'a first cell state',
      { ...required(4), c0: [N, H] },
      {},
      { h: [T, N, H], c: [T, N, H], hT: [N, H], cT: [N, H] },
    ],
  ],
  wrong: [
    ...longShort.wrong,
    [
      'a first cell state of another size',
      { ...required(4), c0: [N, H + 1] },
      {},
      'bad-shape',
      'c0',
      'expected shape[1] = 5 (H of wx), got [3, 6]',
    ],
    [
      'weights of three gates',
      required(3),
      {},
      'bad-shape',
      'wx',
      'expected shape[0] to be a multiple of 4 (4H), got [15, 2]',
    ],
    [
      'an activation',
      required(4),
      { activation: 'tanh' },
      'unknown-attribute',
      'activation',
      "expected one of reverse, got 'tanh'",
    ],
  ],
});

const gated = rows(3, 'h');
describeOperator('gru', {
  right: [
    ...gated.right,
    [
      'the reset after the product by default',
      required(3),
      {},
      { h: [T, N, H], hT: [N, H] },
      { resetAfter: true },
    ],
    [
      'the reset before, a recurrent bias',
      { ...required(3), bh: [H] },
      { resetAfter: false },
      { h: [T, N, H], hT: [N, H] },
    ],
  ],
  wrong: [
    ...gated.wrong,
    [
      'a recurrent bias for every gate',
      { ...required(3), bh: [3 * H] },
      {},
      'bad-shape',
      'bh',
      'expected shape[0] = 5 (H of wx), got [15]',
    ],
    [
      "resetAfter 'no'",
      required(3),
      { resetAfter: 'no' },
      'bad-attribute',
      'resetAfter',
      "expected true or false, got 'no'",
    ],
    [
      'the attribute of ONNX',
      required(3),
      { linear_before_reset: 1 },
      'unknown-attribute',
      'linear_before_reset',
      'expected one of reverse, resetAfter, got 1',
    ],
  ],
});
