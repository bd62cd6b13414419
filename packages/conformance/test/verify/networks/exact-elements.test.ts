import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { allNetworkLayers } from '../../../src/checks/values/network-layers.ts';
import { indexOf } from '../../../src/runner/compare.ts';
import { exactElement, type AnswerName } from '../../../src/verify/networks/exact-elements.ts';
import { largestSum, layerCall, sizesOf } from '../../../src/verify/networks/layer-call.ts';
import { tinyLayer } from './tiny-layer.ts';

describe.each([
  ['two groups and a stride', tinyLayer],
  ['depthwise', { ...tinyLayer, C: 5, M: 5, groups: 'depthwise' }],
  ['no groups, no stride', { ...tinyLayer, stride: 1, C: 5, M: 3, groups: 1 }],
  ['1×1 with a stride', { ...tinyLayer, kernel: 1, padding: 0, C: 5, M: 3, groups: 1 }],
] as const)('%s', (_, layer) => {
  const call = layerCall(layer, 3);
  const { outputs, saved } = naiveLoops.kernels.conv.forward(call.inputs as never, call.attributes);
  const { x, w, b } = naiveLoops.kernels.conv.backward({ y: call.dy as never }, saved);

  test.each<[AnswerName, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }]>([
    ['y', outputs.y],
    ['dx', x!],
    ['dw', w!],
    ['db', b!],
  ])('the direct sums of %s are what naive-loops computes', (name, { shape, data }) => {
    const direct = Array.from(data, (__, at) => exactElement(call, name, indexOf(at, shape)));
    expect(direct).toEqual(Array.from(data, (value) => value + 0));
    expect(new Set(direct).size).toBeGreaterThan(2);
  });
});

test('a single product by hand: the last element of dw for an output gradient that is zero elsewhere', () => {
  const call = layerCall(tinyLayer, 3);
  const only = call.dy.data.map((__, at) => (at === 3 * 25 + 6 ? -2 : 0)) as Float32Array;
  // oh = ow = 1 reads ih = iw = 2·1 − 1 + 2 = 3 of the last channel
  const read = call.inputs.x.data[5 * 81 + 3 * 9 + 3]!;
  const one = { ...call, dy: { ...call.dy, data: only } as typeof call.dy };
  expect(exactElement(one, 'dw', [3, 2, 2, 2])).toBe(-2 * read + 0);
});

test.each(allNetworkLayers.map((layer) => [layer.name, layer] as const))(
  '%s: float32 holds every sum exactly',
  (_, layer) => {
    expect(largestSum(sizesOf(layer))).toBeLessThan(2 ** 24);
  },
);

test('a layer whose sums float32 may not hold is refused', () => {
  expect(() => layerCall({ ...tinyLayer, name: 'huge', plane: 2800, stride: 1 }, 1)).toThrow(
    'huge: expected sums below 2^24, which float32 holds exactly, got up to 70560000',
  );
});
