import { describe, expect, test } from '@jest/globals';
import { excuse, legend, rowText } from '../src/terminal.ts';
import type { Measured } from '../src/run-record.ts';
import { measured, rowOf, runOf } from './fakes.ts';

const row = rowOf('resnet-3x3', 'weight gradient', [
  measured('matrix-im2col-winograd', 0.1),
  measured('onnxruntime-web', 0.25),
  measured('pytorch', 0.05),
  { contestant: 'tfjs-wasm', outcome: 'no kernel' },
  { contestant: 'mathjs', outcome: 'no kernel' },
  { contestant: 'ml-matrix', outcome: 'wrong', reason: 'dw[0, 1] expected 2, got -3' },
  { contestant: 'tfjs-cpu', outcome: 'too slow', predicted: 61.2 },
]);

describe('rowText', () => {
  const text = rowText(runOf([row]), row);

  test('a row is a table of who was measured, and a line per reason for the others', () => {
    expect(text.split('\n')).toEqual([
      'resnet-3x3, weight gradient   conv 2×3 → 5   3.00 GFLOP',
      '                         median          quartiles  GFLOP/s   peer  peak',
      'matrix-im2col-winograd   100 ms   99.0 ms … 101 ms     30.0  2.50×  75 %',
      'onnxruntime-web          250 ms    248 ms … 253 ms     12.0  1.00×  60 %',
      'pytorch                 50.0 ms  49.5 ms … 50.5 ms     60.0  5.00×',
      'no kernel: tfjs-wasm, mathjs',
      'ml-matrix: wrong: dw[0, 1] expected 2, got -3',
      'tfjs-cpu: not timed: one call takes about 61.2 s',
    ]);
  });

  test('it fits 80 columns, and so does the legend', () => {
    for (const line of [...text.split('\n'), ...legend.split('\n')])
      expect(`${line.length <= 80} ${line}`).toBe(`true ${line}`);
  });

  test('the arenas stand beside the tensors, equal ones on one line', () => {
    const holds = (contestant: string, highWater: number) => ({
      ...(measured(contestant, 1) as Measured),
      memory: { highWater, tensors: 3 * 2 ** 20 },
    });
    const cells = [holds('simd', 2 ** 20), holds('relaxed', 2 ** 20), holds('winograd', 7.5 * 2 ** 20)];
    const row = rowOf('lenet', 'forward', [...cells, measured('mathjs', 1)]);
    expect(
      rowText(runOf([row]), row)
        .split('\n')
        .slice(-2),
    ).toEqual([
      'arena / tensors: 1.00 MiB / 3.00 MiB (simd, relaxed)',
      'arena / tensors: 7.50 MiB / 3.00 MiB (winograd)',
    ]);
  });

  test('a long list of names and a long reason are wrapped, and a word is never cut', () => {
    const names = [
      'matrix-im2col simd',
      'matrix-im2col relaxed',
      'matrix-im2col-winograd',
      'fft-conv',
      'mathjs',
    ];
    const reason = `gradient function not found: ${'x'.repeat(90)} ${'and so on '.repeat(5)}`.trim();
    const long = rowOf('lenet', 'forward', [
      ...names.map((contestant) => ({ contestant, outcome: 'no kernel' }) as const),
      { contestant: 'tfjs-cpu', outcome: 'failed', reason },
    ]);
    expect(
      rowText(runOf([long]), long)
        .split('\n')
        .slice(1),
    ).toEqual([
      'no kernel: matrix-im2col simd, matrix-im2col relaxed, matrix-im2col-winograd,',
      '  fft-conv, mathjs',
      'tfjs-cpu: failed: gradient function not found:',
      `  ${'x'.repeat(90)}`,
      '  and so on and so on and so on and so on and so on',
    ]);
  });

  test('nobody measured is no table', () => {
    const nobody = rowOf('lenet', 'forward', [{ contestant: 'mathjs', outcome: 'no kernel' }]);
    expect(rowText(runOf([nobody]), nobody).split('\n')).toHaveLength(2);
  });
});

test('a measured cell needs no excuse', () => {
  expect(excuse(measured('mathjs', 1))).toBeUndefined();
  expect(excuse({ contestant: 'mathjs', outcome: 'failed', reason: 'out of memory' })).toBe(
    'failed: out of memory',
  );
});
