import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels, withKernels } from '../src/engine.ts';
import type { NumericKernels } from '../src/numeric-kernels.ts';
import { rnnActivation } from '../src/recurrent-kernels.ts';
import { testedBuilds } from './builds.ts';
import { random } from './random.ts';

const precisions = ['float32', 'float64'] as const;
/** Fewer units than a vector has, exactly a vector of each precision, and vectors with a rest. */
const unitCounts = [1, 2, 3, 4, 7, 13];
const N = 3;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const tanhSlope = (y: number) => 1 - y * y;
const sigmoidSlope = (s: number) => s * (1 - s);

type Values = Record<string, number[]>;

describe.each(testedBuilds.flatMap((build) => precisions.map((precision) => ({ build, precision }))))(
  'gates and states, build $build, $precision',
  ({ build, precision }) => {
    beforeEach(() => useKernels(build));

    /** Random values by name and size, rounded to the precision. */
    function draw(seed: number, sizes: Record<string, number>): Values {
      const { reals } = random(seed);
      const round = precision === 'float32' ? Math.fround : (value: number) => value;
      return Object.fromEntries(
        Object.entries(sizes).map(([name, size]) => [name, Array.from(reals(size), (v) => round(3 * v))]),
      );
    }

    /** Runs a kernel on the values, one number behind each of them; returns them as they are then. */
    function run(
      values: Values,
      call: (kernels: NumericKernels, at: (name: string) => number) => void,
    ): Values {
      return withKernels(({ arena, [precision]: kernels }) => {
        const places = new Map<string, number>();
        arena.room(precision, 1); // an address of 0 would mean that there is nothing
        for (const [name, list] of Object.entries(values))
          places.set(name, arena.put(precision, Float64Array.of(...list, 55)));
        call(kernels, (name) => places.get(name)!);
        return Object.fromEntries(
          Object.entries(values).map(([name, list]) => {
            const [...after] = arena.take(precision, places.get(name)!, list.length + 1);
            expect({ name, behind: after.pop() }).toEqual({ name, behind: 55 });
            return [name, after];
          }),
        );
      });
    }

    /** Compares within a few roundings. */
    function expectNear(got: Values, expected: Values): void {
      const tolerance = precision === 'float32' ? 3e-6 : 1e-14;
      const settled = Object.fromEntries(
        Object.entries(expected).map(([name, list]) => [
          name,
          list.map((wish, at) =>
            Math.abs(got[name]![at]! - wish) <= tolerance * 10 ? wish : got[name]![at]!,
          ),
        ]),
      );
      expect(settled).toEqual(expected);
    }

    test.each(['tanh', 'relu', 'identity'] as const)('an rnn’s %s, and back through it', (name) => {
      for (const count of unitCounts) {
        const activation = rnnActivation[name];
        const values = draw(count, { z: count, dh: count, carried: count });
        values.z![0] = 0;
        const f = { tanh: Math.tanh, relu: (z: number) => (z <= 0 ? 0 : z), identity: (z: number) => z }[
          name
        ];
        const slope = { tanh: tanhSlope, relu: (h: number) => (h <= 0 ? 0 : 1), identity: () => 1 }[name];
        const h = values.z!.map(f);
        const forward = run({ z: values.z! }, (kernels, at) => kernels.rnnState(count, activation, at('z')));
        expectNear(forward, { z: h });
        const back = run({ ...values, z: h }, (kernels, at) =>
          kernels.rnnGradient(count, activation, at('z'), at('dh'), at('carried')),
        );
        const dz = h.map((value, j) => slope(value) * (values.dh![j]! + values.carried![j]!));
        expectNear(back, { z: h, carried: values.carried!, dh: dz });
      }
    });

    test('relu stops an infinite gradient where it is 0, and lets NaN through', () => {
      const values = { h: [0, 0, 2, NaN, 0], dh: [Infinity, NaN, Infinity, 1, 4], carried: [1, 1, 1, 1, 1] };
      const back = run(values, (kernels, at) =>
        kernels.rnnGradient(5, rnnActivation.relu, at('h'), at('dh'), at('carried')),
      );
      expect(back.dh).toEqual([0, 0, Infinity, 2, 0]);
      const forward = run({ z: [NaN, -Infinity, Infinity, -2, 3] }, (kernels, at) =>
        kernels.rnnState(5, rnnActivation.relu, at('z')),
      );
      expect(forward.z).toEqual([NaN, 0, Infinity, 0, 3]);
    });

    test.each(unitCounts)('an lstm of %i units', (H) => {
      const values = draw(H, { gates: N * 4 * H, before: N * H, c: N * H, h: N * H });
      const expected: Values = { gates: [], before: values.before!, c: [], h: [] };
      for (let at = 0; at < N * H; at++) {
        const [row, j] = [Math.floor(at / H) * 4 * H, at % H];
        const [i, f, g, o] = [0, 1, 2, 3].map((gate) => {
          const z = values.gates![row + gate * H + j]!;
          return gate === 2 ? Math.tanh(z) : sigmoid(z);
        }) as [number, number, number, number];
        [i, f, g, o].forEach((value, gate) => (expected.gates![row + gate * H + j] = value));
        expected.c![at] = f * values.before![at]! + i * g;
        expected.h![at] = o * Math.tanh(expected.c![at]!);
      }
      const got = run(values, (kernels, at) =>
        kernels.lstmState(N, H, at('gates'), at('before'), at('c'), at('h')),
      );
      expectNear(got, expected);
    });

    test.each(unitCounts)('back through an lstm of %i units', (H) => {
      const [gates, units] = [N * 4 * H, N * H];
      const values = draw(100 + H, {
        gates,
        before: units,
        c: units,
        dh: units,
        dc: units,
        ch: units,
        cc: units,
      });
      const expected: Values = { ...values, gates: [], cc: [] };
      for (let at = 0; at < units; at++) {
        const place = (gate: number) => Math.floor(at / H) * 4 * H + gate * H + (at % H);
        const [i, f, g, o] = [0, 1, 2, 3].map((gate) => values.gates![place(gate)]!) as [
          number,
          number,
          number,
          number,
        ];
        const tanhC = Math.tanh(values.c![at]!);
        const dh = values.dh![at]! + values.ch![at]!;
        const dc = values.dc![at]! + values.cc![at]! + dh * o * tanhSlope(tanhC);
        expected.gates![place(0)] = dc * g * sigmoidSlope(i);
        expected.gates![place(1)] = dc * values.before![at]! * sigmoidSlope(f);
        expected.gates![place(2)] = dc * i * tanhSlope(g);
        expected.gates![place(3)] = dh * tanhC * sigmoidSlope(o);
        expected.cc![at] = dc * f;
      }
      const got = run(values, (kernels, at) =>
        kernels.lstmGradient(
          ...([N, H, at('gates'), at('before'), at('c')] as const),
          ...([at('dh'), at('dc'), at('ch'), at('cc')] as const),
        ),
      );
      expectRelative(got, expected);
    });

    test.each(unitCounts)('a gru of %i units, r before the product or after it', (H) => {
      for (const resetAfter of [true, false]) {
        const values = draw(200 + H, { gates: N * 3 * H, q: N * H, before: N * H, h: N * H });
        const expected: Values = { ...values, gates: [], h: [], q: values.q!.slice() };
        for (let at = 0; at < N * H; at++) {
          const place = (gate: number) => Math.floor(at / H) * 3 * H + gate * H + (at % H);
          const [r, z] = [sigmoid(values.gates![place(0)]!), sigmoid(values.gates![place(1)]!)];
          const inner = values.gates![place(2)]! + (resetAfter ? r * values.q![at]! : 0);
          const n = Math.tanh(inner);
          [r, z, n].forEach((value, gate) => (expected.gates![place(gate)] = value));
          if (!resetAfter) expected.q![at] = r * values.before![at]!;
          expected.h![at] = (1 - z) * n + z * values.before![at]!;
        }
        const got = run(values, (kernels, at) => {
          kernels.gruGates(N, H, at('gates'), at('before'), resetAfter ? 0 : at('q'));
          kernels.gruState(N, H, at('gates'), resetAfter ? at('q') : 0, at('before'), at('h'));
        });
        expectNear(got, expected);
      }
    });

    test.each(unitCounts)('back through a gru of %i units, r after the product or before it', (H) => {
      for (const resetAfter of [true, false]) {
        const units = N * H;
        const values = draw(300 + H, {
          gates: 3 * units,
          q: units,
          before: units,
          dh: units,
          carried: units,
        });
        const dReset = draw(400 + H, { dReset: units }).dReset!;
        const expected: Values = { ...values, gates: [], q: values.q!.slice(), carried: [], dReset };
        for (let at = 0; at < units; at++) {
          const place = (gate: number) => Math.floor(at / H) * 3 * H + gate * H + (at % H);
          const [r, z, n] = [0, 1, 2].map((gate) => values.gates![place(gate)]!) as [number, number, number];
          const dh = values.dh![at]! + values.carried![at]!;
          const dn = dh * (1 - z) * tanhSlope(n);
          const dr = resetAfter ? dn * values.q![at]! : dReset[at]! * values.before![at]!;
          expected.gates![place(0)] = dr * sigmoidSlope(r);
          expected.gates![place(1)] = dh * (values.before![at]! - n) * sigmoidSlope(z);
          expected.gates![place(2)] = dn;
          if (resetAfter) expected.q![at] = dn * r;
          expected.carried![at] = dh * z + (resetAfter ? 0 : dReset[at]! * r);
        }
        const got = run({ ...values, dReset }, (kernels, at) => {
          const [gates, before, carried] = [at('gates'), at('before'), at('carried')];
          kernels.gruStateGradient(N, H, gates, resetAfter ? at('q') : 0, before, at('dh'), carried);
          if (!resetAfter) kernels.gruResetGradient(N, H, gates, before, at('dReset'), carried);
        });
        expectRelative(got, expected);
      }
    });

    /** The same comparison for values that may be large. */
    function expectRelative(got: Values, expected: Values): void {
      const largest = Math.max(1, ...Object.values(expected).flat().map(Math.abs));
      const scaled = (values: Values) =>
        Object.fromEntries(
          Object.keys(expected).map((name) => [name, values[name]!.map((value) => value / largest)]),
        );
      expectNear(scaled(got), scaled(expected));
    }
  },
);
