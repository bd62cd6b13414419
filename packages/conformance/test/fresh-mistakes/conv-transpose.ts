/**
 * Fresh mistakes in convTranspose.
 *
 * @module
 */
import { elementCount, tensor } from '@gradspec/spec';
import { freshMistake } from './fresh-mistake.ts';
import { tapsOf } from './taps.ts';

/** The fresh mistakes in convTranspose. */
export const convTranspose = [
  freshMistake(
    {
      id: 'convTranspose/dx-output-padding-in-front',
      wrong: 'The input gradient reads the output gradient as if the output padding stood in front of it.',
      operator: 'convTranspose',
      directions: ['input gradient'],
      results: ['dx'],
      words: ['outputPadding', 'output padding'],
    },
    {
      backward({ inputs: { x, w }, attributes, dtype }, { y: dy }, right) {
        const { stride, padding, dilation, groups, flip, outputPadding } = attributes;
        const [N, C, ...windows] = x.shape as [number, number, ...number[]];
        const [, MG, ...kernel] = w.shape as [number, number, ...number[]];
        const [, M, ...field] = dy.shape as [number, number, ...number[]];
        const at = (axis: number, o: number, k: number) =>
          o * stride[axis]! - padding[axis]![0] + outputPadding[axis]! + k * dilation[axis]!;
        const taps = tapsOf({ windows, kernel, field, at }).filter((tap) => tap.field !== undefined);
        const [S, K, O] = [elementCount(windows), elementCount(kernel), elementCount(field)];
        const dx = new Float64Array(x.data.length);
        for (let n = 0; n < N; n++)
          for (let c = 0; c < C; c++)
            for (let m = 0; m < MG; m++)
              for (const tap of taps) {
                const channel = Math.floor(c / (C / groups)) * MG + m;
                const d = dy.data[(n * M + channel) * O + tap.field!]!;
                const element = flip ? K - 1 - tap.kernel : tap.kernel;
                dx[(n * C + c) * S + tap.window]! += d * w.data[(c * MG + m) * K + element]!;
              }
        return { ...right({ y: dy }), x: tensor(dtype, x.shape, dx) };
      },
    },
  ),
  freshMistake(
    {
      id: 'convTranspose/bias-of-the-first-group',
      wrong: 'The bias is counted from 0 in every group, so all groups get that of the first.',
      operator: 'convTranspose',
      directions: ['forward'],
      results: ['y'],
      words: ['group'],
    },
    {
      forward({ inputs: { x, w, b }, attributes, dtype }, right) {
        if (!b) return right.forward({ x, w }, attributes);
        const MG = w.shape[1]!;
        const read = b.data.map((_, m) => b.data[m % MG]!);
        return right.forward({ x, w, b: tensor(dtype, b.shape, read) }, attributes);
      },
    },
  ),
];
