import { expect, test } from '@jest/globals';
import { networkLayers } from '../../../src/checks/values/network-layers.ts';

test('every layer has a name of its own', () => {
  expect(new Set(networkLayers.map(({ name }) => name)).size).toBe(networkLayers.length);
});

test.each([
  ['resnet-50:conv1', 112],
  ['resnet-50:conv5-3x3', 7],
  ['vgg-16:conv1', 224],
  ['mobilenet:conv13-depthwise-down', 7],
  ['alexnet:conv1', 55],
  ['alexnet:conv2', 27],
])('%s makes planes of %d, as the paper has them', (name, expected) => {
  const { plane, kernel, stride, padding } = networkLayers.find((layer) => layer.name === name)!;
  expect(Math.floor((plane + 2 * padding - kernel) / stride) + 1).toBe(expected);
});
