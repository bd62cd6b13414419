/**
 * Where a result is wrong, when nothing says why: on which calls, at which step of a sequence, in the rows of which gate.
 *
 * @module
 */
import type { Implementation, Tensor } from '@gradspec/spec';
import { agree } from '../results.ts';
import { gateFindings } from '../gates/gate-findings.ts';
import { gateNames } from '../other-call/variations.ts';
import { isRightOn, listed, type Tried } from '../tried.ts';
import { conditionsOf } from './conditions.ts';
import { directionSentence } from './directions.ts';
import { elementSentence } from './elements.ts';
import { experimentSentences, plainSentence } from './experiments.ts';

/** A sentence, and whether it is read off the results or only fits them. */
export interface Place {
  readonly certainty: 'recovered' | 'suspected';
  readonly sentence: string;
}

/** Where results are wrong, what says most about the cause first. */
export interface Places {
  /** Inside a cell, or in the rows of one of its gates. */
  readonly gates: readonly Place[];
  /** On which attribute, input or size it depends: seen by leaving that out, or without exception. */
  readonly dependences: readonly Place[];
  /** At which elements and steps, and on which calls most of all. */
  readonly elements: readonly Place[];
  /** Forward or backward, and the gradients of what. */
  readonly direction: readonly Place[];
}

/** Sentences about wrong results; `names` are those that nothing else explains. */
export async function whereWrong(
  implementation: Implementation,
  tried: readonly Tried[],
  names: readonly string[],
): Promise<Places> {
  const operator = tried[0]?.trial.operator;
  const wrong = tried
    .filter((one) => names.some((name) => !isRightOn(one, name)))
    .map(({ trial }) => trial.attributes);
  const inside = operator ? await gateFindings(implementation, operator, wrong) : [];
  const steps = inside.length > 0 ? [] : names.map((name) => stepSentence(tried, name));
  const experiments = await experimentSentences(implementation, tried, names);
  const told = (text: string) => experiments.some((sentence) => sentence.includes(text));
  const conditions =
    inside.length > 0
      ? []
      : names.map((name) => conditionOf(tried, name, told)).filter((one) => one !== undefined);
  const always = conditions.filter(({ isExact }) => isExact);
  const mostly = conditions.filter(({ isExact }) => !isExact);
  return {
    gates: recovered([...inside, ...names.map((name) => gateSentence(tried, name))]),
    dependences: suspected([...experiments, ...always.map(({ sentence }) => sentence)]),
    elements: [
      ...recovered([...steps, ...names.map((name) => elementSentence(tried, name))]),
      ...suspected([
        ...mostly.map(({ sentence }) => sentence),
        ...(experiments.length > 0 || always.length > 0
          ? []
          : [await plainSentence(implementation, tried, names)]),
      ]),
    ],
    direction: recovered([directionSentence(tried)]),
  };
}

const placesOf =
  (certainty: Place['certainty']) =>
  (sentences: readonly (string | undefined)[]): Place[] =>
    [...new Set(sentences)]
      .filter((sentence) => sentence !== undefined)
      .map((sentence) => ({ certainty, sentence }));
const recovered = placesOf('recovered');
const suspected = placesOf('suspected');

/** A sentence about what wrong calls have in common, and whether no right call has it. */
interface Condition {
  readonly sentence: string;
  readonly isExact: boolean;
}

/** What all calls on which a result is wrong have, and the others not, or fewer than chance would make it. */
function conditionOf(
  tried: readonly Tried[],
  name: string,
  told: (text: string) => boolean,
): Condition | undefined {
  const there = tried.filter(({ got }) => got[name]);
  const wrong = there.filter((one) => !isRightOn(one, name));
  const texts = new Set(there.flatMap(({ trial }) => [...conditionsOf(trial)]));
  texts.delete(`with ${name.slice(1)}`); // a gradient is there only when its input is
  const calls = (text: string) => there.filter(({ trial }) => conditionsOf(trial).has(text)).length;
  const shared = [...texts].filter(
    (text) =>
      !told(text) &&
      wrong.every(({ trial }) => conditionsOf(trial).has(text)) &&
      (calls(text) / there.length) ** wrong.length < byChance,
  );
  if (shared.length === 0) return undefined;
  const counts = shared.map((text) => `${text} (${calls(text)} of ${there.length} are)`);
  const exact = shared.filter((text) => calls(text) === wrong.length);
  const count = `${wrong.length} of ${there.length}`;
  return exact.length > 0
    ? { sentence: `${name} is wrong on the calls ${listed(exact)} and on no others: ${count}`, isExact: true }
    : {
        sentence: `all ${wrong.length} calls on which ${name} is wrong are calls ${listed(counts)}`,
        isExact: false,
      };
}

/** The most likely that something may be which calls have in common by chance. */
const byChance = 0.02;

/** The gates whose rows are wrong in the gradient of weights that are stacked by gates, when others are right. */
function gateSentence(tried: readonly Tried[], name: string): string | undefined {
  const letters = Array.from(gateNames[tried[0]?.trial.operator ?? ''] ?? '');
  if (letters.length === 0 || !['dwx', 'dwh', 'db'].includes(name)) return undefined;
  const isWrong = ({ got, due, rounding }: Tried, gate: number) =>
    got[name] &&
    due[name] &&
    !agree(rows(got[name], gate, letters.length), rows(due[name], gate, letters.length), rounding);
  const wrong = letters.filter((_, gate) => tried.some((one) => isWrong(one, gate)));
  if (wrong.length === 0 || wrong.length === letters.length) return undefined;
  const right = listed(letters.filter((gate) => !wrong.includes(gate)));
  return `only the rows of ${listed(wrong)} are wrong in ${name}; those of ${right} are right`;
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
    wrong.every(({ trial, got, due, rounding }) => {
      const T = due[name]!.shape[0]!;
      const t = (end === 'first') === Boolean(trial.filled.reverse) ? T - 1 : 0;
      return agree(step(got[name]!, t), step(due[name]!, t), rounding);
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
