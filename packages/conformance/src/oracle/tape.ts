/**
 * A definition written down as expressions: the tape.
 *
 * An operator's definition (`definitions/`) puts one step on the tape per arithmetic operation of its formula. The same
 * tape is then computed in exact fractions, in 80-digit numbers, in float64 with its own rounding errors (`tolerance.ts`)
 * or printed (`explain/`), and differentiated by walking it backwards (`evaluate.ts`). So there is one definition of each
 * operator here, and nothing of it is shared with any implementation.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';

/** A step on the tape, by its position. */
export type Expression = number;
/** The functions that are not rational. */
export type Transcendental = 'exp' | 'log' | 'tanh' | 'sigmoid';

/** One step: what it is and the earlier steps it is made of. */
export type Step =
  | { readonly kind: 'leaf'; readonly of: readonly []; readonly input: string; readonly position: number }
  | { readonly kind: 'constant'; readonly of: readonly []; readonly value: number }
  | { readonly kind: 'sum' | 'max'; readonly of: readonly Expression[] }
  | { readonly kind: 'product' | 'quotient'; readonly of: readonly [Expression, Expression] }
  | { readonly kind: 'negate'; readonly of: readonly [Expression] }
  /** Its argument under another name: a node's output, apart from what the node itself does with the value. */
  | { readonly kind: 'copy'; readonly of: readonly [Expression] }
  /** The value of its argument, with derivative 0: for shifts that cancel, such as softmax's maximum. */
  | { readonly kind: 'detached'; readonly of: readonly [Expression] }
  | { readonly kind: 'function'; readonly of: readonly [Expression]; readonly name: Transcendental }
  /** `of[1]` where `of[0]` ≤ 0, else `of[2]`; differentiable in the branch that is taken. */
  | { readonly kind: 'where'; readonly of: readonly [Expression, Expression, Expression] };

/** What a step is called on the blackboard: `z[1, 0, 2]`. */
export interface Name {
  readonly symbol: string;
  readonly index: readonly number[];
}

/** The elements of an input as expressions. */
export interface Elements {
  readonly shape: Shape;
  /** The element at this index. */
  at(...index: readonly number[]): Expression;
}

/** A growing list of steps, with names for some of them. */
export class Tape {
  readonly steps: Step[] = [];
  readonly names = new Map<Expression, Name>();

  private push(step: Step): Expression {
    return this.steps.push(step) - 1;
  }

  /** Puts every element of an input on the tape. */
  input(name: string, shape: Shape): Elements {
    const first = this.steps.length;
    let position = 0;
    for (const index of indices(shape))
      this.name(this.push({ kind: 'leaf', of: [], input: name, position: position++ }), name, index);
    return {
      shape,
      at: (...index) => first + index.reduce((flat, i, axis) => flat * shape[axis]! + i, 0),
    };
  }

  /** Gives a step a name. An input keeps its own, a constant has none; otherwise the last name stays. */
  name(expression: Expression, symbol: string, index: readonly number[]): Expression {
    const { kind } = this.steps[expression]!;
    if (kind !== 'constant' && !(kind === 'leaf' && this.names.has(expression)))
      this.names.set(expression, { symbol, index });
    return expression;
  }

  /** A number of the definition, such as 1/m or a slope. */
  constant(value: number): Expression {
    return this.push({ kind: 'constant', of: [], value });
  }

  /** The sum of any number of terms; 0 of none. */
  sum(of: readonly Expression[]): Expression {
    if (of.length === 1) return of[0]!;
    return of.length === 0 ? this.constant(0) : this.push({ kind: 'sum', of });
  }

  /** a · b */
  product(a: Expression, b: Expression): Expression {
    return this.push({ kind: 'product', of: [a, b] });
  }

  /** a / b */
  quotient(a: Expression, b: Expression): Expression {
    return this.push({ kind: 'quotient', of: [a, b] });
  }

  /** −a */
  negate(a: Expression): Expression {
    return this.push({ kind: 'negate', of: [a] });
  }

  /** a, as a step of its own. */
  copy(a: Expression): Expression {
    return this.push({ kind: 'copy', of: [a] });
  }

  /** The first maximum, or the first NaN. */
  max(of: readonly Expression[]): Expression {
    return of.length === 1 ? of[0]! : this.push({ kind: 'max', of });
  }

  /** The value of a, with derivative 0. */
  detached(a: Expression): Expression {
    return this.push({ kind: 'detached', of: [a] });
  }

  /** e^a, log a, tanh a or σ(a). */
  function(name: Transcendental, a: Expression): Expression {
    return this.push({ kind: 'function', of: [a], name });
  }

  /** `then` where test ≤ 0, else `otherwise`. */
  where(test: Expression, then: Expression, otherwise: Expression): Expression {
    return this.push({ kind: 'where', of: [test, then, otherwise] });
  }
}

/** Every index of a shape in row-major order; one empty index for a scalar. */
export function* indices(shape: Shape): Generator<readonly number[]> {
  if (shape.includes(0)) return;
  const index = shape.map(() => 0);
  for (;;) {
    yield [...index];
    let axis = shape.length - 1;
    while (axis >= 0 && ++index[axis]! === shape[axis]) index[axis--] = 0;
    if (axis < 0) return;
  }
}
