import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '@gradspec/kernels';
import { random } from '../random.ts';
import {
  drawCase,
  drawValues,
  gradientsByDifferences,
  outputsByDefinition,
  type RecurrentCase,
  type Recurrence,
  type Values,
} from './definition.ts';
import { forward, recurrences, run, settled, testedBuilds } from './run.ts';

const seeds = Array.from({ length: 8 }, (_, seed) => seed);
const salts: Record<Recurrence, number> = { rnn: 0, lstm: 1000, gru: 2000 };
const everything = ['b', 'bh', 'h0', 'c0', 'lengths'];

/** The attributes that make an operator's every path run. */
const variants: Record<Recurrence, readonly Readonly<Record<string, unknown>>[]> = {
  rnn: [{ activation: 'tanh' }, { activation: 'identity' }],
  lstm: [{}],
  gru: [{ resetAfter: true }, { resetAfter: false }],
};

describe.each(testedBuilds.flatMap((build) => recurrences.map((operator) => ({ build, operator }))))(
  '$operator, build $build',
  ({ build, operator }) => {
    beforeEach(() => useKernels(build));

    /** A case without the kink of relu, and its values. */
    function draw(seed: number, always: readonly string[] = []): { drawn: RecurrentCase; values: Values } {
      const source = random(salts[operator] + seed);
      const { attributes, ...sizes } = drawCase(operator, source);
      const smooth = attributes.activation === 'relu' ? { ...attributes, activation: 'tanh' } : attributes;
      const drawn = { ...sizes, attributes: smooth };
      return { drawn, values: drawValues(source, drawn, always) };
    }

    test.each(seeds)('is what the definition says, and so are its gradients, seed %i', (seed) => {
      const { drawn, values } = draw(seed);
      const outputs = outputsByDefinition(drawn, values);
      const gradients = gradientsByDifferences(drawn, values);
      for (const [dtype, tolerance] of [
        ['float32', 2e-6],
        ['float64', 1e-14],
      ] as const) {
        const made = run(dtype, drawn, values);
        expect(settled(made, outputs, tolerance)).toEqual(outputs);
        expect(settled(made, gradients, 20 * Math.max(tolerance, 1e-10))).toEqual(gradients);
        expect(Object.keys(made).sort()).toEqual(Object.keys({ ...outputs, ...gradients }).sort());
      }
    });

    test.each(seeds)('a batch is what its sequences are one by one, bit for bit, seed %i', (seed) => {
      const { drawn, values } = draw(100 + seed, everything);
      const { N, I, H } = drawn;
      const whole = run('float32', drawn, values);
      const widths: Record<string, number> = { x: I, h0: H, c0: H, lengths: 1, dh: H, dhT: H, dc: H, dcT: H };
      const column = <A extends Float64Array | Float32Array>(data: A, width: number, n: number) =>
        data.filter((_, at) => Math.floor(at / width) % N === n) as A;
      for (let n = 0; n < N; n++) {
        const own = Object.entries(values).map(([name, data]) => [
          name,
          name in widths ? column(data, widths[name]!, n) : data,
        ]);
        const alone = run('float32', { ...drawn, N: 1 }, Object.fromEntries(own) as Values);
        const perSequence = ['h', 'hT', 'c', 'cT', 'dx', 'dh0', 'dc0'].filter((name) => name in whole);
        expect(Object.fromEntries(perSequence.map((name) => [name, alone[name]]))).toEqual(
          Object.fromEntries(
            perSequence.map((name) => [name, column(whole[name]!, name === 'dx' ? I : H, n)]),
          ),
        );
      }
    });

    test.each(seeds)('step by step it is what the whole sequence is, bit for bit, seed %i', (seed) => {
      const { drawn, values } = draw(200 + seed, ['b', 'bh', 'h0', 'c0']);
      const { T, N, I, attributes } = drawn;
      const { lengths: _, ...all } = values;
      const { outputs } = forward('float32', drawn, all);
      const order = Array.from({ length: T }, (__, s) => (attributes.reverse ? T - 1 - s : s));
      let state: Record<string, Float64Array> = {};
      for (const t of order) {
        const x = values.x!.slice(t * N * I, (t + 1) * N * I);
        const { outputs: one } = forward('float32', { ...drawn, T: 1 }, { ...all, ...state, x });
        const row = one.hT!.length;
        expect(one.h).toEqual(outputs.h!.slice(t * row, (t + 1) * row));
        state = { h0: Float64Array.from(one.hT!), ...(one.cT && { c0: Float64Array.from(one.cT) }) };
      }
      expect(state.h0).toEqual(Float64Array.from(outputs.hT!));
    });

    test.each(seeds)('what stands past a sequence’s end is never read, seed %i', (seed) => {
      const { drawn, values } = draw(300 + seed, everything);
      const past = (data: Float64Array | undefined, width: number) =>
        data?.map((value, at) => {
          const [t, n] = [Math.floor(at / width / drawn.N), Math.floor(at / width) % drawn.N];
          return t < values.lengths![n]! ? value : [NaN, Infinity][at % 2]!;
        });
      const { x, dh, dc } = values;
      const spoiled = {
        ...values,
        x: past(x, drawn.I)!,
        dh: past(dh, drawn.H)!,
        ...(dc && { dc: past(dc, drawn.H)! }),
      };
      expect(run('float32', drawn, spoiled)).toEqual(run('float32', drawn, values));
    });

    test.each(variants[operator])('an infinite weight reaches no step past the end, %o', (own) => {
      const drawn = { operator, T: 3, N: 2, I: 1, H: 5, attributes: { reverse: false, ...own } };
      const values: Values = {
        ...drawValues(random(5), drawn, everything),
        lengths: Float64Array.of(0, 2),
      };
      values.wx!.fill(Infinity);
      values.wh!.fill(NaN);
      const { h, hT, dx, dh0 } = run('float64', drawn, values);
      const firstSequence = (data: ArrayLike<number>, width: number) =>
        Array.from(data).filter((_, at) => Math.floor(at / width) % 2 === 0 || at >= 4 * width);
      expect(firstSequence(h!, 5)).toEqual(Array(20).fill(0));
      expect(firstSequence(dx!, 1)).toEqual([0, 0, 0, 0]);
      expect(Array.from(hT!.subarray(0, 5))).toEqual(Array.from(values.h0!.subarray(0, 5)));
      expect(Array.from(dh0!.subarray(0, 5))).toEqual(Array.from(values.dhT!.subarray(0, 5)));
      expect(Array.from(hT!.subarray(5), Number.isNaN)).toEqual(Array(5).fill(true));
    });

    test.each(variants[operator])('an absent first state counts as zeros, which ∞ in wh meets, %o', (own) => {
      const drawn = { operator, T: 3, N: 1, I: 2, H: 4, attributes: { reverse: false, ...own } };
      const { h0: _, c0: __, ...values } = drawValues(random(6), drawn, ['b']);
      values.wh!.fill(Infinity);
      const { lengths: ___, ...all } = values;
      expect(Array.from(forward('float32', drawn, all).outputs.h!.subarray(0, 4), Number.isNaN)).toEqual(
        Array(4).fill(true),
      );
    });

    test('without steps, or without sequences, there is nothing but the first states', () => {
      const attributes = { reverse: false, ...variants[operator][0] };
      const noSteps = { operator, T: 0, N: 2, I: 3, H: 5, attributes };
      const values = drawValues(random(7), noSteps, ['b', 'bh', 'h0', 'c0']);
      const { h, hT, dh0, dwh, db, dwx } = run('float64', noSteps, values);
      expect({ h, hT, dh0 }).toEqual({ h: new Float64Array(0), hT: values.h0, dh0: values.dhT });
      for (const sum of [dwh, db, dwx]) expect(sum!.every((value) => value === 0)).toBe(true);
      const noSequences = { ...noSteps, T: 3, N: 0 };
      const empty = run('float32', noSequences, drawValues(random(8), noSequences));
      expect(empty.h).toEqual(new Float32Array(0));
      expect(empty.dwh!.every((value) => value === 0)).toBe(true);
    });

    test('what is saved is its own memory, good for a second backward after other calls', () => {
      const { drawn, values } = draw(400, everything);
      const { outputs, backward } = forward('float32', drawn, values);
      const first = backward();
      for (const name of Object.keys(outputs)) outputs[name]!.fill(NaN);
      run('float32', drawn, draw(400).values);
      expect(backward()).toEqual(first);
    });

    test('computes the gradients that are wanted, and those alone', () => {
      const { drawn, values } = draw(500, everything);
      const { backward } = forward('float64', drawn, values);
      const all = backward();
      for (const name of Object.keys(all)) expect(backward([name.slice(1)])).toEqual({ [name]: all[name] });
    });
  },
);
