import { describe, expect, test } from '@jest/globals';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import type { FloatTensor, Implementation } from '@gradspec/spec';
import { compareCurves } from '../../src/train/curve-agreement.ts';
import { examples } from '../../src/train/examples/index.ts';
import type { Net } from '../../src/train/example.ts';
import { sensibleFor } from './choices.ts';

const netsOf = (name: string): readonly Net[] =>
  examples.find((example) => example.name === name)!.nets({ seed: 1, dtype: 'float64' });

// digits has a file of its own, which runs beside this one
const nets = examples
  .filter(({ name }) => name !== 'digits')
  .flatMap(({ name }) => netsOf(name).map((net) => ({ title: `${name}, ${net.name}`, net })));

test.each(nets)(
  '$title: in 20 steps no two curves are further apart than their bounds, which are 10⁻¹¹ of the loss at most',
  async ({ net }) => {
    const { curves, disagreements } = await compareCurves(net, sensibleFor([net]), 20);
    expect(disagreements).toEqual([]);
    for (const { losses, bound } of curves) {
      expect(losses).toHaveLength(20);
      // a curve that stands still would prove nothing
      expect(losses.at(-1)).toBeLessThan(0.95 * losses[0]!);
      for (const [i, one] of bound.entries()) {
        expect(one).toBeGreaterThan(0);
        expect(one / losses[i]!).toBeLessThan(1e-11);
      }
    }
  },
  30_000,
);

/** matrix-im2col with the weight gradient of linear off by a factor of 1 + `mistake`. */
function mistaken(mistake: number): Implementation {
  const linear = matrixIm2col.kernels.linear;
  return {
    ...matrixIm2col,
    name: 'mistaken',
    kernels: {
      ...matrixIm2col.kernels,
      linear: {
        forward: (inputs, attributes) => linear.forward(inputs, attributes),
        backward(outputGrads, saved, wanted) {
          const grads = linear.backward(outputGrads, saved, wanted);
          const w = grads.w;
          return w
            ? { ...grads, w: { ...w, data: w.data.map((value) => value * (1 + mistake)) } as FloatTensor }
            : grads;
        },
      },
    },
  };
}

describe('a weight gradient that is wrong', () => {
  const [xor] = netsOf('xor') as [Net];

  test('by 10⁻⁶ of itself is found: the loss of step 2 is named with what it may differ by', async () => {
    const { disagreements } = await compareCurves(xor, [[matrixIm2col], [mistaken(1e-6)]], 20);
    expect(disagreements).toEqual([
      expect.stringMatching(
        /^step 2: element 0 of hidden\.w expected -?[\d.]+ within 1\.5e-11, got -?[\d.]+ on mistaken$/,
      ),
      expect.stringMatching(
        /^step 2: losses expected within [\d.]+e-15 of each other, got 0\.69\d+ on matrix-im2col and 0\.69\d+ on mistaken, [\d.]+e-\d+ apart$/,
      ),
    ]);
  });

  test('by 10⁻¹¹ of itself is found too, before anything has left the box', async () => {
    const { disagreements } = await compareCurves(xor, [[matrixIm2col], [mistaken(1e-11)]], 20);
    expect(disagreements).toEqual([expect.stringMatching(/^step \d+: losses expected within/)]);
  });

  test('not at all agrees', async () => {
    expect((await compareCurves(xor, [[matrixIm2col], [mistaken(0)]], 20)).disagreements).toEqual([]);
  });
});

test('parameters in float32 are refused', async () => {
  const [net] = examples[0]!.nets({ seed: 1, dtype: 'float32' });
  await expect(compareCurves(net!, [[matrixIm2col]], 2)).rejects.toThrow(
    'reference: parameter hidden.w expected float64, got float32',
  );
});
