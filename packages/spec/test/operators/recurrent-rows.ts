/** What rnn, lstm and gru have in common: their right and wrong calls but for the number of gates. */
import { tensor } from '../../src/index.ts';
import { integers } from '../calls.ts';
import type { RightCall, WrongCall } from '../operator-cases.ts';

/** Steps, batch, input features, hidden features. */
export const [T, N, I, H] = [4, 3, 2, 5] as const;

/** The required inputs with `G` gates stacked in the weights. */
export const required = (G: number) => ({ x: [T, N, I], wx: [G * H, I], wh: [G * H, H] });

/** The rows that all three share. */
export function rows(
  G: number,
  outputs: 'h' | 'h and c',
): { right: readonly RightCall[]; wrong: readonly WrongCall[] } {
  const given = required(G);
  const shapes = (T: number, N: number) => {
    const h = { h: [T, N, H], hT: [N, H] };
    return outputs === 'h' ? h : { ...h, c: [T, N, H], cT: [N, H] };
  };
  const gates = G === 1 ? 'H' : `${G}H`;
  const stacked = G === 1 ? 'H of wx' : `${G}H, H = ${H} of wx`;
  const right: readonly RightCall[] = [
    ['the required inputs', given, {}, shapes(T, N), { reverse: false }],
    [
      'a bias, a first state, lengths',
      { ...given, b: [G * H], h0: [N, H], lengths: integers(T, 0, 1) },
      {},
      shapes(T, N),
    ],
    ['reverse', given, { reverse: true }, shapes(T, N)],
    ['no step', { ...given, x: [0, N, I], lengths: integers(0, 0, 0) }, {}, shapes(0, N)],
    ['an empty batch', { ...given, x: [T, 0, I], h0: [0, H], lengths: [0] }, {}, shapes(T, 0)],
    ['no input features', { ...given, x: [T, N, 0], wx: [G * H, 0] }, {}, shapes(T, N)],
  ];
  const wrong: readonly WrongCall[] = [
    [
      'a length above T',
      { ...given, lengths: integers(T, T + 1, 0) },
      {},
      'bad-length',
      'lengths',
      'expected 0 to T = 4, got 5 at 1',
    ],
    [
      'a length below 0',
      { ...given, lengths: integers(T, 0, -1) },
      {},
      'bad-length',
      'lengths',
      'expected 0 to T = 4, got -1 at 2',
    ],
    [
      'a length too few',
      { ...given, lengths: integers(T, T) },
      {},
      'bad-shape',
      'lengths',
      'expected shape[0] = 3 (N of x), got [2]',
    ],
    [
      'lengths that are floats',
      { ...given, lengths: tensor('float64', [N], [1, 1, 1]) },
      {},
      'bad-dtype',
      'lengths',
      'expected int32, got float64',
    ],
    [
      'a sequence without a batch',
      { ...given, x: [T, I] },
      {},
      'bad-rank',
      'x',
      'expected rank 3 [T, N, I], got [4, 2]',
    ],
    [
      'a wx of other features',
      { ...given, wx: [G * H, I + 1] },
      {},
      'bad-shape',
      'wx',
      `expected shape[1] = 2 (I of x), got [${G * H}, 3]`,
    ],
    [
      'a wx laid out the other way',
      { ...given, wx: [G * I * H, G * H] },
      {},
      'bad-shape',
      'wx',
      `expected shape[1] = 2 (I of x), got [${G * I * H}, ${G * H}]`,
    ],
    [
      'a wh of other rows',
      { ...given, wh: [G * H + G, H] },
      {},
      'bad-shape',
      'wh',
      `expected shape[0] = ${G * H} (${stacked}), got [${G * H + G}, 5]`,
    ],
    [
      'a wh of other columns',
      { ...given, wh: [G * H, H - 1] },
      {},
      'bad-shape',
      'wh',
      `expected shape[1] = 5 (H of wx), got [${G * H}, 4]`,
    ],
    [
      'a bias of another size',
      { ...given, b: [G * H + 1] },
      {},
      'bad-shape',
      'b',
      `expected shape[0] = ${G * H} (${stacked}), got [${G * H + 1}]`,
    ],
    [
      'two biases in one',
      { ...given, b: [2, G * H] },
      {},
      'bad-rank',
      'b',
      `expected rank 1 [${gates}], got [2, ${G * H}]`,
    ],
    [
      'one first state for all',
      { ...given, h0: [H] },
      {},
      'bad-rank',
      'h0',
      'expected rank 2 [N, H], got [5]',
    ],
    [
      'a first state of another batch',
      { ...given, h0: [N + 1, H] },
      {},
      'bad-shape',
      'h0',
      'expected shape[0] = 3 (N of x), got [4, 5]',
    ],
    [
      'a first state of another size',
      { ...given, h0: [N, H + 1] },
      {},
      'bad-shape',
      'h0',
      'expected shape[1] = 5 (H of wx), got [3, 6]',
    ],
    [
      'another dtype',
      { ...given, wh: tensor('float32', [G * H, H], new Float32Array(G * H * H)) },
      {},
      'mixed-dtypes',
      'wh',
      'expected float64, as x has, got float32',
    ],
    ['reverse 1', given, { reverse: 1 }, 'bad-attribute', 'reverse', 'expected true or false, got 1'],
    [
      'no wh',
      { x: given.x, wx: given.wx },
      {},
      'missing-input',
      'wh',
      `expected a tensor [${gates}, H], got nothing`,
    ],
    ...(G === 1
      ? []
      : ([
          [
            'rows that are no whole gates',
            { ...given, wx: [G * H + 1, I] },
            {},
            'bad-shape',
            'wx',
            `expected shape[0] to be a multiple of ${G} (${G}H), got [${G * H + 1}, 2]`,
          ],
        ] as const)),
  ];
  return { right, wrong };
}
