/**
 * The mistakes of conv.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { channelMistakes } from './channels.ts';
import { inputGradientMistakes } from './input-gradient.ts';
import { inputWindowMistakes } from './input-windows.ts';
import { kernelGradientMistakes } from './kernel-gradient.ts';
import { kernelMistakes } from './kernel.ts';
import { outputGradientMistakes } from './output-gradient.ts';
import { paddingMistakes } from './padding.ts';
import { stepMistakes } from './steps.ts';

/** All of them: forward, dx, dw, and the output gradient. */
export const convMistakes: readonly Mistake[] = [
  ...kernelMistakes,
  ...channelMistakes,
  ...paddingMistakes,
  ...stepMistakes,
  ...inputGradientMistakes,
  ...inputWindowMistakes,
  ...kernelGradientMistakes,
  ...outputGradientMistakes,
];
