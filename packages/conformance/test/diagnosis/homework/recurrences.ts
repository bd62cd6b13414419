/**
 * Recurrences as homework hands them in: loops over time, each with a slip.
 *
 * @module
 */
import { zeros, type FloatTensor, type Implementation } from '@gradspec/spec';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** What a step of lstm made, and where its inputs were. */
interface LstmStep {
  readonly t: number;
  readonly n: number;
  readonly before: { readonly h: Float64Array; readonly c: Float64Array };
  readonly gates: Readonly<Record<'i' | 'f' | 'g' | 'o', Float64Array>>;
  readonly c: Float64Array;
}

/** An lstm whose gates stand in an order, and whose backward pass forgets something. */
function lstm(
  name: string,
  order: string,
  slip: { readonly carryC?: false; readonly forgetDerivative?: false } = {},
): Implementation {
  return {
    name,
    version: '1',
    kernels: {
      lstm: {
        forward({ x, wx, wh, b, h0, c0, lengths }, { reverse = false } = {}) {
          const [T, N, I] = x.shape as [number, number, number];
          const H = wh.shape[1]!;
          const outputs = {
            h: zeros(x.dtype, [T, N, H]),
            c: zeros(x.dtype, [T, N, H]),
            hT: zeros(x.dtype, [N, H]),
            cT: zeros(x.dtype, [N, H]),
          };
          const steps: LstmStep[] = [];
          for (let n = 0; n < N; n++) {
            let h = Float64Array.from({ length: H }, (_, j) => h0?.data[n * H + j] ?? 0);
            let c = Float64Array.from({ length: H }, (_, j) => c0?.data[n * H + j] ?? 0);
            const L = lengths?.data[n] ?? T;
            for (let s = 0; s < L; s++) {
              const t = reverse ? L - 1 - s : s;
              const sum = (gate: string, j: number) => {
                const row = order.indexOf(gate) * H + j;
                let z = b?.data[row] ?? 0;
                for (let k = 0; k < I; k++) z += wx.data[row * I + k]! * x.data[(t * N + n) * I + k]!;
                for (let k = 0; k < H; k++) z += wh.data[row * H + k]! * h[k]!;
                return z;
              };
              const gate = (letter: string, f: (z: number) => number) =>
                Float64Array.from({ length: H }, (_, j) => f(sum(letter, j)));
              const gates = {
                i: gate('i', sigmoid),
                f: gate('f', sigmoid),
                g: gate('g', Math.tanh),
                o: gate('o', sigmoid),
              };
              const before = { h, c };
              c = before.c.map((value, j) => gates.f[j]! * value + gates.i[j]! * gates.g[j]!);
              h = c.map((value, j) => gates.o[j]! * Math.tanh(value));
              steps.push({ t, n, before, gates, c });
              outputs.h.data.set(h, (t * N + n) * H);
              outputs.c.data.set(c, (t * N + n) * H);
            }
            outputs.hT.data.set(h, n * H);
            outputs.cT.data.set(c, n * H);
          }
          return { outputs, saved: { steps, inputs: { x, wx, wh, b, h0, c0 } } };
        },
        backward(dys, saved, wanted = ['x', 'wx', 'wh', 'b', 'h0', 'c0']) {
          const { steps, inputs } = saved as {
            steps: LstmStep[];
            inputs: Record<'x' | 'wx' | 'wh', FloatTensor> & {
              b?: FloatTensor;
              h0?: FloatTensor;
              c0?: FloatTensor;
            };
          };
          const { x, wx, wh } = inputs;
          const [, N, I] = x.shape as [number, number, number];
          const H = wh.shape[1]!;
          const grads = Object.fromEntries(
            Object.entries(inputs)
              .filter(([, one]) => one)
              .map(([key, one]) => [key, zeros(x.dtype, one.shape)]),
          );
          const carry = (grad: FloatTensor | undefined) =>
            Array.from({ length: N }, (_, n) =>
              Float64Array.from({ length: H }, (_, j) => grad?.data[n * H + j] ?? 0),
            );
          const [dhs, dcs] = [carry(dys.hT), carry(dys.cT)];
          for (const { t, n, before, gates, c } of steps.toReversed()) {
            const [dh, dc] = [dhs[n]!, dcs[n]!];
            const dz: Record<string, Float64Array> = {
              i: new Float64Array(H),
              f: new Float64Array(H),
              g: new Float64Array(H),
              o: new Float64Array(H),
            };
            for (let j = 0; j < H; j++) {
              const d = dh[j]! + (dys.h?.data[(t * N + n) * H + j] ?? 0);
              const tanh = Math.tanh(c[j]!);
              const cell =
                dc[j]! + (dys.c?.data[(t * N + n) * H + j] ?? 0) + d * gates.o[j]! * (1 - tanh * tanh);
              const slope = (letter: 'i' | 'f' | 'o') => gates[letter][j]! * (1 - gates[letter][j]!);
              dz.o![j] = d * tanh * slope('o');
              dz.i![j] = cell * gates.g[j]! * slope('i');
              dz.f![j] = cell * before.c[j]! * (slip.forgetDerivative === false ? 1 : slope('f'));
              dz.g![j] = cell * gates.i[j]! * (1 - gates.g[j]! ** 2);
              dc[j] = slip.carryC === false ? 0 : cell * gates.f[j]!;
              dh[j] = 0;
            }
            Array.from(order).forEach((letter, gate) => {
              for (let j = 0; j < H; j++) {
                const row = gate * H + j;
                const d = dz[letter]![j]!;
                if (grads.b) grads.b.data[row]! += d;
                for (let k = 0; k < I; k++) {
                  grads.wx!.data[row * I + k]! += d * x.data[(t * N + n) * I + k]!;
                  grads.x!.data[(t * N + n) * I + k]! += d * wx.data[row * I + k]!;
                }
                for (let k = 0; k < H; k++) {
                  grads.wh!.data[row * H + k]! += d * before.h[k]!;
                  dh[k]! += d * wh.data[row * H + k]!;
                }
              }
            });
          }
          dhs.forEach((dh, n) => grads.h0?.data.set(dh, n * H));
          dcs.forEach((dc, n) => grads.c0?.data.set(dc, n * H));
          return Object.fromEntries(Object.entries(grads).filter(([key]) => wanted.includes(key as 'x')));
        },
      },
    },
  };
}

/** Recurrences with a slip. */
export const recurrences = [
  lstm('another-gate-order', 'ifog'),
  lstm('cell-not-carried', 'ifgo', { carryC: false }),
  lstm('forget-derivative-missing', 'ifgo', { forgetDerivative: false }),
];
