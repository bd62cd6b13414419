import { beforeEach, describe, expect, test } from '@jest/globals';
import { arenaHighWater, resetHighWater, useKernels } from '@gradspec/kernels';
import { tensor, type FloatDtype, type FloatTensor, type Shape } from '@gradspec/spec';
import { conv } from '../src/conv.ts';
import { size } from './conv-case.ts';
import { random } from './random.ts';
import { dtypes } from './run-conv.ts';

const drawn = (dtype: FloatDtype, shape: Shape): FloatTensor =>
  tensor(dtype, shape, random(1).reals(size(shape)));

/** The most bytes that a call had at once, as a multiple of those of its tensors. */
function share(tensors: readonly FloatTensor[], call: () => void): number {
  resetHighWater();
  call();
  return arenaHighWater() / tensors.reduce((sum, { data }) => sum + data.byteLength, 0);
}

const sizes: [string, Shape, Shape, readonly FloatDtype[]][] = [
  ['a line of 200000 with 1024 taps', [1, 1, 200_000], [1, 1, 1024], dtypes],
  ['an image of 128×128 in 8 channels with 15×15 taps', [1, 8, 128, 128], [8, 8, 15, 15], dtypes],
  ['small images in 64 channels', [4, 64, 28, 28], [64, 64, 3, 3], dtypes],
];

describe('the memory that a call takes at once', () => {
  beforeEach(() => useKernels('simd')); // it is the same in all builds

  test.each(sizes)('is at most four times its tensors: %s', (_title, xShape, wShape, ofDtypes) => {
    for (const dtype of ofDtypes) {
      const [x, w] = [drawn(dtype, xShape), drawn(dtype, wShape)];
      const { outputs, saved } = conv.forward({ x, w });
      const { y } = outputs;
      const tensors = [x, w, y];
      const shares = {
        forward: share(tensors, () => conv.forward({ x, w })),
        dx: share(tensors, () => conv.backward({ y }, saved, ['x'])),
        dw: share(tensors, () => conv.backward({ y }, saved, ['w'])),
      };
      const tooMuch = Object.entries(shares).filter(([, times]) => times > 4);
      expect({ dtype, tooMuch }).toEqual({ dtype, tooMuch: [] });
    }
  });
});
