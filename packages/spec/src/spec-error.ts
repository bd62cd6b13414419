/**
 * The one error a caller's mistake ends in, the same from every implementation.
 *
 * @module
 */

/** Every way a call can be wrong. The list is closed: a new code is a new version of the spec. */
export const specErrorCodes = {
  'unknown-operator': 'there is no operator of this name',
  'not-implemented': 'the implementation has no kernel for the operator, or no backward',
  'missing-input': 'a required input was not given',
  'unknown-input': 'an input that the operator does not have',
  'bad-tensor': 'not a tensor: no such dtype, a size that is no size, or data that does not fill the shape',
  'bad-dtype': 'a dtype that this input cannot have',
  'mixed-dtypes': 'floating inputs or gradients of different dtypes in one call',
  'bad-rank': 'a tensor with too many or too few axes',
  'bad-shape': 'a size that contradicts another input, an attribute or an output',
  'missing-attribute': 'a required attribute was not given',
  'unknown-attribute': 'an attribute that the operator does not have',
  'bad-attribute': 'an attribute of the wrong type, length or range',
  'bad-groups': 'groups that do not divide the channels',
  'kernel-too-large': 'a kernel larger than its padded input',
  'empty-window': 'a pooling window without one real element',
  'empty-mean': 'a mean over nothing',
  'bad-length': 'a sequence length below 0 or above T',
  'bad-label': 'a label that is neither a class nor -1',
  'unknown-output': 'a gradient for an output that the operator does not have',
  'bad-wanted': 'a gradient was asked for an input that was not given or cannot have one',
} as const;

/** The name of one way a call can be wrong. */
export type SpecErrorCode = keyof typeof specErrorCodes;

/** What went wrong, in parts. */
export interface SpecErrorParts {
  /** Which mistake it is. */
  readonly code: SpecErrorCode;
  /** The operator that was called. */
  readonly operator: string;
  /** The input, attribute or output that is wrong. */
  readonly argument: string;
  /** What the argument had to be, in words and numbers. */
  readonly expected: string;
  /** What came instead. */
  readonly got: string;
}

/**
 * A caller's mistake: `conv: w expected shape[1] = 3 (C / groups = 3 / 1), got [2, 4, 3, 3]`.
 */
export class SpecError extends Error implements SpecErrorParts {
  override readonly name = 'SpecError';
  readonly code: SpecErrorCode;
  readonly operator: string;
  readonly argument: string;
  readonly expected: string;
  readonly got: string;

  /** An error whose message is made of its parts. */
  constructor(parts: SpecErrorParts) {
    super(`${parts.operator}: ${parts.argument} expected ${parts.expected}, got ${parts.got}`);
    this.code = parts.code;
    this.operator = parts.operator;
    this.argument = parts.argument;
    this.expected = parts.expected;
    this.got = parts.got;
  }
}

const longest = 12;
const list = (words: readonly string[], total: number): string =>
  [...words, ...(total > longest ? [`… (${total} in all)`] : [])].join(', ');

/** A value as an error prints it: short, a string in quotes, and never `[object Object]`. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `[${list(Array.from(value.slice(0, longest), show), value.length)}]`;
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value);
    return `an object with ${list(keys.slice(0, longest), keys.length) || 'nothing'}`;
  }
  return Object.is(value, -0) ? '-0' : String(value);
}
