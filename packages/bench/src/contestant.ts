/**
 * Who is measured: implementations of this workspace and engines from elsewhere, behind one interface.
 *
 * Both compute results through the kernels of an `Implementation`, which is what is compared with naive-loops. What is timed
 * ends for both with the result in a typed array. It begins for an implementation of ours with plain tensors, so checking
 * the call and copying them into WebAssembly memory is in its time; another engine's inputs already stand in its own memory
 * and layout (`prepare` of its adapter). The difference is to the other engine's advantage.
 *
 * @module
 */
import type { Implementation, MaybePromise } from '@gradspec/spec';
import type { BenchCall, Tensors } from './call.ts';
import type { Pass } from './flops.ts';
import type { Build } from './engines.ts';
import type { Workload } from './workloads.ts';

/** Something to be timed; its result is thrown away. */
export type Action = () => MaybePromise<void>;

/** What a contestant has for one call. */
export interface Prepared {
  /** The pass to be timed; undefined where there is no kernel for it. */
  action(pass: Pass): Action | undefined;
  close(): MaybePromise<void>;
}

/** One column of a run. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  /** `ours` are judged, `javascript` are the peers that ratios are made with, `native` are printed as the stretch. */
  readonly kind: 'ours' | 'javascript' | 'native';
  /** The WebAssembly build whose peak its speed is compared with; left out for what is not WebAssembly. */
  readonly build?: Build;
  readonly implementation: Implementation;
  /** Makes the process what this contestant needs, untimed, before each of its turns. */
  readonly enter: () => void;
  /** Readies a call; undefined where it has no kernel for the operator or its attributes. */
  readonly prepare: (call: BenchCall) => Promise<Prepared | undefined>;
  close(): MaybePromise<void>;
  /** Seconds of one call above which this contestant is not timed, where that is less than the run allows. */
  readonly longest?: number;
  /** Seconds that one call will take, where that is known to be too long to try; `pace.ts` finds out the others. */
  expectedSeconds?(workload: Workload, pass: Pass): number;
  /** The bytes that its arena has held at once since `reset`; left out where there is no arena. */
  readonly arena?: { reset(): void; highWater(): number };
}

/** A kernel whose operator is known at run time only. */
export interface AnyKernel {
  forward(
    inputs: Tensors,
    attributes: object,
  ): MaybePromise<{ outputs: Readonly<Record<string, Tensors[string]>>; saved: unknown }>;
  backward?(outputGrads: Tensors, saved: unknown, wanted?: readonly string[]): MaybePromise<Tensors>;
}

/** The kernel of an operator, or undefined. */
export const kernelOf = (implementation: Implementation, operator: string): AnyKernel | undefined =>
  (implementation.kernels as Readonly<Record<string, unknown>>)[operator] as AnyKernel | undefined;

/** The inputs whose gradients a pass computes; undefined where the workload has no such pass. */
export function wantedOf({ workload, inputs }: BenchCall, pass: Pass): readonly string[] | undefined {
  const { input, weight } = workload.gradients;
  switch (pass) {
    case 'forward':
      return [];
    case 'input gradient':
      return [input];
    case 'weight gradient':
      return weight === undefined ? undefined : [weight];
    case 'train':
      return Object.keys(inputs);
  }
}
