/**
 * Training: forward, backward from the loss, a step of the optimizer, and again.
 *
 * @module
 */
import { tensor, type FloatTensor, type Implementation, type Tensor } from '@gradspec/spec';
import { backward } from '../backward.ts';
import { checkNumber } from '../check-number.ts';
import { forward, type Run } from '../forward.ts';
import { GraphError } from '../graph-error.ts';
import type { Ref } from '../graph.ts';
import { checkModel, type Model } from '../net/model.ts';
import type { Optimizer, OptimizerMemory } from './optimizer.ts';
import { checkParameters, type Parameters } from './parameters.ts';

/** What is trained with. */
export interface TrainingOptions {
  /** Each node runs on the first of these that has a kernel for its operator. */
  readonly implementations: readonly Implementation[];
  readonly optimizer: Optimizer;
  /** Where it starts. */
  readonly parameters: Parameters;
  /** The model's inputs that are no parameters, for a step (from 1). */
  readonly batch: (step: number) => Readonly<Record<string, Tensor>>;
  /** How many steps; 0 or more. */
  readonly steps: number;
}

/** One step of training. */
export interface TrainingStep {
  /** Which step it is, from 1. */
  readonly step: number;
  /** The loss of its batch, before the parameters changed. */
  readonly loss: number;
  /** The forward pass that the loss is from. */
  readonly run: Run;
  readonly gradients: Parameters;
  /** The parameters after the step. */
  readonly parameters: Parameters;
}

/**
 * Trains; every step is handed out as soon as it is done, so a caller can draw it, stop, or go on. Only the gradients of
 * the parameters are computed. Nothing that comes in is changed.
 *
 * @throws At once, GraphError for a model that is wrong and `bad-parameter` for parameters that are not the model's;
 *   RangeError for a number of steps that is none. When its step comes, GraphError `bad-loss` for a loss that is no floating
 *   scalar, `not-finite` for one that is NaN or infinite, and what `forward` and `backward` throw.
 */
export function training(model: Model, options: TrainingOptions): AsyncGenerator<TrainingStep, void, void> {
  const { parameters, steps } = options;
  checkModel(model);
  checkParameters('parameter', parameters, model.parameters);
  checkNumber(
    'training: steps',
    steps,
    Number.isSafeInteger(steps) && steps >= 0,
    'an integer of at least 0',
  );
  return train(model, options);
}

async function* train(model: Model, options: TrainingOptions): AsyncGenerator<TrainingStep, void, void> {
  const { implementations, optimizer, batch, steps } = options;
  const names = Object.keys(model.parameters);
  let { parameters } = options;
  let memory: OptimizerMemory | undefined;
  for (let step = 1; step <= steps; step++) {
    const data = batch(step);
    checkBatch(data, model, step);
    const run = await forward(model.graph, { ...data, ...parameters }, implementations);
    const loss = lossOf(run, model.loss, step);
    const seed = { [model.loss]: tensor(loss.dtype, [], [1]) };
    const gradients = Object.fromEntries(await backward(run, seed, names));
    ({ parameters, memory } = optimizer.update(parameters, gradients, memory));
    yield { step, loss: loss.data[0]!, run, gradients, parameters };
  }
}

/** A batch has data only: what it says of a parameter would be lost without a word. */
function checkBatch(batch: Readonly<Record<string, Tensor>>, { parameters }: Model, step: number): void {
  const learnt = Object.keys(batch).find((name) => Object.hasOwn(parameters, name));
  if (learnt !== undefined) {
    const message = `step ${step}: the batch gives ${learnt}, which is a parameter of the model`;
    throw new GraphError('unknown-input', [learnt], message);
  }
}

function lossOf({ values }: Run, ref: Ref, step: number): FloatTensor {
  const loss = values.get(ref)!;
  const { dtype, shape } = loss;
  if (dtype === 'int32' || shape.length > 0) {
    const got = `${dtype} [${shape.join(', ')}]`;
    throw new GraphError(
      'bad-loss',
      [ref],
      `step ${step}: the loss ${ref} expected a floating scalar [], got ${got}`,
    );
  }
  const value = loss.data[0]!;
  if (!Number.isFinite(value))
    throw new GraphError('not-finite', [ref], `step ${step}: the loss ${ref} is ${value}`);
  return loss;
}
