import { describe, expect, test } from '@jest/globals';
import { fftConv } from '@gradspec/fft-conv';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { winograd } from '@gradspec/matrix-im2col/winograd';
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation, Kernel } from '@gradspec/spec';
import { layerCall } from '../../../src/verify/networks/layer-call.ts';
import { failureText, verdictText } from '../../../src/verify/networks/layer-texts.ts';
import { failed, verifyLayer } from '../../../src/verify/networks/verify-layer.ts';
import { changed, tinyLayer } from './tiny-layer.ts';

const call = layerCall(tinyLayer, 7);
const many = { seed: 7, mostNaiveProducts: 1e6 };
const verify = (...implementations: readonly Implementation[]) => verifyLayer(call, implementations, many);
const add =
  (position: (shape: readonly number[]) => number) => (data: Float32Array, shape: readonly number[]) => {
    data[position(shape)]! += 1;
  };
const count = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
/** The first element of the last channel. */
const lastChannel = ([N, C, H, W]: readonly number[]) => (N! * C! - 1) * H! * W!;

test('implementations that are right agree, sums exactly and spectra within their bound', async () => {
  const results = await verify(naiveLoops, matrixIm2col, fftConv);
  expect(results.map(verdictText).slice(0, 2)).toEqual(['✓ exact', '✓ exact']);
  expect(verdictText(results[2]!)).toMatch(/^✓ off by \d\S*e-\d+, \S+ of the bound$/);
});

test('Winograd is held to a bound of its own, and is exact in the weight gradient', async () => {
  const layer = layerCall({ ...tinyLayer, plane: 18, stride: 1, C: 32, M: 48, groups: 1 }, 7);
  const results = await verifyLayer(layer, [matrixIm2col, winograd], many);
  expect(results.map(failed)).toEqual([false, false]);
  expect(results[1]!.error).toBeGreaterThan(0);
  expect(results[1]!.ratio).toBeLessThan(1);
});

describe('a bound that is too wide to prove much', () => {
  const layer = layerCall({ ...tinyLayer, plane: 18, stride: 1, C: 32, M: 48, groups: 1 }, 7);
  const claims = { conv: { bound: 'winograd' } } as const;
  const off = (size: number) => changed({ y: (data) => void (data[1000]! += size) }, { claims });

  test('is no matter where every element rounds to the exact integer', async () => {
    const [one] = await verifyLayer(layer, [off(0.25), matrixIm2col], many);
    expect(verdictText(one!)).toMatch(/^✓ off by \S+, \S+ of the bound, rounds to the exact integers$/);
  });

  test('is said to prove little where one does not', async () => {
    const [one] = await verifyLayer(layer, [off(0.75), matrixIm2col], many);
    expect(verdictText(one!)).toMatch(/^✓ off by \S+, \S+ of the bound, the bound proves little$/);
  });

  test('and where there are no direct sums to compare with; then neither is called exact', async () => {
    const [one, other] = await verifyLayer(layer, [off(0.25), { ...off(0), name: 'other' }], many);
    expect(verdictText(one!)).toMatch(/^✓ off by \S+, \S+ of the bound, the bound proves little$/);
    expect(verdictText(other!)).toBe(verdictText(one!));
  });
});

describe('what is wrong is found, with the element and both numbers', () => {
  test('an output of the last channel, among right ones', async () => {
    const results = await verify(naiveLoops, changed({ y: add(lastChannel) }), matrixIm2col);
    expect(results.map(failed)).toEqual([false, true, false]);
    const { expected, got } = results[1]!.wrong!;
    expect(got).toBe(expected + 1);
    expect(failureText(results[1]!, { target: './mine.ts', seed: 7 })).toBe(
      `✗ tiny:conv on mine
  the output y at [0, 3, 0, 0]: expected ${expected}, got ${got}
  the expected number is the direct sum of the products that the definition names
  repeat: npm run verify -- --networks --layer tiny:conv --implementation ./mine.ts --seed 7`,
    );
  });

  test.each([
    ['dx', [0, 5, 8, 8]],
    ['dw', [3, 2, 2, 2]],
    ['db', [3]],
  ] as const)('the last element of %s, with nobody to compare with', async (name, index) => {
    const [result] = await verify(changed({ [name]: add((shape) => count(shape) - 1) }));
    expect(result!.wrong).toMatchObject({ name, index });
  });

  test('an element that is not among the samples, and the one that is wrong is blamed, not the other', async () => {
    // 486 elements of which 64 are sampled: of ten in a row some are not.
    for (let at = 100; at < 110; at++) {
      const results = await verify(changed({ dx: add(() => at) }), matrixIm2col, naiveLoops);
      expect(results.map(failed)).toEqual([true, false, false]);
      expect(results[0]!.wrong!.index).toEqual([0, 1, Math.floor((at - 81) / 9), (at - 81) % 9]);
    }
  });

  test('NaN, also where a bound is promised', async () => {
    const nan = changed({ dw: (data) => data.fill(NaN) }, { claims: { conv: { bound: 'fft' } } });
    const results = await verify(nan, naiveLoops);
    expect(results.map(failed)).toEqual([true, false]);
  });

  test('a tensor of another shape, and what is thrown', async () => {
    const short = changed({}, { name: 'short' });
    const kernels = {
      conv: {
        forward: async (...call: Parameters<Kernel<'conv'>['forward']>) => {
          const { outputs, saved } = await short.kernels.conv!.forward(...call);
          return { outputs: { y: { ...outputs.y, shape: [1, 4, 25] } }, saved };
        },
      },
    };
    const throws = {
      conv: {
        forward: () => {
          throw new Error('no groups here');
        },
      },
    };
    const results = await verify({ ...short, kernels }, { ...short, kernels: throws }, naiveLoops);
    expect(results.map(({ failure }) => failure)).toEqual([
      'y: expected float32 [1, 4, 5, 5], got float32 [1, 4, 25] with 100 elements',
      'threw Error: no groups here',
      undefined,
    ]);
  });
});

test('naive-loops is left out of a layer with too many products, and it says why', async () => {
  const [left, ran] = await verifyLayer(call, [naiveLoops, matrixIm2col], {
    seed: 7,
    mostNaiveProducts: 2699,
  });
  expect(call.products).toBe(2700);
  expect(verdictText(left!)).toMatch(/^left out: \S+ million products, over \S+ million$/);
  expect(verdictText(ran!)).toBe('✓ sampled elements only');
});

test('an implementation without backward is judged by its output, and that is said', async () => {
  const conv = { ...naiveLoops.kernels.conv, backward: undefined } as unknown as Kernel<'conv'>;
  const results = await verify({ name: 'half', version: '1', kernels: { conv } }, matrixIm2col);
  expect(verdictText(results[0]!)).toBe('✓ exact, forward only');
});
