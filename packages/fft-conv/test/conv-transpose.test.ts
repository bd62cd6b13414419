import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '@gradspec/kernels';
import { tensor, type FloatDtype } from '@gradspec/spec';
import { convTranspose } from '../src/conv-transpose.ts';
import { testedBuilds } from './builds.ts';
import { byDefinition, drawCase, drawValues } from './conv-case.ts';
import { fftBound, outside } from './fft-bound.ts';
import { random } from './random.ts';
import { dtypes, rounded, runTransposed } from './run-conv.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe.each(testedBuilds)('convTranspose, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(dtypes)('works out by hand: stride 2 and an output longer by one, %s', (dtype) => {
    // x₀ = 2 spreads 2·(1, −1, 3) over y₀ … y₂, x₁ = 5 spreads 5·(1, −1, 3) over y₂ … y₄; y₅ is b alone.
    const { y, dx, dw, db } = handResults(dtype, { stride: [2], outputPadding: [1] }, [1, -2, 3, 4, 5, 6]);
    expect(y).toEqual([12, 8, 21, 5, 25, 10]);
    // dx₀ = 1·1 + 2·1 + 3·3 = 12, dx₁ = 3 − 4 + 15 = 14;  dw₀ = 2·1 + 5·3 = 17, dw₁ = −4 + 20, dw₂ = 6 + 25.
    expect({ dx, dw, db }).toEqual({ dx: [12, 14], dw: [17, 16, 31], db: [17] });
  });

  test.each(dtypes)('works out by hand: the same flipped, with padding, %s', (dtype) => {
    // 3, −1, 1 is spread: y is 6, −2, 2 + 15, −5, 5 without its first.
    const attributes = { stride: [2], padding: [[1, 0] as const], flip: true };
    const { y, dx, dw, db } = handResults(dtype, attributes, [1, -2, 3, 4]);
    expect(y).toEqual([8, 27, 5, 15]);
    // dx₀ = −1·1 + 1·(−2) = −3, dx₁ = 3·(−2) − 1·3 + 1·4;  dw₂ = 5·(−2), dw₁ = 2·1 + 5·3, dw₀ = 2·(−2) + 5·4.
    expect({ dx, dw, db }).toEqual({ dx: [-3, -5], dw: [16, 17, -10], db: [6] });
  });

  test.each(seeds)('is conv’s adjoint on integers, once rounded, seed %i', (seed) => {
    const source = random(4000 + seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'integers');
    const { y, dx, dw } = byDefinition(drawn, { ...values, b: new Float64Array(values.b.length) });
    const expected = { y: rounded(y), dx: rounded(dx), dw: rounded(dw) };
    for (const dtype of dtypes) {
      const got = runTransposed(dtype, drawn, values);
      expect({ drawn, dtype, y: rounded(got.y), dx: rounded(got.dx), dw: rounded(got.dw) }).toEqual({
        ...{ drawn, dtype, ...expected },
      });
    }
  });

  test.each(seeds)('stays within the norm-wise bound on reals, seed %i', (seed) => {
    const source = random(5000 + seed);
    const drawn = drawCase(source);
    const values = { ...drawValues(source, drawn, 'reals'), b: new Float64Array(drawn.w[0]!) };
    const expected = byDefinition(drawn, values);
    for (const dtype of dtypes) {
      const [got, bound] = [runTransposed(dtype, drawn, values), fftBound(drawn, values, dtype)];
      for (const name of ['y', 'dx', 'dw'] as const)
        expect({ drawn, dtype, name, outside: outside(got[name], expected[name], bound[name]) }).toEqual({
          ...{ drawn, dtype, name, outside: [] },
        });
    }
  });
});

/** x = 2, 5, w = 1, −1, 3 and b = 10, with an output gradient: what comes out, rounded. */
function handResults(dtype: FloatDtype, attributes: object, dy: number[]): Record<string, number[]> {
  const inputs = {
    x: tensor(dtype, [1, 1, 2], [2, 5]),
    w: tensor(dtype, [1, 1, 3], [1, -1, 3]),
    b: tensor(dtype, [1], [10]),
  };
  const { outputs, saved } = convTranspose.forward(inputs, attributes);
  const grads = convTranspose.backward({ y: tensor(dtype, outputs.y.shape, dy) }, saved);
  return {
    y: rounded(outputs.y.data),
    dx: rounded(grads.x!.data),
    dw: rounded(grads.w!.data),
    db: rounded(grads.b!.data),
  };
}

test('convTranspose computes only what is wanted', () => {
  const x = tensor('float64', [1, 1, 3], [1, 2, 3]);
  const w = tensor('float64', [1, 1, 2], [4, 5]);
  const { saved } = convTranspose.forward({ x, w });
  const withBias = convTranspose.forward({ x, w, b: tensor('float64', [1], [6]) }).saved;
  const dy = tensor('float64', [1, 1, 4], [1, -1, 2, 3]);
  expect(Object.keys(convTranspose.backward({ y: dy }, saved))).toEqual(['x', 'w']);
  expect(Object.keys(convTranspose.backward({ y: dy }, saved, ['x']))).toEqual(['x']);
  expect(Object.keys(convTranspose.backward({ y: dy }, withBias, ['b']))).toEqual(['b']);
});
