import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { callOf } from '../../src/call.ts';
import { convolutionPeers, correlateByFftJs, correlateByMlConvolution } from '../../src/crossover/peers.ts';
import { referenceOf, wrongness } from '../../src/verify.ts';
import { conv } from '../../src/workloads.ts';
import { conv as planes } from '../small-workloads.ts';

describe.each([
  ['fft.js', correlateByFftJs],
  ['ml-convolution', correlateByMlConvolution],
])('by %s', (_, correlate) => {
  test('the kernel is not flipped, and only whole overlaps are kept', () => {
    // 2·1 − 3·5 + 7·2 = 1, 2·5 − 3·2 + 7·4 = 32
    const y = correlate(Float32Array.of(1, 5, 2, 4), Float32Array.of(2, -3, 7));
    expect([...y].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([1, 32]);
  });

  test.each([
    [3, 3],
    [5, 1],
    [64, 63],
    [65, 9],
    [1000, 127],
  ])('%i samples under %i', (samples, taps) => {
    const { x, w } = callOf(
      conv('one', '', [
        [1, 1, samples],
        [1, 1, taps],
      ]),
    ).inputs;
    const { y } = naiveLoops.kernels.conv.forward({ x: x!, w: w! }, {}).outputs as never as {
      y: { data: Float32Array };
    };
    const got = correlate(x!.data, w!.data);
    expect(got).toHaveLength(samples - taps + 1);
    got.forEach((value, t) => expect(value).toBeCloseTo(y.data[t]!, 4));
  });
});

test('the peers pass the check of a workload, have no gradients, and no planes', async () => {
  const workload = conv('one', '', [
    [1, 1, 50],
    [1, 1, 5],
  ]);
  const call = callOf(workload);
  for (const peer of convolutionPeers) {
    expect(await wrongness(peer.implementation, await referenceOf(call, 'forward'))).toBeUndefined();
    const prepared = (await peer.prepare(call))!;
    expect(prepared.action('forward')).toBeDefined();
    expect(prepared.action('input gradient')).toBeUndefined();
    await expect(peer.prepare(callOf(planes))).rejects.toMatchObject({ code: 'not-implemented' });
  }
});
