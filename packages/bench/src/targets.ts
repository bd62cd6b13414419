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
import { fastest, measuredCell, partOfPeak, ratioOf } from './ratios.ts';
import type { Row, RunRecord } from './run-record.ts';

/** One thing to be reached. */
export interface Target {
  /** What is measured, in words. */
  readonly text: string;
  readonly unit: 'ratio' | 'part' | 'seconds';
  /** The bound: from below, but for seconds and for memory, where it is from above. */
  readonly bound: number;
  readonly from: 'below' | 'above';
  readonly stretch?: true;
  /** The rows it speaks of. */
  concerns(row: Row): boolean;
  /** The number in one row; undefined where the run does not tell. */
  value(row: Row, run: RunRecord): number | undefined;
}

/** What a run says about a target. */
export interface Judgement {
  readonly target: Target;
  /** The worst value and the row it is of; left out where the run does not tell. */
  readonly worst?: { readonly value: number; readonly row: string };
  readonly met?: boolean;
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
const { simd, relaxed, winograd } = contestantNames;

type Bounds = readonly [string, readonly (number | undefined)[], typeof relaxed | typeof winograd];
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
  ['pool-max', [1.5, 50], relaxed],
  ['pool-avg', [1.5, 50], relaxed],
];

const fmaTargets = fma.flatMap(([workload, bounds, contestant]) =>
  bounds.flatMap((bound, i) => {
    const pass = [forward, dx, dw][i]!;
    const text = `${workload}, ${pass}${contestant === winograd ? ' (Winograd)' : ''}`;
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
const recurrentTargets = recurrences.flatMap((name) => [
  ratio(relaxed, ['onnxruntime-web'], {
    text: `${name}, forward against onnxruntime-web`,
    bound: 1.4,
    concerns: rowIs(name, 'forward'),
  }),
  ratio(relaxed, ['tfjs-wasm'], {
    text: `${name}, train against tfjs-wasm`,
    bound: 20,
    concerns: rowIs(name, 'train'),
  }),
  ratio(relaxed, ['pytorch'], {
    text: `${name}, train against PyTorch`,
    bound: 1,
    concerns: rowIs(name, 'train'),
    stretch: true,
  }),
]);

const nativeTargets = (['onnxruntime-node', 'pytorch'] as const).map((peer) =>
  ratio(winograd, [peer], {
    text: `resnet-3x3 (Winograd) against ${peer}`,
    bound: 0.5,
    concerns: ({ workload }) => workload === 'resnet-3x3',
    stretch: true,
  }),
);

const allowance = 4 * 2 ** 20;
const memoryTarget: Target = {
  ...{ text: 'memory: arena / (2 × tensors + 4 MiB)', unit: 'ratio', bound: 1, from: 'above' },
  concerns: () => true,
  value({ cells }) {
    const parts = cells.flatMap((cell) =>
      cell.outcome === 'measured' && cell.memory
        ? [cell.memory.highWater / (2 * cell.memory.tensors + allowance)]
        : [],
    );
    return parts.length > 0 ? Math.max(...parts) : undefined;
  },
};

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
  memoryTarget,
  smallTarget,
];

/** Judges a run by every target that speaks of one of its rows. */
export function judge(run: RunRecord, all: readonly Target[] = targets): Judgement[] {
  return all.flatMap((target) => {
    const rows = run.rows.filter((row) => target.concerns(row));
    if (rows.length === 0) return [];
    const worse = target.from === 'below' ? -1 : 1;
    const [worst] = rows
      .flatMap((row) => {
        const value = target.value(row, run);
        return value === undefined ? [] : [{ value, row: row.id }];
      })
      .sort((a, b) => worse * (b.value - a.value));
    if (!worst) return [{ target }];
    const met = target.from === 'below' ? worst.value >= target.bound : worst.value <= target.bound;
    return [{ target, worst, met }];
  });
}
