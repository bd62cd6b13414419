/**
 * A clock that moves only when it is told to, contestants that compute nothing, and runs made of numbers.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import type { Contestant } from '../src/contestant.ts';
import type { Pass } from '../src/flops.ts';
import type { Cell, ContestantRecord, Row, RunRecord } from '../src/run-record.ts';

/** A clock in milliseconds, moved by `pass` in seconds. */
export function fakeClock() {
  let now = 1000;
  return { clock: () => now, pass: (seconds: number) => void (now += 1000 * seconds) };
}

/** A contestant whose every call takes so many seconds of a fake clock. */
export function fakeContestant(
  name: string,
  implementation: Implementation,
  takes: () => void,
  kind: Contestant['kind'] = 'javascript',
): Contestant {
  return {
    ...{ name, version: '9', kind, implementation, enter: () => {}, close: () => {} },
    prepare: (call) =>
      Promise.resolve(
        call.workload.operator in implementation.kernels
          ? { action: (pass: Pass) => (pass === 'train' ? undefined : takes), close: () => {} }
          : undefined,
      ),
  };
}

/** A measured cell whose quartiles lie `spread` (a part of the median) around it. */
export const measured = (contestant: string, median: number, spread = 0.01): Cell => ({
  ...{ contestant, outcome: 'measured', samples: 7 },
  seconds: { lower: median * (1 - spread), median, upper: median * (1 + spread) },
});

/** A row of cells. */
export const rowOf = (workload: string, pass: Pass, cells: readonly Cell[], flops = 3e9): Row => ({
  id: `${workload}/${pass.replaceAll(' ', '-')}`,
  ...{ workload, text: '2×3 → 5', operator: 'conv', pass, flops, cells },
});

/** The contestants that the rows of `runOf` speak of. */
const contestants: readonly ContestantRecord[] = [
  { name: 'matrix-im2col simd', version: '1', kind: 'ours', build: 'simd' },
  { name: 'matrix-im2col relaxed', version: '1', kind: 'ours', build: 'relaxed' },
  { name: 'matrix-im2col-winograd', version: '1', kind: 'ours', build: 'relaxed' },
  { name: 'tfjs-wasm', version: '4', kind: 'javascript', build: 'simd' },
  { name: 'onnxruntime-web', version: '1.30', kind: 'javascript', build: 'simd' },
  { name: 'pytorch', version: '2', kind: 'native' },
];

/** A run of rows, with peaks of 20 and 40 GFLOP/s. */
export const runOf = (rows: readonly Row[], changes: Partial<RunRecord> = {}): RunRecord => ({
  format: 1,
  date: '2026-05-04',
  machine: { cpu: 'a processor', node: '20.19.0', platform: 'linux x64' },
  quick: false,
  peaks: { simd: 20e9, relaxed: 40e9 },
  contestants,
  absent: [],
  rows,
  ...changes,
});
