/**
 * What this project has set itself to reach, checked against a run.
 *
 * Each target is a number that must not be below `least` (for memory and small calls: not above `most`). One that speaks of
 * several rows is judged by the worst of them, which is named. A stretch is printed and never counted as missed.
 *
 * @module
 */
import { contestantNames } from './engines.ts';
import type { Pass } from './flops.ts';
import { judgementOf, type Bound, type Judgement } from './judge.ts';
import { fastest, measuredCell, partOfPeak, ratioOf } from './ratios.ts';
import type { Row, RunRecord } from './run-record.ts';

/** One thing to be reached by a run. */
export interface Target extends Bound {
  /** The rows it speaks of. */
  concerns(row: Row): boolean;
  /** The number in one row; undefined where the run does not tell. */
  value(row: Row, run: RunRecord): number | undefined;
}

/** The JavaScript peers that targets are stated against. */
const webPeers = ['tfjs-wasm', 'tfjs-cpu', 'onnxruntime-web'] as const;

function ratio(
  contestant: string,
  peers: readonly string[],
  at: { text: string; bound: number; concerns: Target['concerns']; stretch?: true },
): Target {
  return {
    ...{ unit: 'ratio', from: 'below', ...at },
    value(row) {
      const cell = measuredCell(row, contestant);
      const peer = fastest(row, peers);
      return cell && peer && ratioOf(cell, peer);
    },
  };
}

const rowIs =
  (workload: string, pass: Pass) =>
  (row: Row): boolean =>
    row.workload === workload && row.pass === pass;

const [forward, dx, dw]: readonly Pass[] = ['forward', 'input gradient', 'weight gradient'] as const;
const { simd, relaxed, winograd, fftSimd, fft, bptt } = contestantNames;

type Bounds = readonly [
  string,
  readonly (number | undefined)[],
  typeof relaxed | typeof winograd | typeof fft,
];
/** Times as fast as the fastest web peer with the FMA build: forward, input gradient, weight gradient. */
const fma: readonly Bounds[] = [
  ['resnet-3x3', [3, 3], winograd],
  ['resnet-3x3', [undefined, undefined, 3], relaxed],
  ['resnet-1x1', [1.5, 1.5, 20], relaxed],
  ['stem-7x7', [1.5, 1.5, 1.5], relaxed],
  ['cifar', [1.5, 1.5, 2], relaxed],
  ['lenet', [1.3, 1.3, 2], relaxed],
  ['depthwise', [1.8, 5, 8], relaxed],
  ['large-15', [1.5, 1.5, 1.5], relaxed],
  ['large-31', [10, 10, 10], fft],
  ['audio-1d', [10, 10, 10], fft],
  ['pool-max', [1.5, 50], relaxed],
  ['pool-avg', [1.5, 50], relaxed],
];

const algorithm = { [relaxed]: '', [winograd]: ' (Winograd)', [fft]: ' (FFT)' };

const fmaTargets = fma.flatMap(([workload, bounds, contestant]) =>
  bounds.flatMap((bound, i) => {
    const pass = [forward, dx, dw][i]!;
    const text = `${workload}, ${pass}${algorithm[contestant]}`;
    return bound === undefined
      ? []
      : [ratio(contestant, webPeers, { text, bound, concerns: rowIs(workload, pass) })];
  }),
);

const simdTargets = [
  ratio(simd, webPeers, {
    text: 'plain SIMD, every forward',
    bound: 0.95,
    concerns: ({ pass }) => pass === forward,
  }),
  ratio(simd, webPeers, {
    text: 'plain SIMD, every gradient',
    bound: 1,
    concerns: ({ pass }) => pass === dx || pass === dw,
  }),
];

const peak = (contestant: string, text: string, bound: number): Target => ({
  ...{ text, unit: 'part', bound, from: 'below' },
  concerns: ({ workload }) => workload === 'dense-512',
  value(row, run) {
    const cell = measuredCell(row, contestant);
    return cell && partOfPeak(run, row, cell);
  },
});

const recurrences = ['rnn', 'lstm', 'gru'] as const;
const inTime = { [relaxed]: '', [bptt]: ' (rnn-bptt)' };
const recurrentTargets = ([relaxed, bptt] as const).flatMap((contestant) =>
  recurrences.flatMap((name) => [
    ratio(contestant, ['onnxruntime-web'], {
      text: `${name}, forward against onnxruntime-web${inTime[contestant]}`,
      bound: 1.4,
      concerns: rowIs(name, 'forward'),
    }),
    ratio(contestant, ['tfjs-wasm'], {
      text: `${name}, train against tfjs-wasm${inTime[contestant]}`,
      bound: 20,
      concerns: rowIs(name, 'train'),
    }),
    ratio(contestant, ['pytorch'], {
      text: `${name}, train against PyTorch${inTime[contestant]}`,
      bound: 1,
      concerns: rowIs(name, 'train'),
      stretch: true,
    }),
  ]),
);

const nativeTargets = (['onnxruntime-node', 'pytorch'] as const).map((peer) =>
  ratio(winograd, [peer], {
    text: `resnet-3x3 (Winograd) against ${peer}`,
    bound: 0.5,
    concerns: ({ workload }) => workload === 'resnet-3x3',
    stretch: true,
  }),
);

const scipyTargets = ['large-31', 'audio-1d'].map((name) =>
  ratio(fft, ['scipy'], {
    text: `${name}, forward against scipy`,
    bound: 1,
    concerns: rowIs(name, 'forward'),
  }),
);

const memory = (
  text: string,
  bound: number,
  names: readonly string[],
  allowed: (tensors: number) => number,
): Target => ({
  ...{ text, unit: 'ratio', bound, from: 'above' },
  concerns: () => true,
  value({ cells }) {
    const parts = cells.flatMap((cell) =>
      cell.outcome === 'measured' && cell.memory && names.includes(cell.contestant)
        ? [cell.memory.highWater / allowed(cell.memory.tensors)]
        : [],
    );
    return parts.length > 0 ? Math.max(...parts) : undefined;
  },
});

const allowance = 4 * 2 ** 20;
const memoryTargets = [
  memory(
    'memory: arena / (2 × tensors + 4 MiB)',
    1,
    [simd, relaxed, winograd],
    (tensors) => 2 * tensors + allowance,
  ),
  memory('memory of fft-conv: arena / tensors', 4, [fftSimd, fft], (tensors) => tensors),
];

const smallTarget: Target = {
  ...{ text: 'small, forward and backward', unit: 'seconds', bound: 20e-6, from: 'above' },
  concerns: rowIs('small', 'train'),
  value: (row) => measuredCell(row, relaxed)?.seconds.median ?? measuredCell(row, simd)?.seconds.median,
};

/** Every target, in the order in which they are printed. */
export const targets: readonly Target[] = [
  ...fmaTargets,
  ...simdTargets,
  peak(simd, 'dense-512, plain SIMD, part of its peak', 0.8),
  peak(relaxed, 'dense-512, FMA, part of its peak', 0.75),
  ...recurrentTargets,
  ...nativeTargets,
  ...scipyTargets,
  ...memoryTargets,
  smallTarget,
];

/** Judges a run by every target that speaks of one of its rows. */
export function judge(run: RunRecord, all: readonly Target[] = targets): Judgement[] {
  return all.flatMap((target) => {
    const rows = run.rows.filter((row) => target.concerns(row));
    if (rows.length === 0) return [];
    const found = rows.flatMap((row) => {
      const value = target.value(row, run);
      return value === undefined ? [] : [{ value, row: row.id }];
    });
    return [judgementOf(target, found)];
  });
}
