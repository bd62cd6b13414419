import { describe, expect, test } from '@jest/globals';
import { rowId, workloadFlops, workloads } from '../src/workloads.ts';

const named = (name: string) => workloads.find((workload) => workload.name === name)!;

describe('workloads', () => {
  test.each([
    ['lenet', 'y', [1, 8, 26, 26], 97_344],
    ['cifar', 'y', [8, 32, 32, 32], 14_155_776],
    ['resnet-3x3', 'y', [1, 64, 56, 56], 231_211_008],
    ['resnet-1x1', 'y', [1, 1024, 14, 14], 102_760_448],
    ['stem-7x7', 'y', [1, 64, 112, 112], 236_027_904],
    ['depthwise', 'y', [1, 32, 112, 112], 7_225_344],
    ['large-31', 'y', [1, 1, 226, 226], 98_168_072],
    ['large-15', 'y', [1, 8, 128, 128], 471_859_200],
    ['audio-1d', 'y', [1, 1, 64513], 132_122_624],
    ['pool-max', 'y', [8, 32, 32, 32], 1_048_576],
    ['pool-avg', 'y', [8, 32, 32, 32], 1_048_576],
    ['dense-512', 'y', [512, 512], 268_435_456],
    ['dense-cifar', 'y', [128, 100], 78_643_200],
    ['rnn', 'h', [100, 16, 128], 78_643_200],
    ['lstm', 'h', [100, 16, 128], 314_572_800],
    ['gru', 'h', [100, 16, 128], 235_929_600],
    ['small', 'y', [1, 1, 3, 3], 162],
  ])('%s gives %s of shape %j for %d operations', (name, output, shape, flops) => {
    expect(named(name).outputs[output]).toEqual(shape);
    expect(workloadFlops(named(name), 'forward')).toBe(flops);
  });

  test('only recurrences and the small conv are trained, and pools have no weight', () => {
    const trained = workloads.filter(({ passes }) => passes.includes('train')).map(({ name }) => name);
    expect(trained).toEqual(['small', 'rnn', 'lstm', 'gru']);
    expect(named('pool-avg').passes).toEqual(['forward', 'input gradient']);
  });

  test('no two rows have one name', () => {
    const ids = workloads.flatMap((workload) => workload.passes.map((pass) => rowId(workload, pass)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('resnet-3x3/weight-gradient');
  });
});
