/**
 * How often a diagnosis says the right thing, counted over implementations of which it is known what is wrong with them.
 *
 * @module
 */
import type { Implementation, OperatorName } from '@gradspec/spec';
import { runVector } from '../../runner/run-vector.ts';
import { loadVectors } from '../../vectors/load.ts';
import { diagnoseOperator } from '../diagnose-operator.ts';
import { failingTrials } from '../failing-trials.ts';
import type { Finding } from '../findings.ts';

/** An implementation and what its diagnosis has to say. */
export interface Subject {
  /** What it is called in the figures. */
  readonly id: string;
  readonly operator: OperatorName;
  readonly implementation: Implementation;
  /** Which of the findings are right ones, among them those that name the same thing equally well. */
  readonly right: (findings: readonly Finding[]) => Right;
}

/** Whether a diagnosis is right, and what else it named as well as that. */
export interface Right {
  readonly isRight: boolean;
  /** How many other mistakes, or pairs, were named beside the right ones because they give the same numbers. */
  readonly ties: number;
}

/** What came of one subject. */
export interface Diagnosed {
  readonly subject: Subject;
  readonly came: Right;
  /** What was said first, or that nothing was. */
  readonly said: string;
  readonly seconds: number;
}

/** Runs the vectors of a subject's operator and then its diagnosis, whether or not a vector failed. */
export async function diagnosed(subject: Subject): Promise<Diagnosed> {
  const { operator, implementation, right } = subject;
  const results = [];
  for (const vector of loadVectors())
    if ('operator' in vector && vector.operator === operator)
      results.push(await runVector(implementation, vector));
  const start = performance.now();
  const failing = failingTrials(results, operator);
  const findings = await diagnoseOperator(implementation, operator, failing.length > 0 ? failing : undefined);
  const seconds = (performance.now() - start) / 1000;
  const { certainty, sentence } = findings[0] ?? {};
  const said = sentence ? `${certainty}: ${sentence}` : 'nothing';
  return { subject, came: right(findings), said, seconds };
}

/** That nothing is said, as it has to be where nothing is wrong. */
export const silence = (findings: readonly Finding[]): Right => ({ isRight: findings.length === 0, ties: 0 });

/** That the first finding names these mistakes of the catalogue, and no others; findings that give the same numbers tie. */
export function naming(ids: readonly string[]): (findings: readonly Finding[]) => Right {
  return (findings) => {
    const tied = firstTied(findings);
    const isRight = tied.some(({ mistakes }) => sameIds(mistakes!, ids));
    return { isRight, ties: isRight ? tied.length - 1 : 0 };
  };
}

/** That the first finding has one of these words, each with or without a d in front, as a gradient has. */
export function mentioning(words: readonly string[]): (findings: readonly Finding[]) => Right {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\d_])d?(${escaped.join('|')})(?![\\p{L}\\d_])`, 'iu');
  return ([first]) => ({ isRight: first !== undefined && pattern.test(first.sentence), ties: 0 });
}

/** The findings at the head that name mistakes of the catalogue: those that give the same numbers stand side by side. */
function firstTied(findings: readonly Finding[]): Finding[] {
  const end = findings.findIndex(({ mistakes }) => !mistakes);
  return findings.slice(0, end < 0 ? findings.length : end);
}

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && b.every((id) => a.includes(id));
