/**
 * The check `error-contract`: a wrong call ends in the SpecError that the specification has for it.
 *
 * @module
 */
import { operatorNames, type SpecErrorParts } from '@gradspec/spec';
import { makeCase } from '../../generated/case.ts';
import type { Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overCases } from '../over-cases.ts';
import { messageOf } from '../../runner/result.ts';
import { subjectOf, type Subject } from '../subject.ts';
import { wrongCallsOf, type WrongCall } from './wrong-calls.ts';

/** So many right calls are each made wrong in every way that there is. */
const rightCalls = 2;

/** The check. */
export const errorContract: Check = {
  id: 'error-contract',
  title: 'a wrong call ends in the SpecError for it: same code, same argument',
  catches: 'wrong shapes that give numbers all the same, attributes ignored, errors that name something else',
  why:
    'A kernel that accepts a misspelt attribute or a kernel of other channels returns numbers, and nobody looks. The ' +
    'specification has an error for every mistake, with a code and the argument that is wrong, the same in all ' +
    'implementations. Right calls are made wrong in every way that their tensors and attributes allow, at least ten per ' +
    'operator, and the kernel is asked each. Only code and argument are compared, not the words.',
  provesLittle: 'never: a change that the specification accepts is no wrong call, and is not asked',
  operators: operatorNames,
  dtypes: ['float64'],
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overCases(
      operator,
      { ...options, cases: Math.min(options.cases, rightCalls) },
      {
        suit: (recipe) => makeCase(recipe),
        shown: (one) => one,
        async judge(one, findings) {
          const wrong = wrongCallsOf(one);
          findings.calls += wrong.length - 1;
          for (const call of wrong) await judge(subject, call, findings);
        },
      },
    );
  },
};

async function judge(
  subject: Subject,
  { title, inputs, attributes, backward, due }: WrongCall,
  findings: CheckFindings,
) {
  const fail = (got: string) =>
    findings.fail(
      title,
      `expected the SpecError ${due.code} about ${due.argument} (${due.message}), got ${got}`,
    );
  if (backward && !subject.kernel.backward) {
    findings.forwardOnly = true;
    return;
  }
  try {
    const ran = await subject.kernel.forward(inputs as never, attributes as never);
    if (backward)
      await subject.kernel.backward!(backward.outputGrads as never, ran.saved, backward.wanted as never);
    fail(`${backward ? 'gradients' : 'an output'} as if the call were right`);
  } catch (error) {
    const { name, code, argument } = error as Partial<SpecErrorParts> & { name?: string };
    if (name !== 'SpecError') fail(messageOf(error));
    else if (code !== due.code || argument !== due.argument)
      fail(`${code} about ${argument} (${messageOf(error)})`);
  }
}
