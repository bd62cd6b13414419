/**
 * What the figures are counted over: the catalogue planted one mistake at a time, mistakes in other kernels, pairs of
 * two, and right implementations.
 *
 * @module
 */
import { operatorNames, type Implementation, type OperatorName } from '@gradspec/spec';
import { planted } from '../../mistakes/kill-matrix/planting.ts';
import type { Mistake } from '../../mistakes/mistake.ts';
import type { RewrittenMistake } from '../../mistakes/rewritten/rewritten-mistake.ts';
import { agree, knownResults, resultsOf, rightKernel } from '../results.ts';
import { trialsOf, type Trial } from '../trials.ts';
import { plantedPair, type MistakePair } from '../catalogue/pairs-of-mistakes.ts';
import { randomBits } from '../../generated/random-bits.ts';
import { isOutput } from '../tried.ts';
import { mentioning, naming, silence, type Subject } from './figure.ts';

/** Every mistake by itself, in an implementation; those of operators that it does not have are left out. */
export function singleSubjects(implementation: Implementation, mistakes: readonly Mistake[]): Subject[] {
  return mistakes
    .filter(({ operator }) => implementation.kernels[operator])
    .map((mistake) => ({
      id: mistake.id,
      operator: mistake.operator,
      implementation: planted(mistake, implementation),
      right: naming([mistake.id]),
    }));
}

/** Implementations in which nothing is wrong, operator by operator. */
export function rightSubjects(
  implementations: readonly Implementation[],
  operator: OperatorName | undefined,
): Subject[] {
  return implementations.flatMap((implementation) =>
    operatorNames
      .filter((name) => implementation.kernels[name] && (operator === undefined || name === operator))
      .map((name) => ({
        id: `${name} of ${implementation.name}`,
        operator: name,
        implementation,
        right: silence,
      })),
  );
}

/**
 * Mistakes in kernels that were written anew, of which the first finding has to have a word that names what is wrong: the
 * attribute, the axis, the gate, the step.
 */
export function rewrittenSubjects(
  mistakes: readonly RewrittenMistake[],
  operator: OperatorName | undefined,
): Subject[] {
  return mistakes
    .filter((mistake) => operator === undefined || mistake.operator === operator)
    .map(({ id, operator, implementation, expected }) => ({
      id,
      operator,
      implementation,
      right: mentioning(expected.keywords),
    }));
}

/** Gradients that are no input's of a net: those of parameters. */
const ofParameters: readonly string[] = ['dw', 'db', 'dwx', 'dwh', 'dbh'];

const isForwardOrWeight = ({ wrong }: Mistake): boolean =>
  wrong.some(isOutput) || (wrong.length > 0 && wrong.every((name) => ofParameters.includes(name)));
const isInputGradient = ({ wrong }: Mistake): boolean =>
  !wrong.some(isOutput) && wrong.some((name) => !ofParameters.includes(name));

const seed = 1;

/**
 * Pairs of two mistakes in different directions, in naive-loops: one in the forward pass or in the gradients of parameters, one
 * in the gradient of an input. They are drawn evenly over the operators that have both; pairs that together do what one of
 * the two does alone are no pairs.
 */
export async function pairSubjects(
  naiveLoops: Implementation,
  mistakes: readonly Mistake[],
  count: number,
): Promise<Subject[]> {
  const bits = randomBits(seed);
  const left = new Map(
    [...new Set(mistakes.map(({ operator }) => operator))]
      .map(
        (operator) =>
          [operator, pairsOf(mistakes.filter((mistake) => mistake.operator === operator))] as const,
      )
      .filter(([, pairs]) => pairs.length > 0),
  );
  const subjects: Subject[] = [];
  while (subjects.length < count && left.size > 0)
    for (const [operator, pairs] of left) {
      const [pair] = pairs.splice(bits() % pairs.length, 1);
      if (pairs.length === 0) left.delete(operator);
      if (subjects.length < count && (await showsBoth(pair!))) subjects.push(subjectOf(naiveLoops, pair!));
    }
  return subjects;
}

const pairsOf = (mistakes: readonly Mistake[]): MistakePair[] =>
  mistakes
    .filter(isForwardOrWeight)
    .flatMap((first) => mistakes.filter(isInputGradient).map((second): MistakePair => [first, second]));

function subjectOf(naiveLoops: Implementation, pair: MistakePair): Subject {
  const [{ operator, id }, second] = pair;
  const kernels = { ...naiveLoops.kernels, [operator]: plantedPair(pair) };
  return {
    id: `${id} + ${second.id}`,
    operator,
    implementation: { ...naiveLoops, kernels },
    right: naming([id, second.id]),
  };
}

/** Whether a pair shows on some trial that none of the two alone does. */
async function showsBoth(pair: MistakePair): Promise<boolean> {
  const both = plantedPair(pair);
  for (const mistake of pair) {
    const differs = async (trial: Trial) => {
      const [a, b] = [
        await resultsOf(both, trial),
        await knownResults(mistake.id, () => mistake.plant(rightKernel(mistake.operator)), trial),
      ];
      return !Object.keys({ ...a, ...b }).every((name) => agree(a[name], b[name]));
    };
    if (!(await some(trialsOf(mistake.operator), differs))) return false;
  }
  return true;
}

async function some<T>(all: readonly T[], holds: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of all) if (await holds(one)) return true;
  return false;
}
