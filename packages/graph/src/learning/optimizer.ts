/**
 * What an optimizer is: a step from parameters and their gradients to the next parameters, and what it remembers between
 * steps. It is a function without a state: the same call gives the same answer.
 *
 * Whatever the dtype of a parameter, a step is computed in float64 and rounded into that dtype once per element; what is
 * remembered stays float64.
 *
 * @module
 */
import { zeros, type FloatTensor } from '@gradspec/spec';
import { GraphError } from '../graph-error.ts';
import { checkParameters, type Parameters } from './parameters.ts';

/** What an optimizer remembers between steps. */
export interface OptimizerMemory {
  /** The name of the optimizer whose it is. */
  readonly optimizer: string;
  /** How many steps it has seen. */
  readonly steps: number;
  /** For each parameter, running sums of its gradients, one number per element: v of sgd; m and v of adam. */
  readonly sums: Readonly<Record<string, readonly Float64Array[]>>;
}

/** What follows from one step. */
export interface OptimizerStep {
  readonly parameters: Parameters;
  readonly memory: OptimizerMemory;
}

/** A rule by which parameters follow their gradients downhill. */
export interface Optimizer {
  readonly name: string;
  /**
   * The parameters after one step, and what the optimizer remembers. Nothing that comes in is changed.
   *
   * @param gradients - One for each parameter, of its shape and dtype.
   * @param memory - What the step before returned; none for the first.
   * @throws GraphError `bad-parameter` for gradients or a memory that are not those of the parameters.
   */
  update(parameters: Parameters, gradients: Parameters, memory?: OptimizerMemory): OptimizerStep;
}

/** The step of one parameter, element by element. */
export interface ElementStep {
  /** The parameter. */
  readonly p: FloatTensor['data'];
  /** Its gradient. */
  readonly g: FloatTensor['data'];
  /** The parameter after the step, to be filled in. */
  readonly next: FloatTensor['data'];
  /** Its running sums as they were, zeros at first; to be brought up to date. They are copies. */
  readonly sums: readonly Float64Array[];
  /** Which step it is, from 1. */
  readonly step: number;
}

/**
 * An `update` that takes every parameter through `advance`.
 *
 * @param sums - How many running sums `advance` keeps of each parameter.
 */
export function updateWith(
  optimizer: string,
  sums: number,
  advance: (step: ElementStep) => void,
): Optimizer['update'] {
  return (parameters, gradients, memory) => {
    checkParameters('gradient', gradients, parameters);
    if (memory) checkMemory(memory, optimizer, sums, parameters);
    const step = (memory?.steps ?? 0) + 1;
    const stepped = Object.entries(parameters).map(([name, { dtype, shape, data: p }]) => {
      const next = zeros(dtype, shape);
      const before = memory?.sums[name] ?? Array.from({ length: sums }, () => new Float64Array(p.length));
      const after = before.map((sum) => sum.slice());
      advance({ p, g: gradients[name]!.data, next: next.data, sums: after, step });
      return { name, next, after };
    });
    return {
      parameters: Object.fromEntries(stepped.map(({ name, next }) => [name, next])),
      memory: {
        optimizer,
        steps: step,
        sums: Object.fromEntries(stepped.map(({ name, after }) => [name, after])),
      },
    };
  };
}

function checkMemory(memory: OptimizerMemory, optimizer: string, sums: number, parameters: Parameters): void {
  if (memory.optimizer !== optimizer)
    throw new GraphError(
      'bad-parameter',
      [memory.optimizer],
      `${optimizer}: memory expected that of ${optimizer}, got that of ${memory.optimizer}`,
    );
  const names = new Set([...Object.keys(parameters), ...Object.keys(memory.sums)]);
  const wrong = [...names].filter((name) => {
    const size = Object.hasOwn(parameters, name) ? parameters[name]!.data.length : -1;
    const kept = Object.hasOwn(memory.sums, name) ? memory.sums[name]! : [];
    return kept.length !== sums || kept.some(({ length }) => length !== size);
  });
  if (wrong.length > 0)
    throw new GraphError(
      'bad-parameter',
      wrong,
      `${optimizer}: memory expected the sums of these parameters, got others for ${wrong.join(', ')}`,
    );
}
