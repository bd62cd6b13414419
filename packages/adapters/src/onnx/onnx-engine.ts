/**
 * What both ONNX Runtimes share: the operators and the conventions.
 *
 * @module
 */
import type { Engine } from '../engine.ts';
import { convOn } from './conv.ts';
import { linearOn } from './linear.ts';
import { poolOn } from './pool.ts';
import { recurrentOn } from './recurrent.ts';
import type { Runtime } from './runtime.ts';

/** ONNX Runtime. */
export function onnxEngine(
  name: string,
  version: string,
  runtime: Runtime,
  conventions: readonly string[],
): Engine {
  return {
    name,
    version,
    dtypes: ['float32'],
    operators: {
      conv: convOn(runtime),
      maxPool: poolOn(runtime),
      avgPool: poolOn(runtime),
      linear: linearOn(runtime),
      rnn: recurrentOn(runtime),
      lstm: recurrentOn(runtime),
      gru: recurrentOn(runtime),
    },
    conventions: [
      'A call is an ONNX model whose weights are constants, which the engine repacks once; x and dy are handed in at every run, and the result is copied out.',
      'The input gradient of a convolution is a ConvTranspose; its weight gradient a Conv of x and dy with N and C, stride and dilation exchanged, cropped.',
      'LSTM gates are stacked i, o, f, c and GRU gates z, r, h; resetAfter is linear_before_reset.',
      'LSTM returns no states c but the last; a chain of one-step nodes makes them when the outputs are read, outside of what is timed.',
      'Pools and recurrences have no gradient.',
      'An average pool whose last window hangs over the end while padding counts is refused.',
      'There is no float64 here, no flip and no lengths.',
      ...conventions,
    ],
  };
}
