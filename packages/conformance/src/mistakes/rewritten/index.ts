/**
 * Forty mistakes written anew: sixteen by columns and matrices, eight by spectra, sixteen through time.
 *
 * @module
 */
import { gruMistakes } from './bptt/gru-mistakes.ts';
import { lstmMistakes } from './bptt/lstm-mistakes.ts';
import { rnnMistakes } from './bptt/rnn-mistakes.ts';
import { fftMistakes } from './fft/mistakes.ts';
import { convMistakes } from './im2col/conv-mistakes.ts';
import { layerMistakes } from './im2col/layer-mistakes.ts';
import type { RewrittenMistake } from './rewritten-mistake.ts';

/** All of them. */
export const rewrittenMistakes: readonly RewrittenMistake[] = [
  ...convMistakes,
  ...layerMistakes,
  ...fftMistakes,
  ...rnnMistakes,
  ...lstmMistakes,
  ...gruMistakes,
];
