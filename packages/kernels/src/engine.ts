/**
 * The kernels as the rest of the project gets them: functions of both precisions, and the arena that they work in.
 *
 * One engine is current. The first use chooses the fastest build that the machine can run, or the one that the environment
 * variable GRADSPEC_KERNELS names; `useKernels` changes it. What a call has in ordinary memory outlives the change.
 *
 * @module
 */
import { builds, canRun, type Build } from './builds.ts';
import {
  createArena,
  plainMemory,
  type Arena,
  type Memory,
  type OwnedArena,
  type Precision,
} from './memory.ts';
import type { NumericKernels, PeakKernel, WinogradKernels } from './numeric-kernels.ts';
import { typescriptKernels } from './typescript/index.ts';
import { webAssemblyKernels } from './web-assembly.ts';

/** What a call computes with. */
export interface Kernels {
  readonly float32: NumericKernels & Partial<WinogradKernels & PeakKernel>;
  readonly float64: NumericKernels;
  readonly arena: Arena;
  /** Bytes of work memory of `multiply`. */
  readonly workBytes: number;
}

interface Engine extends Kernels {
  readonly build: Build;
  readonly arena: OwnedArena;
}

/** What a build brings: its functions and the memory they work in, free from `base` on. */
export interface BuildParts {
  readonly memory: Memory;
  readonly base: number;
  readonly workBytes: number;
  readonly kernels: (precision: Precision) => NumericKernels;
}

const engines = new Map<Build, Engine>();
let current: Engine | undefined;

/** Makes a build the current one. @throws RangeError for one that there is not, or that this machine cannot run. */
export function useKernels(build: Build): void {
  if (!builds.includes(build))
    throw new RangeError(`kernels: expected one of the builds ${builds.join(', ')}, got ${build}`);
  if (!canRun(build)) throw new RangeError(`kernels: this engine cannot run the build ${build}`);
  let engine = engines.get(build);
  if (!engine) {
    const { memory, base, workBytes, kernels } =
      build === 'typescript' ? plainParts() : webAssemblyKernels(build);
    const arena = createArena(memory, base);
    engine = { build, arena, workBytes, float32: kernels('float32'), float64: kernels('float64') };
    engines.set(build, engine);
  }
  current = engine;
}

function plainParts(): BuildParts {
  const memory = plainMemory();
  // An address of 0 says that there is no table, so the arena begins behind it.
  return { memory, base: 16, workBytes: 0, kernels: (precision) => typescriptKernels(memory, precision) };
}

function engine(): Engine {
  if (!current) useKernels(chosenBuild());
  return current!;
}

/** The build that the environment asks for, or the fastest that there is. */
function chosenBuild(): Build {
  const named = typeof process === 'object' ? process.env.GRADSPEC_KERNELS : undefined;
  return named ? (named as Build) : builds.findLast(canRun)!;
}

/** The build that is current. */
export const kernelBuild = (): Build => engine().build;

/** Runs a call: whatever it takes from the arena is given back at its end, also when it throws. */
export function withKernels<R>(run: (kernels: Kernels) => R): R {
  const { arena } = engine();
  return arena.scope(() => run(current!));
}

/** Tables that stay in the current engine's memory; see `kept` of the arena. */
export function keepTables<A>(key: string | number, put: (kernels: Kernels) => A): A {
  const { arena } = engine();
  return arena.kept(key, () => put(current!));
}

/** The most bytes of the arena that were in use at once since `resetHighWater`. */
export const arenaHighWater = (): number => engine().arena.highWater();

/** Begins to measure `arenaHighWater` anew; kept tables are forgotten, so that only those of the calls that follow count. */
export const resetHighWater = (): void => engine().arena.resetHighWater();
