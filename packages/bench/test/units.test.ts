import { describe, expect, test } from '@jest/globals';
import { duration, gigaflops, binaryBytes, operations, percent, times } from '../src/units.ts';

describe('units', () => {
  test.each([
    [3.21e-9, '3.21 ns'],
    [16.44e-6, '16.4 µs'],
    [999.7e-6, '1.00 ms'],
    [0.00512, '5.12 ms'],
    [0.1234, '123 ms'],
    [0.9996, '1.00 s'],
    [61.5, '61.5 s'],
    [1234, '1234 s'],
  ])('%d s is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  test.each([
    [45.14e9, '45.1'],
    [4.2e6, '0.00420'],
    [97e3, '0.000097'],
    [0, '0'],
  ])('%d operations per second are %s GFLOP/s', (speed, text) => {
    expect(gigaflops(speed)).toBe(text);
  });

  test.each([
    [162, '162 FLOP'],
    [97_344, '97.3 kFLOP'],
    [14_155_776, '14.2 MFLOP'],
    [231_211_008, '0.231 GFLOP'],
  ])('%d operations are %s', (flops, text) => {
    expect(operations(flops)).toBe(text);
  });

  test('ratios, parts and bytes', () => {
    expect([times(2.514), times(0.0951), times(152.3)]).toEqual(['2.51×', '0.0951×', '152×']);
    expect(percent(0.868)).toBe('87 %');
    expect([0, 1000, 1536, 1.5 * 2 ** 20, 300.4 * 2 ** 20].map(binaryBytes)).toEqual([
      '0 B',
      '1000 B',
      '1.50 KiB',
      '1.50 MiB',
      '300 MiB',
    ]);
  });
});
