/**
 * `gradspec mistakes --diagnosis`: how often the diagnosis names the mistake that was planted.
 *
 * @module
 */
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import { naiveLoops } from '@gradspec/naive-loops';
import { isOperatorName, operatorNames, type OperatorName } from '@gradspec/spec';
import { diagnosed, type Subject } from '../diagnosis/figures/figure.ts';
import {
  figuresPage,
  figuresText,
  isReached,
  type Figure,
  type FirstSeconds,
} from '../diagnosis/figures/figures-text.ts';
import {
  pairSubjects,
  rewrittenSubjects,
  rightSubjects,
  singleSubjects,
} from '../diagnosis/figures/subjects.ts';
import { forgetTrials } from '../diagnosis/trials.ts';
import { builtInNames } from '../implementations/built-in.ts';
import { findImplementation } from '../implementations/find-implementation.ts';
import { mistakes as catalogue } from '../mistakes/index.ts';
import { rewrittenMistakes } from '../mistakes/rewritten/index.ts';
import { startProgress } from '../report/progress.ts';
import { unknownName, UsageError } from '../usage-error.ts';

/** How many pairs are drawn. */
const pairs = 200;

/** The options of the figures. */
export interface FiguresOptions {
  /** Names or paths, as in `gradspec run`, of what single mistakes are planted into. */
  readonly implementation?: readonly string[];
  readonly operator?: string;
  readonly markdown?: boolean;
}

type Plan = Omit<Figure, 'diagnosed'> & { readonly subjects: readonly Subject[] };

/** Prints the figures; returns 1 when one is not what it has to be. */
export async function diagnosisFigures({
  implementation = ['naive-loops'],
  operator,
  markdown = false,
}: FiguresOptions): Promise<number> {
  switchOnRelaxedSimd();
  if (operator !== undefined && !isOperatorName(operator))
    throw unknownName('operator', operator, operatorNames);
  const start = performance.now();
  const plans = (await plansOf(implementation, operator)).filter(({ subjects }) => subjects.length > 0);
  if (plans.length === 0) throw new UsageError('--diagnosis: there is nothing to diagnose');
  const figures: Figure[] = [];
  const bar = startProgress(plans.reduce((sum, { subjects }) => sum + subjects.length, 0));
  try {
    for (const { subjects, ...plan } of plans) {
      const came = [];
      for (const subject of subjects) {
        bar.step(subject.id);
        came.push(await diagnosed(subject));
      }
      figures.push({ ...plan, diagnosed: came });
    }
  } finally {
    bar.stop();
  }
  const first = await firstSeconds(figures);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const text = markdown
    ? figuresPage(figures, first)
    : `${figuresText(figures, first)}\n\nall of it in ${seconds} s`;
  process.stdout.write(`${text}\n`);
  return figures.every(isReached) ? 0 : 1;
}

/** What is counted. Another list of subjects becomes a figure by standing here. */
async function plansOf(names: readonly string[], operator: OperatorName | undefined): Promise<Plan[]> {
  const mistakes = catalogue.filter((mistake) => operator === undefined || mistake.operator === operator);
  const all = await Promise.all(builtInNames.map(findImplementation));
  const implementations = await Promise.all(names.map(findImplementation));
  const singles = implementations.map((one) => ({
    name: `the catalogue, planted one at a time in ${one.name}`,
    right: 'named first',
    least: 0.95,
    subjects: singleSubjects(one, mistakes),
  }));
  return [
    ...singles,
    {
      name: 'mistakes written anew in im2col, FFT and BPTT kernels',
      right: 'named first',
      least: 0.85,
      subjects: rewrittenSubjects(rewrittenMistakes, operator),
    },
    {
      name: 'pairs of two mistakes in different directions',
      right: 'both named first',
      least: 0.8,
      subjects: await pairSubjects(naiveLoops, mistakes, pairs),
    },
    {
      name: 'right implementations',
      right: 'without a diagnosis',
      least: 1,
      subjects: rightSubjects(all, operator),
    },
  ];
}

/** By operator, the diagnosis of the subject that took longest, with nothing known beforehand. */
async function firstSeconds(figures: readonly Figure[]): Promise<FirstSeconds> {
  const all = figures.flatMap((figure) => figure.diagnosed);
  const first = new Map<string, number>();
  for (const operator of new Set(all.map(({ subject }) => subject.operator))) {
    const own = all.filter(({ subject }) => subject.operator === operator);
    const { subject } = own.reduce((worst, one) => (one.seconds > worst.seconds ? one : worst));
    forgetTrials();
    first.set(operator, (await diagnosed(subject)).seconds);
  }
  return first;
}
