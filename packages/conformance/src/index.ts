/**
 * The conformance suite as a library: vectors, and running them on an implementation.
 *
 * @module
 */
export { explain, type ExplainOptions } from './explain/index.ts';
export type { Comparison, Largest, WrongElement } from './runner/compare.ts';
export type { Failure, VectorResult } from './runner/result.ts';
export { runVector } from './runner/run-vector.ts';
export { runSuite, type Report, type Row, type SuiteOptions, type Verdict } from './runner/suite.ts';
export { loadVectors } from './vectors/load.ts';
export type { Vector } from './vectors/types.ts';
