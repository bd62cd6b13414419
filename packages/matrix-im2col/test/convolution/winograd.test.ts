import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '@gradspec/kernels';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import { tensor, type Attributes, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import { conv, winogradConv } from '../../src/conv.ts';
import { random } from '../random.ts';

switchOnRelaxedSimd();

interface Sizes {
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly attributes?: Attributes<'conv'>;
}

/** y and dx of both methods on the same numbers. */
function both(
  { x, w, attributes = {} }: Sizes,
  { dtype = 'float32', scale = 1 }: { dtype?: FloatDtype; scale?: number } = {},
) {
  const { reals } = random(x.length * 100 + x.at(-1)!);
  const draw = (shape: readonly number[]): FloatTensor => {
    const count = shape.reduce((a, b) => a * b, 1);
    return tensor(
      dtype,
      shape,
      reals(count).map((value) => value * scale),
    );
  };
  const inputs = { x: draw(x), w: draw(w), b: draw([w[0]!]) };
  const [direct, quick] = [conv, winogradConv].map((kernel) => {
    const { outputs, saved } = kernel.forward(inputs, attributes);
    const dy = draw(outputs.y.shape).data.map((_, i) => Math.sin(3 * i + 1) * scale);
    return { y: outputs.y, x: kernel.backward({ y: tensor(dtype, outputs.y.shape, dy) }, saved, ['x']).x! };
  });
  return { direct: direct!, quick: quick! };
}

/** The largest difference, in units of the largest number. */
function distance(a: FloatTensor, b: FloatTensor): number {
  const most = (values: ArrayLike<number>) =>
    Array.from(values).reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  return most(Array.from(a.data, (value, i) => value - b.data[i]!)) / most(a.data);
}

const suited: readonly (Sizes & { name: string })[] = [
  { name: 'whole tiles', x: [2, 9, 6, 10], w: [11, 9, 3, 3] },
  {
    name: 'cut tiles, padding on every side',
    x: [1, 8, 7, 5],
    w: [9, 8, 3, 3],
    attributes: {
      padding: [
        [1, 2],
        [0, 1],
      ],
    },
  },
  {
    name: 'true convolution',
    x: [1, 9, 9, 6],
    w: [8, 9, 3, 3],
    attributes: {
      flip: true,
      padding: [
        [1, 1],
        [2, 0],
      ],
    },
  },
  { name: 'groups', x: [2, 16, 8, 7], w: [18, 8, 3, 3], attributes: { groups: 2 } },
  { name: 'more tiles than a block', x: [1, 70, 37, 31], w: [65, 70, 3, 3] },
];

describe.each(['simd', 'relaxed'] as const)('Winograd’s convolution, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(suited)('is the direct sums but for rounding, and really another way: $name', (sizes) => {
    const { direct, quick } = both(sizes);
    for (const name of ['y', 'x'] as const) {
      expect(distance(direct[name], quick[name])).toBeLessThan(3e-5);
      expect(quick[name].data).not.toEqual(direct[name].data);
    }
  });

  test.each<Sizes & { name: string }>([
    { name: 'a stride', x: [1, 9, 9, 11], w: [10, 9, 3, 3], attributes: { stride: [2, 1] } },
    { name: 'a dilation', x: [1, 9, 9, 11], w: [10, 9, 3, 3], attributes: { dilation: [1, 2] } },
    { name: 'a 3×5 kernel', x: [1, 9, 9, 11], w: [10, 9, 3, 5] },
    { name: 'few channels', x: [1, 5, 9, 11], w: [10, 5, 3, 3] },
    { name: 'three axes', x: [1, 9, 4, 5, 6], w: [10, 9, 3, 3, 3] },
    { name: 'one axis', x: [1, 9, 11], w: [10, 9, 3] },
  ])('leaves to the direct way what does not suit it: $name', (sizes) => {
    const { direct, quick } = both(sizes);
    expect(quick).toEqual(direct);
  });

  test('leaves float64 to the direct way', () => {
    const { direct, quick } = both(suited[0]!, { dtype: 'float64' });
    expect(quick).toEqual(direct);
  });

  test('leaves numbers that its transforms would make infinite to the direct way', () => {
    const { direct, quick } = both(suited[0]!, { scale: 3e18 });
    expect(quick.y.data.every(Number.isFinite)).toBe(true);
    expect(quick).toEqual(direct);
  });

  test.each([NaN, Infinity])('keeps %d to the windows that read it', (wild) => {
    const x = tensor(
      'float32',
      [1, 8, 6, 9],
      Array.from({ length: 432 }, (_, i) => Math.cos(i)),
    );
    const w = tensor(
      'float32',
      [9, 8, 3, 3],
      Array.from({ length: 648 }, (_, i) => Math.sin(i)),
    );
    x.data[20] = wild;
    expect(winogradConv.forward({ x, w }).outputs).toEqual(conv.forward({ x, w }).outputs);
  });
});
