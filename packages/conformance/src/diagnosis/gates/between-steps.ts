/**
 * What goes wrong from step to step, where a single step is right: found by closing one way after the other on which steps
 * know of each other, and seeing with which closed everything is right.
 *
 *   through h, by wh     through c, by f (lstm)     through h, by z (gru)     from the output gradients of earlier steps
 *
 * @module
 */
import { tensor, type FloatTensor } from '@gradspec/spec';
import type { AnyKernel } from '../../runner/any-kernel.ts';
import { agree, resultsOf, rightKernel, roundings } from '../results.ts';
import { isOutput, listed } from '../tried.ts';
import type { Trial } from '../trials.ts';
import { held, oneStep, type Recurrence, type RecurrentAttributes, type Step } from './gate-values.ts';

const T = 4;

/** Several steps of two sequences, with an output gradient for every state. */
function severalSteps(
  operator: Recurrence,
  attributes: RecurrentAttributes,
): Trial & { readonly inputs: Step } {
  const step = oneStep(operator);
  const [, N, I] = step.x!.shape as [number, number, number];
  const H = step.wh!.shape[1]!;
  const numbers = (seed: number, ...shape: number[]): FloatTensor =>
    tensor(
      'float64',
      shape,
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) => Math.sin(seed + 1.9 * at)),
    );
  const states = operator === 'lstm' ? ['h', 'c'] : ['h'];
  const grads = states.flatMap((name, k) => [
    [name, numbers(3 + k, T, N, H)] as const,
    [`${name}T`, numbers(8 + k, N, H)] as const,
  ]);
  return {
    operator,
    attributes,
    filled: {},
    inputs: { ...step, x: numbers(1, T, N, I) },
    outputGrads: Object.fromEntries(grads),
  };
}

type Steps = ReturnType<typeof severalSteps>;

/** A way on which steps know of each other, and the trial with it closed. */
interface Way {
  readonly text: string;
  readonly closed: (trial: Steps) => Steps;
}

const withInputs = (trial: Steps, inputs: Step): Steps => ({ ...trial, inputs });
const zeroed = (one: FloatTensor): FloatTensor => ({ ...one, data: one.data.map(() => 0) }) as FloatTensor;

const throughWh: Way = {
  text: 'through h, by wh',
  closed: (trial) => withInputs(trial, { ...trial.inputs, wh: zeroed(trial.inputs.wh!) }),
};
const throughCell: Way = {
  text: 'through c, by f',
  closed: (trial) => withInputs(trial, held('lstm', trial.inputs, 'f', -40)),
};
const throughUpdate: Way = {
  text: 'through h, by z',
  closed: (trial) => withInputs(trial, held('gru', trial.inputs, 'z', -40)),
};
const ways: Readonly<Record<Recurrence, readonly Way[]>> = {
  rnn: [throughWh],
  lstm: [throughWh, throughCell],
  gru: [throughWh, throughUpdate],
};

/** The output gradients of all steps but the last one zero. */
const onlyLast = (trial: Steps): Steps => ({
  ...trial,
  outputGrads: Object.fromEntries(
    Object.entries(trial.outputGrads).map(([name, grad]) => {
      const last = grad.data.length - grad.data.length / T;
      const isState = name.endsWith('T');
      return [
        name,
        isState ? grad : ({ ...grad, data: grad.data.map((v, at) => (at < last ? 0 : v)) } as FloatTensor),
      ];
    }),
  ),
});

/** Sentences about what is wrong between steps; none where several steps are right, or no way alone is to blame. */
export async function betweenSteps(
  kernel: AnyKernel,
  operator: Recurrence,
  attributes: RecurrentAttributes,
): Promise<string[]> {
  const trial = severalSteps(operator, attributes);
  const wrong = await wrongOn(kernel, trial);
  if (wrong.length === 0) return [];
  const outputs = wrong.filter(isOutput);
  const names = outputs.length > 0 ? outputs : wrong;
  if (names.every((name) => ['dwx', 'dwh', 'db', 'dbh'].includes(name)))
    return [
      `on ${T} steps ${listed(names)} ${names.length === 1 ? 'is' : 'are'} wrong and dx is right: the sum over the steps is not what is due`,
    ];
  const sentences: string[] = [];
  for (const { text, closed } of ways[operator])
    if ((await wrongOn(kernel, closed(trial))).every((name) => !names.includes(name)))
      sentences.push(
        outputs.length > 0
          ? `what a step hands on to the next ${text}, is wrong: with that way closed ${listed(names)} ${names.length === 1 ? 'is' : 'are'} right`
          : `what is carried back from a step to the one before ${text}, is wrong: with that way closed ${listed(names)} ${names.length === 1 ? 'is' : 'are'} right`,
      );
  if (outputs.length === 0 && (await wrongOn(kernel, onlyLast(trial))).length === 0)
    sentences.push(
      'the gradients are right when only the last step has an output gradient: what earlier steps get from their own outputs is not added to what is carried back',
    );
  return sentences;
}

/** Results this small are what is left of a closed way. */
const nothing = 1e-9;

/** The results that are wrong on a trial. */
async function wrongOn(kernel: AnyKernel, trial: Trial): Promise<string[]> {
  const [got, due] = [await resultsOf(kernel, trial), await resultsOf(rightKernel(trial.operator), trial)];
  const isNothing = (name: string) =>
    [got[name]!, due[name]!].every(({ data }) => data.every((value) => Math.abs(value) < nothing));
  return Object.keys(due).filter(
    (name) => got[name] && !isNothing(name) && !agree(got[name], due[name], roundings.single),
  );
}
