/**
 * What a rewritten mistake is: one slip inside a kernel that was written anew, by columns, by spectra or through time.
 *
 * The catalogue's mistakes are variations of a right kernel, so it knows its own kernels well. These are made in other
 * code and are no part of the catalogue: how many of them are named or located says what the diagnosis is worth on code
 * that it has not seen.
 *
 * @module
 */
import type { Claim, Implementation, OperatorName, SyncKernel } from '@gradspec/spec';

/** Where a slip is made. `backward`: in what all gradients are made from. */
export type Direction =
  'forward' | 'backward' | 'weight gradient' | 'input gradient' | 'bias gradient' | 'state gradient';

/** What a diagnosis is to find out. */
export interface ExpectedDiagnosis {
  /** The results that are wrong on some call: outputs by their names, gradients with a d before the input's: `y`, `dx`. */
  readonly wrong: readonly string[];
  readonly direction: Direction;
  /**
   * Words for the attribute, axis, gate or step; a diagnosis must mention at least one of them as a word of its own. A
   * result's name stands among them only where no other result is wrong; single letters are gates.
   */
  readonly keywords: readonly string[];
  /** What the mistake is called in collections of common ones; absent where it is in none. */
  readonly common?: string;
}

/** One mistake in a kernel of its own. */
export interface RewrittenMistake {
  /** The algorithm, the operator and what is wrong, as `rewritten/im2col-conv-col2im-overwrites`. */
  readonly id: `rewritten/${string}`;
  readonly operator: OperatorName;
  /** An implementation of this operator only; it promises nothing about NaN and infinities. */
  readonly implementation: Implementation;
  readonly expected: ExpectedDiagnosis;
  /** What was done, as a sentence without its end. */
  readonly name: { readonly en: string; readonly ko: string };
  /** How one comes to write it. */
  readonly story: string;
}

/** What is told about a mistake, beside its kernel. */
export interface About extends Omit<RewrittenMistake, 'id' | 'operator' | 'implementation'> {
  /** The bound of the kernel's errors; that of direct sums when absent. */
  readonly bound?: Claim['bound'];
}

/** A mistake around the kernel that has it. */
export function rewritten<Op extends OperatorName>(
  name: string,
  operator: Op,
  kernel: SyncKernel<Op>,
  { bound, ...about }: About,
): RewrittenMistake {
  const id = `rewritten/${name}` as const;
  return { id, operator, implementation: implementationOf(id, operator, kernel, bound), ...about };
}

/** An implementation of one operator, by a kernel of this folder. */
export function implementationOf<Op extends OperatorName>(
  name: string,
  operator: Op,
  kernel: SyncKernel<Op>,
  bound: Claim['bound'] = 'direct',
): Implementation {
  return {
    name,
    version: '1',
    kernels: { [operator]: kernel },
    claims: { [operator]: { bound, nonFinite: false } },
  };
}
