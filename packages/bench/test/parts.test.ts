import { describe, expect, test } from '@jest/globals';
import { partsOf } from '../src/parts.ts';
import { workloads } from '../src/workloads.ts';

const named = (name: string) => workloads.find((workload) => workload.name === name)!;
const whole = [{ inputs: {}, outputGrads: {}, results: {} }];

describe('partsOf', () => {
  test('calls of few operations, pools and grouped convolutions are compared whole', () => {
    for (const name of ['cifar', 'pool-max', 'depthwise'])
      expect(partsOf(named(name), 'forward')).toEqual(whole);
    expect(partsOf(named('depthwise'), 'input gradient', 0)).toEqual(whole);
  });

  test('a large conv is compared in its first and its last channel', () => {
    const channels = partsOf(named('resnet-1x1'), 'weight gradient').map(({ results }) => results.w!.from);
    expect(channels).toEqual([0, 1023]);
    const read = partsOf(named('resnet-1x1'), 'input gradient').map(({ inputs }) => inputs.w);
    expect(read).toEqual([
      { axis: 1, from: 0, count: 1 },
      { axis: 1, from: 255, count: 1 },
    ]);
  });

  test('one channel is one part', () => {
    expect(partsOf(named('large-31'), 'forward')).toHaveLength(1);
  });

  test('gradients of a recurrence are compared for the first 8 steps, and for the last sequence', () => {
    const kept = partsOf(named('gru'), 'train').map((part) => part.kept);
    expect(kept).toEqual([
      { axis: 0, from: 0, count: 8 },
      { axis: 1, from: 15, count: 1 },
    ]);
  });

  test('training of a large conv is refused', () => {
    expect(() => partsOf(named('stem-7x7'), 'train')).toThrow(
      'partsOf: stem-7x7/train cannot be checked in parts',
    );
  });
});
