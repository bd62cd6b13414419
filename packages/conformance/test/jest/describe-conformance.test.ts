import { fftConv } from '@gradspec/fft-conv';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { naiveLoops } from '@gradspec/naive-loops';
import { rnnBptt } from '@gradspec/rnn-bptt';
import { describeConformance } from '../../src/jest/index.ts';

for (const implementation of [naiveLoops, matrixIm2col, fftConv, rnnBptt])
  describeConformance(implementation);
