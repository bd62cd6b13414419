/**
 * Fresh mistakes in lstm and gru.
 *
 * @module
 */
import { tensor } from '@gradspec/spec';
import { freshMistake } from './fresh-mistake.ts';
import { lengthOf, product, rowOf } from './recurrent-rows.ts';

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** The fresh mistakes in lstm. */
export const lstm = [
  freshMistake(
    {
      id: 'lstm/dc0-before-the-first-forget-gate',
      wrong: 'The gradient of c0 is that of c before the forget gate of the first step was applied.',
      operator: 'lstm',
      directions: ['state gradient'],
      results: ['dc0'],
      words: ['forget', 'gate f', ' f '],
    },
    {
      backward({ inputs: { x, wx, wh, b, h0, c0, lengths }, attributes, dtype }, grads, right) {
        const all = right(grads);
        if (!c0) return all;
        const [T, , I] = x.shape as [number, number, number];
        const [N, H] = c0.shape as [number, number];
        const dc0 = c0.data.map((_, at) => {
          const [n, j] = [Math.floor(at / H), at % H];
          const L = lengthOf(lengths, n, T);
          if (L === 0) return all.c0!.data[at]!;
          const first = rowOf(x, (attributes.reverse ? L - 1 : 0) * N + n, I);
          const z = product(wx, H + j, first) + product(wh, H + j, rowOf(h0, n, H));
          return all.c0!.data[at]! / sigmoid(z + (b?.data[H + j] ?? 0));
        });
        return { ...all, c0: tensor(dtype, c0.shape, dc0) };
      },
    },
  ),
  freshMistake(
    {
      id: 'lstm/candidate-with-the-bias-of-the-output-gate',
      wrong: 'The bias of the candidate g is read where that of the output gate o stands.',
      operator: 'lstm',
      directions: ['forward'],
      results: ['h', 'c', 'hT', 'cT'],
      words: ['gate g', 'candidate', ' g '],
    },
    {
      forward({ inputs, attributes, dtype }, right) {
        const { b } = inputs;
        if (!b) return right.forward(inputs, attributes);
        const H = b.data.length / 4;
        const read = b.data.map((own, row) => (row >= 2 * H && row < 3 * H ? b.data[row + H]! : own));
        return right.forward({ ...inputs, b: tensor(dtype, b.shape, read) }, attributes);
      },
    },
  ),
];

/** The fresh mistakes in gru. */
export const gru = [
  freshMistake(
    {
      id: 'gru/dh0-of-full-sequences-only',
      wrong: 'The gradient of h0 is stored after T steps back, so a shorter sequence never gets there.',
      operator: 'gru',
      directions: ['state gradient'],
      results: ['dh0'],
      words: ['length'],
    },
    {
      backward({ inputs: { x, h0, lengths }, dtype }, grads, right) {
        const all = right(grads);
        if (!h0) return all;
        const H = h0.shape[1]!;
        const reached = (at: number) => lengthOf(lengths, Math.floor(at / H), x.shape[0]!) === x.shape[0];
        const dh0 = all.h0!.data.map((value, at) => (reached(at) ? value : 0));
        return { ...all, h0: tensor(dtype, h0.shape, dh0) };
      },
    },
  ),
  freshMistake(
    {
      id: 'gru/recurrent-bias-under-the-reset-always',
      wrong: 'Without resetAfter, too, the recurrent bias is multiplied by the reset gate.',
      operator: 'gru',
      directions: ['forward'],
      results: ['h', 'hT'],
      words: ['resetAfter', 'reset', 'bh'],
    },
    {
      forward({ inputs, attributes, outputShapes, dtype }, right) {
        const ran = right.forward(inputs, attributes);
        const { x, wx, wh, b, bh, h0, lengths } = inputs;
        if (attributes.resetAfter || !bh) return ran;
        const [T, N, H] = outputShapes.h as [number, number, number];
        const [h, hT] = [new Float64Array(T * N * H), new Float64Array(N * H)];
        for (let n = 0; n < N; n++) {
          const L = lengthOf(lengths, n, T);
          let state = Array.from(rowOf(h0, n, H));
          for (let s = 0; s < L; s++) {
            const time = attributes.reverse ? L - 1 - s : s;
            const before = state;
            const fromX = (row: number) =>
              product(wx, row, rowOf(x, time * N + n, x.shape[2]!)) + (b?.data[row] ?? 0);
            const gate = (k: number) =>
              before.map((_, j) => sigmoid(fromX(k * H + j) + product(wh, k * H + j, before)));
            const [r, z] = [gate(0), gate(1)] as const;
            const reset = before.map((value, k) => r[k]! * value);
            state = before.map((value, j) => {
              const q = product(wh, 2 * H + j, reset) + r[j]! * bh.data[j]!;
              return (1 - z[j]!) * Math.tanh(fromX(2 * H + j) + q) + z[j]! * value;
            });
            h.set(state, (time * N + n) * H);
          }
          hT.set(state, n * H);
        }
        const outputs = { h: tensor(dtype, [T, N, H], h), hT: tensor(dtype, [N, H], hT) };
        return { outputs, saved: ran.saved };
      },
    },
  ),
];
