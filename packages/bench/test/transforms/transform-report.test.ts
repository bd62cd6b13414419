import { describe, expect, test } from '@jest/globals';
import { judgeTransforms, transformLegend, transformTable } from '../../src/transforms/transform-report.ts';
import { verdict } from '../../src/target-table.ts';
import { measured } from '../fakes.ts';

const ours = 'fft relaxed';
const peer = 'pffft-wasm simd';
const row = (n: number, seconds: number, fftJs = 10e-6, other = 3e-6) => ({
  n,
  cells: [measured(ours, seconds), measured('fft.js', fftJs), measured(peer, other)],
});

describe('transformTable', () => {
  const transformers = [
    { name: ours, kind: 'ours' },
    { name: 'fft.js', kind: 'javascript' },
    { name: peer, kind: 'javascript' },
  ] as const;

  test('a line per size and contestant, with the ratio to each peer', () => {
    const lines = transformTable([row(256, 2e-6), row(512, 5e-6)], transformers).split('\n');
    expect(lines).toEqual([
      'size                    median          quartiles  × fft.js  × pffft-wasm',
      '256   fft relaxed      2.00 µs  1.98 µs … 2.02 µs     5.00×         1.50×',
      '      fft.js           10.0 µs  9.90 µs … 10.1 µs     1.00×        0.300×',
      '      pffft-wasm simd  3.00 µs  2.97 µs … 3.03 µs     3.33×         1.00×',
      '512   fft relaxed      5.00 µs  4.95 µs … 5.05 µs     2.00×        0.600×',
      '      fft.js           10.0 µs  9.90 µs … 10.1 µs     1.00×        0.300×',
      '      pffft-wasm simd  3.00 µs  2.97 µs … 3.03 µs     3.33×         1.00×',
    ]);
    for (const line of [...lines, ...transformLegend.split('\n')])
      expect(line.length).toBeLessThanOrEqual(80);
  });

  test('who was not measured is named with the size and the reason', () => {
    const wrong = { contestant: peer, outcome: 'wrong', reason: 'it is off' } as const;
    const text = transformTable([{ n: 256, cells: [measured(ours, 1), wrong] }], transformers);
    expect(text.split('\n').at(-1)).toBe('256: pffft-wasm simd: wrong: it is off');
    expect(transformTable([{ n: 256, cells: [wrong] }], transformers)).toBe(
      '256: pffft-wasm simd: wrong: it is off',
    );
  });
});

describe('judgeTransforms', () => {
  test('fft.js is to be beaten four times over, PFFFT by 1.2 up to 4,096 and not to be ahead beyond', () => {
    const rows = [row(256, 2.5e-6), row(4096, 2e-6), row(8192, 2.9e-6, 20e-6), row(65_536, 2e-6)];
    const judgements = judgeTransforms(rows, ours);
    expect(judgements.map(({ target, worst }) => [target.bound, worst!.row])).toEqual([
      [4, '256, fft relaxed'],
      [1.2, '256, fft relaxed'],
      [1, '8192, fft relaxed'],
    ]);
    expect(judgements.map(verdict)).toEqual(['met', 'met', 'met']);
  });

  test('the worst size is what counts', () => {
    const rows = [row(256, 2e-6), row(512, 2.6e-6), row(16_384, 3.3e-6)];
    expect(judgeTransforms(rows, ours).map(verdict)).toEqual([
      'missed by 24 %', // 3.03 of 4, at 16,384
      'missed by 3.8 %',
      'missed by 9.1 %',
    ]);
  });

  test('without a peer nothing is told', () => {
    const rows = [{ n: 256, cells: [measured(ours, 1)] }];
    expect(judgeTransforms(rows, ours).map(verdict)).toEqual(Array(3).fill('not told by this run'));
  });
});
