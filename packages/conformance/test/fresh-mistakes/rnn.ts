/**
 * Fresh mistakes in rnn.
 *
 * @module
 */
import { tensor } from '@gradspec/spec';
import { freshMistake } from './fresh-mistake.ts';
import { lengthOf, product, rowOf } from './recurrent-rows.ts';

/** The fresh mistakes in rnn. */
export const rnn = [
  freshMistake(
    {
      id: 'rnn/dx-turned-back-from-the-padded-end',
      wrong:
        'With reverse, the gradient of x is put back in order from the end of the batch, not of each sequence.',
      operator: 'rnn',
      directions: ['input gradient'],
      results: ['dx'],
      words: ['reverse', 'length'],
    },
    {
      backward({ inputs: { x, lengths }, attributes: { reverse }, dtype }, grads, right) {
        const all = right(grads);
        if (!reverse || !lengths) return all;
        const [T, N, I] = x.shape as [number, number, number];
        const dx = new Float64Array(x.data.length);
        for (let n = 0; n < N; n++)
          for (let t = 0; t < lengths.data[n]!; t++)
            dx.set(rowOf(all.x, t * N + n, I), ((t + T - lengths.data[n]!) * N + n) * I);
        return { ...all, x: tensor(dtype, x.shape, dx) };
      },
    },
  ),
  freshMistake(
    {
      id: 'rnn/dwh-without-the-first-step',
      wrong: 'The gradient of wh leaves out the first step, as if the state before it were always zero.',
      operator: 'rnn',
      directions: ['weight gradient'],
      results: ['dwh'],
      words: ['h0', 'initial state', 'first step', 'step 0'],
    },
    {
      backward({ inputs, attributes, dtype }, grads, right) {
        const { x, wx, wh, b, h0, lengths } = inputs;
        const { activation, reverse } = attributes;
        const [T, N, I] = x.shape as [number, number, number];
        const H = wh.shape[0]!;
        const of = {
          tanh: { f: Math.tanh, slope: (h: number) => 1 - h * h },
          relu: { f: (z: number) => (z <= 0 ? 0 : z), slope: (h: number) => (h > 0 ? 1 : 0) },
          identity: { f: (z: number) => z, slope: () => 1 },
        }[activation];
        const dwh = new Float64Array(H * H);
        for (let n = 0; n < N; n++) {
          const L = lengthOf(lengths, n, T);
          const time = (s: number) => (reverse ? L - 1 - s : s) * N + n;
          const states = [rowOf(h0, n, H)];
          for (let s = 0; s < L; s++) {
            const z = (_: unknown, j: number) =>
              product(wx, j, rowOf(x, time(s), I)) + product(wh, j, states[s]!) + (b?.data[j] ?? 0);
            states.push(Float64Array.from({ length: H }, z).map(of.f));
          }
          let carried = rowOf(grads.hT, n, H);
          for (let s = L - 1; s > 0; s--) {
            const dh = rowOf(grads.h, time(s), H);
            const dz = Float64Array.from(dh, (d, j) => (d + carried[j]!) * of.slope(states[s + 1]![j]!));
            dwh.forEach((_, i) => (dwh[i]! += dz[Math.floor(i / H)]! * states[s]![i % H]!));
            carried = dz.map((_, k) => dz.reduce((sum, d, j) => sum + d * wh.data[j * H + k]!, 0));
          }
        }
        return { ...right(grads), wh: tensor(dtype, wh.shape, dwh) };
      },
    },
  ),
];
