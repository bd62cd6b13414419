/**
 * Vectors as they stand in `vectors/*.json`: data that any language can read.
 *
 * Numbers are written so that they read back as the same float64. A vector is run in float64 and, rounded first, in
 * float32; where that rounding changes the exact answer, the vector has a `float32` part of its own.
 *
 * @module
 */
import type { OperatorName, SpecErrorCode } from '@gradspec/spec';

/** A tensor in JSON; NaN, ±∞ and −0 are strings. The dtype is the run's, but for `int32`. */
export interface JsonTensor {
  readonly dtype?: 'int32';
  readonly shape: readonly number[];
  readonly data: readonly (number | 'NaN' | 'Infinity' | '-Infinity' | '-0')[];
}

/** Tensors by name. */
export type JsonTensors = Readonly<Record<string, JsonTensor>>;

/** Where a vector comes from. */
export interface Source {
  /** The documents it belongs to, as `001`. */
  readonly documents?: readonly string[];
  /** The section of the first of them. */
  readonly section?: string;
  /** The claim it stands for, the same name for ever. */
  readonly claim?: string;
  /** Whether the document states the numbers, or they were derived from what it states, or reconstructed from elsewhere. */
  readonly status?: 'stated' | 'derived' | 'reconstructed';
  /** A public source other than the documents, or `generated, …`. */
  readonly reference?: string;
  /** How many published numbers lacked their last digits, and one of them. */
  readonly corrected?: { readonly values: number; readonly example: string };
}

/** What every vector has. */
export interface VectorHead {
  /** `group/name`; stable for ever. */
  readonly id: string;
  readonly description: { readonly en: string; readonly ko?: string };
  readonly source: Source;
  /** The dtypes it is run in, when not both: differences that cancel say nothing in float32. */
  readonly dtypes?: readonly ('float32' | 'float64')[];
}

/** Outputs and gradients that another reasonable choice at a kink would give: reported as a note, not as a failure. */
export interface Alternative {
  readonly description: string;
  readonly outputs?: JsonTensors;
  readonly inputGrads?: JsonTensors;
}

/** One call of one operator, forward and backward. */
export interface OperatorVector extends VectorHead {
  readonly kind: 'operator';
  readonly operator: OperatorName;
  readonly inputs: JsonTensors;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly outputs: JsonTensors;
  readonly outputGrads?: JsonTensors;
  readonly inputGrads?: JsonTensors;
  /** The exact answers for the inputs rounded to float32, where they differ. */
  readonly float32?: { readonly outputs?: JsonTensors; readonly inputGrads?: JsonTensors };
  /** Every partial sum, in any order, is a number of both dtypes: compared without tolerance. */
  readonly exact?: boolean;
  readonly alternatives?: readonly Alternative[];
}

/** A node of a graph. Its inputs name graph inputs, nodes, or `node.output` of a node with several outputs. */
export interface JsonNode {
  readonly name: string;
  readonly operator: OperatorName;
  readonly inputs: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Inputs and the nodes that are computed from them. */
export interface GraphProgram {
  readonly inputs: JsonTensors;
  readonly nodes: readonly JsonNode[];
}

/** A statement about two values of a graph. */
export interface Relation {
  /** `equal` and `different` elementwise; `reversed`: the second is the first read backwards. */
  readonly kind: 'equal' | 'different' | 'reversed';
  readonly between: readonly [string, string];
}

/** A net: every intermediate value and gradient. */
export interface GraphVector extends VectorHead, GraphProgram {
  readonly kind: 'graph';
  readonly values: JsonTensors;
  readonly outputGrads?: JsonTensors;
  readonly gradients?: JsonTensors;
  readonly float32?: { readonly values?: JsonTensors; readonly gradients?: JsonTensors };
  readonly exact?: boolean;
  readonly relations?: readonly Relation[];
}

/** Plain arithmetic, done with the operators of an implementation. */
export interface ArithmeticVector extends VectorHead, GraphProgram {
  readonly kind: 'arithmetic';
  readonly values: JsonTensors;
  readonly float32?: { readonly values?: JsonTensors };
  readonly exact?: boolean;
}

/** One way by which a gradient element is reached. */
export interface Path {
  readonly input: string;
  readonly at: readonly number[];
  /** What arrives from the output gradient at `from` alone. */
  readonly terms: readonly { readonly from: readonly number[]; readonly value: number }[];
  readonly sum: number;
}

/** The Jacobian of one output by one input, or the paths by which gradient elements are reached; built from backward. */
export interface JacobianVector extends VectorHead {
  readonly kind: 'jacobian';
  readonly operator: OperatorName;
  readonly inputs: JsonTensors;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** ∂output/∂input: a row per output element, a column per input element. */
  readonly jacobian?: { readonly output: string; readonly input: string; readonly rows: JsonTensor };
  readonly paths?: { readonly output: string; readonly outputGrad: JsonTensor; readonly of: readonly Path[] };
}

/** Which loss reaches a parameter through which time step, over a net unrolled with a copy of the parameter per step. */
export interface ContributionsVector extends VectorHead, GraphProgram {
  readonly kind: 'contributions';
  /** The losses, by time. */
  readonly losses: readonly string[];
  /** The copies of each parameter, by time. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
  /** Per parameter: a row per loss, a column per step. */
  readonly table: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** The sum of each table: the parameter's gradient. */
  readonly totals: Readonly<Record<string, number>>;
}

/** An amount that follows from shapes: elements of tensors, added and multiplied. */
export type Count =
  | number
  | { readonly sum: readonly Count[] }
  | { readonly product: readonly Count[] }
  /** The elements of the named inputs and outputs of a call with these shapes. */
  | {
      readonly operator: OperatorName;
      readonly shapes: Readonly<Record<string, readonly number[]>>;
      readonly attributes?: Readonly<Record<string, unknown>>;
      readonly elements: readonly string[];
    };

/** Sizes and parameter counts, computed by the spec's shape functions. */
export interface CountVector extends VectorHead {
  readonly kind: 'count';
  readonly counts: Readonly<Record<string, { readonly value: number; readonly of: Count }>>;
}

/** Output shapes for input shapes. */
export interface ShapeVector extends VectorHead {
  readonly kind: 'shape';
  readonly operator: OperatorName;
  readonly cases: readonly {
    readonly inputs: Readonly<Record<string, readonly number[]>>;
    readonly attributes?: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, readonly number[]>>;
  }[];
}

/** A call that must be refused. */
export interface ErrorVector extends VectorHead {
  readonly kind: 'error';
  readonly operator: OperatorName;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly code: SpecErrorCode;
  readonly argument: string;
  /** What the message must name. */
  readonly names: readonly string[];
}

/** Any vector. */
export type Vector =
  | OperatorVector
  | GraphVector
  | ArithmeticVector
  | JacobianVector
  | ContributionsVector
  | CountVector
  | ShapeVector
  | ErrorVector;
