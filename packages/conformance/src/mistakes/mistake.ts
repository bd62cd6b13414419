/**
 * What a mistake of the catalogue is: an error that people really make, as a kernel that has it.
 *
 * It is planted into a right kernel of any implementation. Most mistakes are the right kernel asked something else (another
 * kernel, another attribute) or its results spoilt; where the error lies inside an algorithm, the mistake brings a small
 * kernel of its own.
 *
 * @module
 */
import type { OperatorName } from '@gradspec/spec';
import type { AnyKernel } from '../runner/any-kernel.ts';

/** One mistake. */
export interface Mistake {
  /** The operator and what is wrong, as `conv/dx-kernel-unflipped`; it stays for ever. */
  readonly id: string;
  readonly operator: OperatorName;
  /** What was done, as a sentence without its end: “the input gradient uses the kernel unflipped”. */
  readonly name: { readonly en: string; readonly ko: string };
  /** What a person sees. */
  readonly symptom: string;
  /** Why people make it. */
  readonly why: string;
  /** How it is mended. */
  readonly mend: string;
  /** The public report, or the text whose readers make it. */
  readonly source: string;
  /** The results that are wrong: outputs by their names, gradients with a d before the input's: `y`, `dx`. */
  readonly wrong: readonly string[];
  /** The kernel with the mistake. */
  plant(right: AnyKernel): AnyKernel;
}
