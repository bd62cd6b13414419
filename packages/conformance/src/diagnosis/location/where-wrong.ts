/**
 * Where a result is wrong, when nothing says why: on which calls, at which step of a sequence, in the rows of which gate.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { agree, isRightOn, listed, type Tried } from '../trials.ts';
import { conditionsOf } from './conditions.ts';

const gates: Readonly<Record<string, readonly string[]>> = {
  lstm: ['i', 'f', 'g', 'o'],
  gru: ['r', 'z', 'n'],
};

/** A sentence, and whether it is read off the results or only fits them. */
export interface Place {
  readonly certainty: 'recovered' | 'suspected';
  readonly sentence: string;
}

/** Sentences about wrong results. */
export function whereWrong(tried: readonly Tried[], names: readonly string[]): Place[] {
  return names.flatMap((name): Place[] => {
    const recovered = [gateSentence(tried, name), stepSentence(tried, name)].filter(
      (text) => text !== undefined,
    );
    const condition = conditionSentence(tried, name);
    return [
      ...recovered.map((sentence) => ({ certainty: 'recovered' as const, sentence })),
      ...(condition ? [{ certainty: 'suspected' as const, sentence: condition }] : []),
    ];
  });
}

/** What all calls on which a result is wrong have, and no other call has. */
function conditionSentence(tried: readonly Tried[], name: string): string | undefined {
  const wrong = tried.filter((one) => !isRightOn(one, name));
  const texts = new Set(tried.flatMap(({ trial }) => [...conditionsOf(trial)]));
  texts.delete(`with ${name.slice(1)}`); // a gradient is there only when its input is
  const fitting = [...texts].filter((text) =>
    tried.every((one) => conditionsOf(one.trial).has(text) === wrong.includes(one)),
  );
  if (fitting.length === 0) return undefined;
  return `${name} is wrong on the calls ${listed(fitting)} and on no others: ${wrong.length} of ${tried.length}`;
}

/**
 * The gates whose rows are wrong in the gradient of weights that are stacked by gates, when others are right: on all calls, or
 * on those of a single step, where no mistake has gone on from gate to gate.
 */
function gateSentence(tried: readonly Tried[], name: string): string | undefined {
  const letters = gates[tried[0]?.trial.operator ?? ''];
  if (!letters || !['dwx', 'dwh', 'db'].includes(name)) return undefined;
  const single = tried.filter(({ trial }) => trial.inputs.x!.shape[0] === 1);
  return gatesIn(tried, name, letters, '') ?? gatesIn(single, name, letters, 'on sequences of one step ');
}

function gatesIn(
  tried: readonly Tried[],
  name: string,
  letters: readonly string[],
  where: string,
): string | undefined {
  const isWrong = ({ got, due }: Tried, gate: number) =>
    got[name] &&
    due[name] &&
    !agree(rows(got[name], gate, letters.length), rows(due[name], gate, letters.length));
  const wrong = letters.filter((_, gate) => tried.some((one) => isWrong(one, gate)));
  if (wrong.length === 0 || wrong.length === letters.length) return undefined;
  const right = listed(letters.filter((gate) => !wrong.includes(gate)));
  return `${where}only the rows of ${listed(wrong)} are wrong in ${name}; those of ${right} are right`;
}

function rows({ data, shape, ...rest }: Tensor, block: number, count: number): Tensor {
  const size = data.length / count;
  return { ...rest, shape: [size], data: data.slice(block * size, (block + 1) * size) } as Tensor;
}

/** The steps of a sequence at which a result [T, N, …] is wrong, when it is right at the first or the last step read. */
function stepSentence(tried: readonly Tried[], name: string): string | undefined {
  const wrong = tried.filter(
    (one) =>
      !isRightOn(one, name) &&
      one.due[name]?.shape.length === 3 &&
      !one.trial.inputs.lengths &&
      one.due[name].shape[0]! > 2,
  );
  if (wrong.length === 0) return undefined;
  const rightAt = (end: 'first' | 'last') =>
    wrong.every(({ trial, got, due }) => {
      const T = due[name]!.shape[0]!;
      const t = (end === 'first') === Boolean(trial.filled.reverse) ? T - 1 : 0;
      return agree(step(got[name]!, t), step(due[name]!, t));
    });
  if (name.startsWith('d') && rightAt('last'))
    return `${name} is right at the last step read and wrong before it: what is carried back from step to step is not`;
  if (!name.startsWith('d') && rightAt('first'))
    return `${name} is right at the first step read and wrong after it: what is carried on from step to step is not`;
  return undefined;
}

function step({ data, shape, ...rest }: Tensor, t: number): Tensor {
  const size = data.length / shape[0]!;
  return { ...rest, shape: [size], data: data.slice(t * size, (t + 1) * size) } as Tensor;
}
