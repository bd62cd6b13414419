/**
 * What both libraries of matrices share: the operators and the conventions.
 *
 * @module
 */
import type { Engine } from '../engine.ts';
import { convOn } from './conv.ts';
import { linearOn } from './linear.ts';
import type { MatrixEngine } from './matrix-engine.ts';

/** A library of matrices. */
export function matrixProductEngine<M>(
  name: string,
  version: string,
  engine: MatrixEngine<M>,
  conventions: readonly string[],
): Engine {
  return {
    name,
    version,
    dtypes: ['float32', 'float64'],
    operators: { conv: convOn(engine), linear: linearOn(engine) },
    claims: { conv: { nonFinite: false } },
    conventions: [
      'A convolution is an explicit im2col and the library’s matrix product; the im2col is this adapter’s, and is timed.',
      'It computes in float64; float32 tensors are rounded when they are read.',
      'There is no flip.',
      ...conventions,
    ],
  };
}
