import { describe, expect, test } from '@jest/globals';
import { SpecError, tensor, type FloatTensor, type Tensor } from '@gradspec/spec';
import { bpttContributions, type RecurrentOperator } from '../src/index.ts';
import { cases, gradsFor, inputsOf, kernelOf, titleOf, type Tensors } from './cases.ts';

const column = (...data: number[]) => tensor('float64', [data.length, 1, 1], data);
const cell = (value: number) => tensor('float64', [1, 1], [value]);

test('the loss at t reaches s by t − s factors of wh', () => {
  const inputs = { x: column(1, 2, 3), wx: cell(2), wh: cell(3), h0: cell(1) };
  const tables = bpttContributions('rnn', inputs, { activation: 'identity' }, { h: column(1, 10, 100) });
  expect(Object.keys(tables)).toEqual(['wx', 'wh']);
  expect(tables.wx.shape).toEqual([3, 3, 1, 1]);
  expect([...tables.wx.data]).toEqual([1, 0, 0, 30, 20, 0, 900, 600, 300]); // Σ = 1851
  expect([...tables.wh.data]).toEqual([1, 0, 0, 30, 50, 0, 900, 1500, 1900]);
});

test('with reverse, step 0 is the last time and every sequence counts its own steps', () => {
  const inputs = {
    x: column(1, 2, 3),
    wx: cell(2),
    wh: cell(3),
    h0: cell(1),
    lengths: tensor('int32', [1], [2]) as never,
  };
  const grads = { h: column(1, 10, 100), hT: cell(5) };
  const tables = bpttContributions('rnn', inputs, { activation: 'identity', reverse: true }, grads);
  // step 0 reads x[1] = 2, step 1 reads x[0] = 1; the loss at step 1 is 1 of h[0] and 5 of hT
  expect([...tables.wx.data]).toEqual([20, 0, 0, 36, 6, 0, 0, 0, 0]);
});

test('the second layer of the notes’ network of single nodes', () => {
  // h2_in = w12·h1 + w22·h2₋₁, h2 = tanh, y = wy·h2, loss = ½(y − target)²
  const h1 = [0.371360227876508, -0.501610589711096, 0.344646447447445];
  const y = [0.316509306928739, -0.470822896995641, 0.181879668510269];
  const dh2 = [0.3, -0.2, 0.6].map((target, t) => 1.5 * (y[t]! - target));
  const inputs = { x: column(...h1), wx: cell(0.9), wh: cell(0.6), h0: cell(-0.2) };
  const tables = bpttContributions('rnn', inputs, {}, { h: column(...dh2) });
  // prettier-ignore
  const w12 = [
    0.00878689519787526, 0, 0,
    -0.0779647752638305, 0.183695505985157, 0,
    -0.0711595265252128, 0.167661423847872, -0.212977543098233,
  ];
  // prettier-ignore
  const w22 = [
    -0.00473227585415919, 0, 0,
    0.0419887588445561, -0.0772728732578165, 0,
    0.0383237197650989, -0.0705280180140526, 0.193966318390317,
  ];
  w12.forEach((value, i) => expect(tables.wx.data[i]).toBeCloseTo(value, 13));
  w22.forEach((value, i) => expect(tables.wh.data[i]).toBeCloseTo(value, 13));
});

const recurrent = cases.filter(({ operator }) => ['rnn', 'lstm', 'gru'].includes(operator));
/** [t][s] → the elements of the parameter. */
const entries = ({ shape, data }: FloatTensor) => {
  const [T, , ...parameter] = shape as [number, number, ...number[]];
  const size = parameter.reduce((a, b) => a * b, 1);
  return (t: number, s: number) => [...data.slice((t * T + s) * size, (t * T + s + 1) * size)];
};
const added = (parts: readonly (readonly number[])[]) =>
  parts[0]!.map((_, i) => parts.reduce((sum, p) => sum + p[i]!, 0));
const steps = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const close = (got: readonly number[], expected: ArrayLike<number>) => {
  expect(got).toHaveLength(expected.length);
  got.forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 12));
};
const tableOf = (operator: string, inputs: Record<string, Tensor>, attributes: object, dy: Tensors) => {
  const tables = bpttContributions(operator as RecurrentOperator, inputs as never, attributes, dy as never);
  return Object.entries<FloatTensor>({ ...tables });
};

describe.each(recurrent.map((one) => [titleOf(one), one] as const))(
  '%s',
  (_title, { attributes = {}, ...call }) => {
    const inputs = inputsOf(call);
    const T = inputs.x!.shape[0]!;
    const kernel = kernelOf(call.operator);

    test('the table is lower triangular, and its sum is the gradient', () => {
      const { outputs, saved } = kernel.forward(inputs, attributes);
      const dy = gradsFor(outputs);
      const grads = kernel.backward(dy, saved);
      const parameters = ['wx', 'wh', 'b', 'bh'].filter((name) => inputs[name]);
      const table = tableOf(call.operator, inputs, attributes, dy);
      expect(table.map(([name]) => name)).toEqual(parameters);
      for (const [name, of] of table) {
        expect(of.shape).toEqual([T, T, ...inputs[name]!.shape]);
        const at = entries(of);
        for (const t of steps(0, T))
          for (const s of steps(t + 1, T)) expect(new Set(at(t, s))).toEqual(new Set([0]));
        if (T > 0)
          close(added(steps(0, T).flatMap((t) => steps(0, T).map((s) => at(t, s)))), grads[name]!.data);
      }
    });
  },
);

const whole = recurrent.filter(({ integers, shapes }) => !integers && !shapes.x!.slice(0, 2).includes(0));
describe.each(whole.map((one) => [titleOf(one), one] as const))(
  '%s',
  (_title, { attributes = {}, ...call }) => {
    test('row t is the gradient of that loss alone, and its part from s on that of a start at the state before s', () => {
      const inputs = inputsOf(call);
      const [T, N, I] = inputs.x!.shape as [number, number, number];
      const kernel = kernelOf(call.operator);
      const { outputs } = kernel.forward(inputs, attributes);
      const { h: dh } = gradsFor({ h: outputs.h! });
      const H = dh!.shape[2]!;
      const table = tableOf(call.operator, inputs, attributes, { h: dh! });
      for (const t of steps(0, T))
        for (const s of steps(0, t + 1)) {
          const state = (of: FloatTensor) =>
            tensor('float64', [N, H], of.data.slice((s - 1) * N * H, s * N * H));
          const x = tensor('float64', [t + 1 - s, N, I], inputs.x!.data.slice(s * N * I, (t + 1) * N * I));
          const from = s === 0 ? {} : { h0: state(outputs.h!), ...(outputs.c && { c0: state(outputs.c) }) };
          const { saved } = kernel.forward({ ...inputs, x, ...from }, attributes);
          const grads = kernel.backward(
            { hT: tensor('float64', [N, H], dh!.data.slice(t * N * H, (t + 1) * N * H)) },
            saved,
          );
          for (const [name, of] of table) {
            const at = entries(of);
            close(added(steps(s, t + 1).map((step) => at(t, step))), grads[name]!.data);
          }
        }
    });
  },
);

test('a call that is wrong is refused as forward and backward refuse it', () => {
  const inputs = { x: column(1, 2, 3), wx: cell(2), wh: cell(3) };
  expect(() => bpttContributions('rnn', { ...inputs, wh: column(1) }, {}, {})).toThrow(SpecError);
  expect(() => bpttContributions('rnn', inputs, {}, { h: cell(1) })).toThrow(SpecError);
});
