import { describe, expect, test } from '@jest/globals';
import { all, create, type BigNumber } from 'mathjs';
import type { Build } from '../src/builds.ts';
import type { FloatArray } from '../src/memory.ts';
import { testedBuilds } from './builds.ts';
import { exactly, ulps, type Bits, type FunctionName } from './exact-functions.ts';
import { functionBuild, type FunctionBuild } from './function-builds.ts';
import { samples } from './function-samples.ts';
import { random } from './random.ts';

const names = ['exp', 'tanh', 'sigmoid'] as const;
const both = names.flatMap((name) => ([32, 64] as const).map((bits) => ({ name, bits })));

/** The errors that are promised, in ULP. The TypeScript build has the engine's tanh. */
const boundOf = (build: Build, name: FunctionName, bits: Bits) => {
  if (build === 'typescript' && name === 'tanh' && bits === 64) return 2.5;
  return name === 'exp' ? 1 : 2;
};

const cases = new Map(
  both.map(({ name, bits }) => {
    const x = samples(name, bits);
    return [`${name}${bits}`, { x, exact: Array.from(x, (value) => exactly(name, value)) }];
  }),
);

/** The function of many numbers, as many at once as the memory holds. */
function results(build: FunctionBuild, name: FunctionName, bits: Bits, x: FloatArray): FloatArray {
  const memory = build.memory[bits];
  const y = x.slice();
  for (let at = 0; at < x.length; at += memory.length) {
    const part = x.subarray(at, at + memory.length);
    memory.set(part);
    build.apply(name, bits, 0, 0, part.length);
    y.set(memory.subarray(0, part.length), at);
  }
  return y;
}

describe('the exact answers that the functions are measured with', () => {
  const math = create(all!, { number: 'BigNumber', precision: 64 });
  const bignumber = (value: number | string) => math.bignumber(value);
  const definitions: Record<FunctionName, (x: BigNumber) => BigNumber> = {
    exp: (x) => x.exp(),
    tanh: (x) => x.tanh(),
    sigmoid: (x) => bignumber(1).div(x.neg().exp().plus(1)),
  };

  /** The float itself, not its decimal print, which has fewer digits. */
  function exactNumber(value: number): BigNumber {
    let [mantissa, exponent] = [value, 0];
    while (!Number.isInteger(mantissa)) {
      mantissa *= 2;
      exponent -= 1;
    }
    return bignumber(BigInt(mantissa).toString()).times(bignumber(2).pow(exponent));
  }

  test.each(both)('$name$bits is mathjs’ BigNumber of 64 digits, to 24 digits', ({ name, bits }) => {
    const { x, exact } = cases.get(`${name}${bits}`)!;
    for (let i = 0; i < x.length; i += Math.ceil(x.length / 150)) {
      if (name === 'tanh' && !(Math.abs(x[i]!) < 75)) continue; // mathjs would never end
      const { hi, lo, shift } = exact[i]!;
      const answer = exactNumber(hi).plus(exactNumber(lo)).times(bignumber(2).pow(-shift));
      const expected = definitions[name](exactNumber(x[i]!));
      const error = answer.minus(expected).div(expected).abs().toNumber();
      expect({ x: x[i], wrong: error < 1e-24 ? 0 : error }).toEqual({ x: x[i], wrong: 0 });
    }
  });
});

/** The arguments where something begins or ends, and the only right answers. */
const critical: Record<
  FunctionName,
  Record<'always' | Bits, readonly (readonly [x: number, y: number])[]>
> = {
  exp: {
    always: [
      [NaN, NaN],
      [Infinity, Infinity],
      [-Infinity, 0],
      [0, 1],
      [-0, 1],
      [-1e30, 0],
      [1e30, Infinity],
    ],
    32: [
      [88.72283935546875, Infinity], // above ln of the largest number
      [-103.972076416015625, 2 ** -149],
      [-103.97209167480469, 0], // no nearer to the smallest number than to 0
    ],
    64: [
      [709.7827128933841, Infinity],
      [-745.1332191019411, 2 ** -1074],
      [-745.1332191019412, 0],
    ],
  },
  tanh: {
    always: [
      [NaN, NaN],
      [Infinity, 1],
      [-Infinity, -1],
      [0, 0],
      [-0, -0],
      [1e30, 1],
      [-1e30, -1],
    ],
    32: [
      [2 ** -149, 2 ** -149],
      [-(2 ** -127), -(2 ** -127)],
      [-9.125, -1],
    ],
    64: [
      [2 ** -1074, 2 ** -1074],
      [-(2 ** -1023), -(2 ** -1023)],
      [-19.125, -1],
    ],
  },
  sigmoid: {
    always: [
      [NaN, NaN],
      [Infinity, 1],
      [-Infinity, 0],
      [0, 0.5],
      [-0, 0.5],
      [1e30, 1],
      [-1e30, 0],
    ],
    32: [
      [17.375, 1],
      [-103.972076416015625, 2 ** -149],
      [-103.97209167480469, 0],
    ],
    64: [
      [37.5, 1],
      [-745.1332191019411, 2 ** -1074],
      [-745.1332191019412, 0],
    ],
  },
};

describe.each(testedBuilds)('the vector functions, build %s', (kernels) => {
  const build = functionBuild(kernels);
  const casesOf = (name: FunctionName, bits: Bits) => {
    const { x, exact } = cases.get(`${name}${bits}`)!;
    return { x, exact, y: results(build, name, bits, x) };
  };

  test.each(both)('$name$bits stays within its bound over the whole range', ({ name, bits }) => {
    const { x, exact, y } = casesOf(name, bits);
    const bound = boundOf(kernels, name, bits);
    let worst = { ulp: -1, x: NaN, y: NaN, exact: NaN };
    for (let i = 0; i < x.length; i++) {
      const ulp = ulps(y[i]!, exact[i]!, bits);
      if (!(ulp <= worst.ulp))
        worst = { ulp, x: x[i]!, y: y[i]!, exact: exact[i]!.hi / 2 ** exact[i]!.shift };
      if (Number.isNaN(ulp)) break;
    }
    process.stdout.write(`${kernels} ${name}${bits}: at worst ${worst.ulp.toFixed(3)} ULP, at ${worst.x}\n`);
    expect({ ...worst, bound, within: worst.ulp <= bound }).toEqual({ ...worst, bound, within: true });
  });

  test.each(both)('$name$bits is exactly right where something begins or ends', ({ name, bits }) => {
    const points = [...critical[name].always, ...critical[name][bits]];
    const x = points.map(([argument]) => argument);
    const y = results(build, name, bits, bits === 32 ? Float32Array.from(x) : Float64Array.from(x));
    expect(Array.from(y, (value, i) => [x[i], value])).toEqual(points);
  });

  test.each(both.filter(({ name }) => name !== 'exp'))(
    '$name$bits keeps its sign and its limits',
    ({ name, bits }) => {
      const { x, y } = casesOf(name, bits);
      const within = (value: number, at: number) =>
        name === 'tanh'
          ? Math.abs(value) <= 1 && Math.sign(value) === Math.sign(at)
          : value >= 0 && value <= 1;
      expect(Array.from(x).filter((at, i) => !within(y[i]!, at))).toEqual([]);
    },
  );

  test.each([32, 64] as const)('tanh%s is odd, bit for bit', (bits) => {
    const { x, y } = casesOf('tanh', bits);
    const mirrored = results(
      build,
      'tanh',
      bits,
      x.map((value) => -value),
    );
    expect(Array.from(x).filter((_, i) => mirrored[i] !== -y[i]!)).toEqual([]);
  });

  test.each(both)(
    '$name$bits computes an element alike wherever it stands, and touches no other',
    ({ name, bits }) => {
      const { reals } = random(11);
      const memory = build.memory[bits];
      const x = Float64Array.of(-88, NaN, ...reals(17).map((value) => 6 * value), -Infinity, 0.01);
      const alone = Array.from(x, (value) => {
        memory[5] = value;
        build.apply(name, bits, 5, 5, 1);
        return memory[5];
      });
      for (let n = 0; n <= x.length; n++)
        for (const { src, dst } of [
          { src: 3, dst: 40 },
          { src: 40, dst: 3 },
          { src: 2, dst: 2 },
        ]) {
          memory.fill(7, 0, 64);
          memory.set(x.subarray(0, n), src);
          const expected = memory.slice(0, 64);
          expected.set(alone.slice(0, n), dst);
          build.apply(name, bits, src, dst, n);
          expect({ n, src, dst, memory: memory.slice(0, 64) }).toEqual({ n, src, dst, memory: expected });
        }
    },
  );
});
