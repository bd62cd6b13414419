import { describe, expect, test } from '@jest/globals';
import { targetRows, verdict } from '../src/target-table.ts';
import { judge, targets } from '../src/targets.ts';
import type { Cell, Row } from '../src/run-record.ts';
import { measured, rowOf, runOf } from './fakes.ts';

const [simd, relaxed, winograd] = ['matrix-im2col simd', 'matrix-im2col relaxed', 'matrix-im2col-winograd'];

/** The judgement on the target of this text. */
const judged = (text: string, ...rows: Row[]) =>
  judge(runOf(rows)).find(({ target }) => target.text === text);

describe('judge', () => {
  test.each([
    [2.9, false, 'missed by 3.3 %'],
    [3, true, 'met'],
    [1.5, false, 'missed by 50 %'],
  ])('resnet-3x3 forward at %d times the fastest web peer', (times, met, words) => {
    const row = rowOf('resnet-3x3', 'forward', [
      measured(winograd, 1 / times),
      measured(relaxed, 1e-9), // the target speaks of Winograd
      measured('tfjs-wasm', 2),
      measured('onnxruntime-web', 1),
      measured('pytorch', 1e-3),
    ]);
    const judgement = judged('resnet-3x3, forward (Winograd)', row)!;
    expect(judgement.met).toBe(met);
    expect(judgement.worst?.value).toBeCloseTo(times, 9);
    expect(verdict(judgement)).toBe(words);
  });

  test('a target over many rows is judged by the worst, which is named', () => {
    const at = (name: string, seconds: number) =>
      rowOf(name, 'forward', [measured(simd, seconds), measured('tfjs-wasm', 1)]);
    const rows = [at('lenet', 0.5), at('large-31', 1.25), at('cifar', 1)];
    const judgement = judged('plain SIMD, every forward', ...rows)!;
    expect(judgement).toMatchObject({ met: false, worst: { value: 0.8, row: 'large-31/forward' } });
  });

  test('the part of the peak is that of its own build', () => {
    const row = rowOf('dense-512', 'forward', [measured(simd, 0.2), measured(relaxed, 0.1)]); // 15 and 30 GFLOP/s
    expect(judged('dense-512, plain SIMD, part of its peak', row)).toMatchObject({ met: false });
    expect(judged('dense-512, FMA, part of its peak', row)).toMatchObject({ met: true });
  });

  test('memory is judged against twice the tensors and 4 MiB, whoever takes most', () => {
    const holds = (highWater: number): Cell => ({
      ...(measured(relaxed, 1) as Extract<Cell, { outcome: 'measured' }>),
      memory: { highWater, tensors: 3 * 2 ** 20 },
    });
    const name = 'memory: arena / (2 × tensors + 4 MiB)';
    expect(judged(name, rowOf('lenet', 'forward', [holds(10 * 2 ** 20)]))?.met).toBe(true);
    const two = rowOf('cifar', 'forward', [holds(1), holds(10 * 2 ** 20 + 16)]);
    expect(judged(name, rowOf('lenet', 'forward', [holds(5)]), two)).toMatchObject({
      met: false,
      worst: { row: 'cifar/forward' },
    });
  });

  test('memory of fft-conv is judged against four times the tensors, by its own arenas only', () => {
    const holds = (contestant: string, highWater: number): Cell => ({
      ...(measured(contestant, 1) as Extract<Cell, { outcome: 'measured' }>),
      memory: { highWater, tensors: 100 },
    });
    const cells = [holds(relaxed, 900), holds('fft-conv simd', 400), holds('fft-conv relaxed', 300)];
    const row = rowOf('large-31', 'forward', cells);
    expect(judged('memory of fft-conv: arena / tensors', row)).toMatchObject({
      met: true,
      worst: { value: 4 },
    });
    const more = rowOf('audio-1d', 'forward', [holds('fft-conv relaxed', 401)]);
    expect(judged('memory of fft-conv: arena / tensors', row, more)).toMatchObject({
      met: false,
      worst: { value: 4.01, row: 'audio-1d/forward' },
    });
    expect(judged('memory: arena / (2 × tensors + 4 MiB)', more)?.worst).toBeUndefined();
  });

  test('fft-conv is held against the fastest web peer, and against scipy where there is one', () => {
    const cells = [measured('fft-conv relaxed', 1), measured('tfjs-wasm', 12), measured('tfjs-cpu', 9)];
    const [alone, beside] = [cells, [...cells, measured('scipy', 0.9)]].map((some) =>
      rowOf('audio-1d', 'forward', some),
    );
    expect(judged('audio-1d, forward (FFT)', alone!)).toMatchObject({ met: false, worst: { value: 9 } });
    expect(judged('audio-1d, forward against scipy', alone!)?.worst).toBeUndefined();
    expect(verdict(judged('audio-1d, forward against scipy', beside!)!)).toBe('missed by 10.0 %');
  });

  test('20 µs is enough for a small call, more is not', () => {
    const small = (seconds: number) => rowOf('small', 'train', [measured(relaxed, seconds)]);
    expect(judged('small, forward and backward', small(19e-6))?.met).toBe(true);
    expect(judged('small, forward and backward', small(21e-6))?.met).toBe(false);
  });

  test('a stretch that is not reached is not called missed', () => {
    const row = rowOf('lstm', 'train', [measured(relaxed, 1), measured('pytorch', 0.8)]);
    expect(verdict(judged('lstm, train against PyTorch', row)!)).toBe('not reached by 20 %');
    expect(judged('lstm, train against PyTorch (rnn-bptt)', row)?.worst).toBeUndefined();
  });

  test('rows that a run does not have are not spoken of, and results that are missing are not met', () => {
    expect(judge(runOf([]))).toEqual([]);
    const alone = judged('lenet, forward', rowOf('lenet', 'forward', [measured(relaxed, 1)]))!;
    expect(alone).toEqual({ target: alone.target });
    expect(verdict(alone)).toBe('not told by this run');
  });

  test('the bounds are those that were set', () => {
    const bounds = Object.fromEntries(targets.map(({ text, bound }) => [text, bound]));
    expect(bounds).toMatchObject({
      ...{ 'resnet-3x3, forward (Winograd)': 3, 'resnet-3x3, input gradient (Winograd)': 3 },
      ...{ 'resnet-3x3, weight gradient': 3, 'resnet-1x1, weight gradient': 20, 'cifar, weight gradient': 2 },
      ...{ 'depthwise, input gradient': 5, 'depthwise, weight gradient': 8, 'pool-avg, input gradient': 50 },
      ...{ 'lenet, forward': 1.3, 'stem-7x7, forward': 1.5, 'large-15, input gradient': 1.5 },
      ...{ 'large-31, forward (FFT)': 10, 'audio-1d, weight gradient (FFT)': 10 },
      ...{ 'large-31, forward against scipy': 1, 'audio-1d, forward against scipy': 1 },
      ...{ 'rnn, forward against onnxruntime-web': 1.4, 'gru, train against tfjs-wasm': 20 },
      ...{
        'lstm, forward against onnxruntime-web (rnn-bptt)': 1.4,
        'rnn, train against tfjs-wasm (rnn-bptt)': 20,
      },
    });
    expect(targets).toHaveLength(60);
  });
});

test('the table names target, bound, measured, verdict and the row', () => {
  const row = rowOf('lenet', 'forward', [measured(relaxed, 1), measured('tfjs-wasm', 1.04)]);
  expect(targetRows(judge(runOf([row])))[1]).toEqual([
    ...['lenet, forward', '≥ 1.3×', '1.04×', 'missed by 20 %', 'lenet/forward'],
  ]);
});
