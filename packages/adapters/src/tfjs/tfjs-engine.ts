/**
 * What both backends of TensorFlow.js share: the operators and the conventions.
 *
 * @module
 */
import { version_core } from '@tensorflow/tfjs';
import type { Engine } from '../engine.ts';
import { convOn } from './conv.ts';
import { linearOn } from './linear.ts';
import { poolOn } from './pool.ts';
import { recurrentOn } from './recurrent.ts';
import type { Backend } from './session.ts';

/** TensorFlow.js on a backend that is initialised. */
export function tfjsEngine(name: string, backend: Backend, conventions: readonly string[]): Engine {
  return {
    name,
    version: version_core,
    dtypes: ['float32'],
    operators: {
      conv: convOn(backend),
      maxPool: poolOn('maxPool', backend),
      avgPool: poolOn('avgPool', backend),
      linear: linearOn(backend),
      rnn: recurrentOn(backend),
      lstm: recurrentOn(backend),
      gru: recurrentOn(backend),
    },
    conventions: [
      'Images are channels last, [N,H,W,C], and kernels [KH,KW,C,M]; one spatial axis is two with H = 1.',
      'A depthwise kernel is [KH,KW,C,M / C]; there is no other grouped convolution.',
      'A convolution has strides or dilations, not both, and a dilated one has no gradient.',
      'The average pool never counts padding; where the spec counts it, x is padded with zeros first.',
      'The gradient of the average pool divides by the whole kernel also where padding is not counted; such a call is refused.',
      'A dense kernel is [I,O]; recurrent kernels are [I,G·H] and [H,G·H].',
      'The gradients of a dense layer are products with one side transposed, as its own gradient has them; on wasm these are much slower than plain ones.',
      'There are no recurrent kernels: a loop over time of its operations, trained as a whole through tf.grads.',
      'There is no float64, no flip and no three spatial axes here.',
      'The engine is one per process and has one backend at a time: the first run after one on the other backend takes a millisecond more.',
      ...conventions,
    ],
  };
}
