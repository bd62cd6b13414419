/**
 * Everything that the bench needs of the packages it measures, in one place.
 *
 * What computes with the kernels stands here once per WebAssembly build of them; `enter` makes its build the current one.
 *
 * @module
 */
import { fftConv } from '@gradspec/fft-conv';
import {
  arenaHighWater,
  kernelBuilds,
  multiplyAddPeak,
  resetHighWater,
  useKernels,
  type Build,
} from '@gradspec/kernels';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { winograd } from '@gradspec/matrix-im2col/winograd';
import { naiveLoops } from '@gradspec/naive-loops';
import { rnnBptt } from '@gradspec/rnn-bptt';
import type { Adapter } from '@gradspec/adapters';
import type { Implementation } from '@gradspec/spec';
import type { Contestant } from './contestant.ts';
import type { Pass } from './flops.ts';
import { ours, type Setting } from './ours.ts';
import { workloadFlops, type Workload } from './workloads.ts';

export type { Build };

/** The contestant names that targets are stated about. */
export const contestantNames = {
  simd: 'matrix-im2col simd',
  relaxed: 'matrix-im2col relaxed',
  winograd: 'matrix-im2col-winograd',
  fftSimd: 'fft-conv simd',
  fft: 'fft-conv relaxed',
  bptt: 'rnn-bptt relaxed',
} as const;

const arena = { reset: resetHighWater, highWater: arenaHighWater };
const naiveFlopsPerSecond = 1e8;

/** Backward of a recurrence adds up T²/2 steps, so it takes T/2 times as long as its operations suggest. */
function naiveSeconds(workload: Workload, pass: Pass): number {
  const recurrent = workload.shapes.wh !== undefined && pass !== 'forward';
  const times = recurrent ? workload.shapes.x![0]! / 2 : 1;
  return (times * workloadFlops(workload, pass)) / naiveFlopsPerSecond;
}

const onBuild = (build: Build): Setting => ({ build, arena, enter: () => useKernels(build) });

/** The WebAssembly builds that this machine can run, the fastest last. */
export const vectorBuilds = (): Build[] => kernelBuilds().filter((build) => build !== 'typescript');

/** An implementation once per build of the kernels. */
const onEachBuild = (implementation: Implementation): Contestant[] =>
  vectorBuilds().map((build) =>
    ours(implementation, { name: `${implementation.name} ${build}`, ...onBuild(build) }),
  );

/** rnn-bptt without its conv, whose plain loops are there to be read. */
const recurrences: Implementation = {
  ...rnnBptt,
  kernels: { rnn: rnnBptt.kernels.rnn!, lstm: rnnBptt.kernels.lstm!, gru: rnnBptt.kernels.gru! },
};

const naive = (): Contestant => ours(naiveLoops, { expectedSeconds: naiveSeconds, longest: 1 });

/** The implementations of this workspace, each once per build that this machine can run. */
export function ourContestants(): Contestant[] {
  const fused = vectorBuilds().includes('relaxed') ? [ours(winograd, onBuild('relaxed'))] : [];
  const each = [fftConv, recurrences].flatMap(onEachBuild);
  return [naive(), ...onEachBuild(matrixIm2col), ...fused, ...each];
}

/** The three ways to a convolution, on the fastest build: as written down, as a matrix product, through spectra. */
export const convolutionContestants = (): Contestant[] => [
  naive(),
  ours(matrixIm2col, onBuild(fastestBuild())),
  spectralContestant(),
];

/** fft-conv on the fastest build. */
export const spectralContestant = (): Contestant => ours(fftConv, onBuild(fastestBuild()));

/** rnn-bptt on the fastest build. */
export const recurrentContestant = (): Contestant => ours(recurrences, onBuild(fastestBuild()));

/** The fastest build that this machine can run. */
export const fastestBuild = (): Build => kernelBuilds().at(-1)!;

/** Operations per second at which a build multiplies and adds, for each build that this machine can run. */
export function measurePeaks(): { [build in Build]?: number } {
  const peaks = vectorBuilds().map((build) => {
    useKernels(build);
    return [build, multiplyAddPeak(0.3)] as const;
  });
  return Object.fromEntries(peaks);
}

/** The engines that there is an adapter for. */
export async function peerNames(): Promise<readonly string[]> {
  const { adapterNames } = await import('@gradspec/adapters');
  return adapterNames;
}

/** Loads an engine. Rejects with the reason when it is not installed. */
export async function loadPeer(name: string): Promise<Adapter> {
  const { loadAdapter } = await import('@gradspec/adapters');
  return loadAdapter(name);
}
