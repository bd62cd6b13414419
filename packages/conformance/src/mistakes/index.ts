/**
 * The catalogue of mistakes.
 *
 * @module
 */
import { expMistakes } from './activations/exp-reciprocal.ts';
import { maxoutMistakes } from './activations/maxout.ts';
import { outputGradientIgnored } from './activations/output-gradient-ignored.ts';
import { piecewiseMistakes } from './activations/piecewise.ts';
import { sigmoidMistakes } from './activations/sigmoid-tanh.ts';
import { softmaxMistakes } from './activations/softmax.ts';
import { convTransposeBackward } from './conv-transpose/backward.ts';
import { convTransposeForward } from './conv-transpose/forward.ts';
import { convMistakes } from './conv/index.ts';
import { addMultiplyMistakes } from './gates/add-multiply.ts';
import { constantMistakes } from './gates/constant.ts';
import { maximumMistakes } from './gates/maximum.ts';
import { linearBackward } from './linear/backward.ts';
import { linearForward } from './linear/forward.ts';
import { crossEntropyMistakes } from './losses/cross-entropy.ts';
import { hingeMistakes } from './losses/hinge.ts';
import { squareMistakes } from './losses/squares.ts';
import type { Mistake } from './mistake.ts';
import { avgPoolDivisor } from './pools/avg-pool-divisor.ts';
import { avgPoolWindows } from './pools/avg-pool-windows.ts';
import { maxPoolBackward } from './pools/max-pool-backward.ts';
import { maxPoolForward } from './pools/max-pool-forward.ts';
import { recurrentMistakes } from './recurrent/index.ts';
import { concatSliceMistakes } from './structure/concat-slice.ts';
import { reshapeSumMistakes } from './structure/reshape-sum.ts';

/** Every mistake, by operator. */
export const mistakes: readonly Mistake[] = [
  ...convMistakes,
  ...convTransposeForward,
  ...convTransposeBackward,
  ...maxPoolForward,
  ...maxPoolBackward,
  ...avgPoolDivisor,
  ...avgPoolWindows,
  ...linearForward,
  ...linearBackward,
  ...addMultiplyMistakes,
  ...maximumMistakes,
  ...constantMistakes,
  ...sigmoidMistakes,
  ...expMistakes,
  ...outputGradientIgnored,
  ...piecewiseMistakes,
  ...maxoutMistakes,
  ...softmaxMistakes,
  ...crossEntropyMistakes,
  ...hingeMistakes,
  ...squareMistakes,
  ...reshapeSumMistakes,
  ...concatSliceMistakes,
  ...recurrentMistakes,
];
