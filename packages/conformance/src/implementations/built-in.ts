/**
 * The implementations of this workspace, by name. Each is imported when it is asked for, so that their names cost nothing.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';

const builtIn: Readonly<Record<string, () => Promise<{ readonly default: Implementation }>>> = {
  'naive-loops': () => import('@gradspec/naive-loops'),
  'matrix-im2col': () => import('@gradspec/matrix-im2col'),
  'matrix-im2col-winograd': () => import('@gradspec/matrix-im2col/winograd'),
  'fft-conv': () => import('@gradspec/fft-conv'),
  'rnn-bptt': () => import('@gradspec/rnn-bptt'),
};

/** Their names, in the order of the table's columns. */
export const builtInNames: readonly string[] = Object.keys(builtIn);

/** The implementation of this name; undefined when there is none. */
export async function loadBuiltIn(name: string): Promise<Implementation | undefined> {
  if (!Object.hasOwn(builtIn, name)) return undefined;
  return (await builtIn[name]!()).default;
}
