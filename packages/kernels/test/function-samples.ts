/**
 * Arguments over the whole range of a vector function: every exponent with both signs, subnormals among them; the stretch
 * where the function is neither trivial nor saturated, densely; and the neighbours of every multiple of ½ ln 2, where the
 * reduction goes from one power of two to the next.
 *
 * @module
 */
import type { FloatArray } from '../src/memory.ts';
import type { Bits, FunctionName } from './exact-functions.ts';
import { random } from './random.ts';

const drawsPerExponent = { 32: 60, 64: 8 } as const;
const dense = 20_000;
/** Beyond these, exp and sigmoid are 0, 1 or ∞ in both formats. */
const farthest = 750;
const stretch: Record<FunctionName, Record<Bits, readonly [least: number, most: number]>> = {
  exp: { 32: [-105, 90], 64: [-747, 711] },
  tanh: { 32: [-10, 10], 64: [-20, 20] },
  sigmoid: { 32: [-105, 20], 64: [-747, 40] },
};

/** Arguments in a function's precision; finite, and for exp and sigmoid |x| ≤ 750. */
export function samples(name: FunctionName, bits: Bits): FloatArray {
  const { reals } = random(bits + name.length);
  const [least, most] = stretch[name][bits];
  const format = bits === 32 ? { least: -149, most: 128 } : { least: -1074, most: 1024 };
  const x: number[] = [];
  for (let exponent = format.least; exponent < format.most; exponent++)
    for (const real of reals(drawsPerExponent[bits]))
      x.push(Math.sign(real) * (1 + Math.abs(real)) * 2 ** exponent);
  for (const real of reals(dense)) x.push((least + most) / 2 + (real * (most - least)) / 2, 2 * real);
  for (let k = Math.ceil(least / (Math.LN2 / 2)); k * (Math.LN2 / 2) <= most; k++)
    for (let step = -4; step <= 4; step++)
      x.push(k * (Math.LN2 / 2) * (1 + step * (bits === 32 ? 2 ** -23 : 2 ** -52)));
  const values = bits === 32 ? Float32Array.from(x) : Float64Array.from(x);
  return values.filter((value) => Number.isFinite(value) && (name === 'tanh' || Math.abs(value) <= farthest));
}
