/**
 * The choices of implementations that the examples are trained on.
 *
 * @module
 */
import { fftConv } from '@gradspec/fft-conv';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { naiveLoops } from '@gradspec/naive-loops';
import { rnnBptt } from '@gradspec/rnn-bptt';
import type { Implementation } from '@gradspec/spec';
import type { Net } from '../../src/train/example.ts';
import { placement } from '../../src/train/placement.ts';

/** Implementations in order: a node runs on the first that has its operator. */
export const choices: readonly (readonly Implementation[])[] = [
  [naiveLoops],
  [matrixIm2col],
  [fftConv, matrixIm2col],
  [rnnBptt, matrixIm2col],
];

/** A choice as the command line has it. */
export const written = (choice: readonly Implementation[]): string =>
  choice.map(({ name }) => name).join(',');

/** The choices of which every implementation has something to do in one of the nets. */
export const sensibleFor = (nets: readonly Net[]): readonly (readonly Implementation[])[] =>
  choices.filter((choice) => {
    const busy = new Set(nets.flatMap(({ model }) => [...placement(model.graph, choice).keys()]));
    return choice.every((implementation) => busy.has(implementation));
  });
