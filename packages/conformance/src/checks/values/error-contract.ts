/**
 * The check `error-contract`: a wrong call ends in the SpecError that the specification has for it.
 *
 * @module
 */
import { operatorNames, type OperatorName, type SpecErrorParts, type Tensor } from '@gradspec/spec';
import type { BrokenCall } from '../../generated/breaks/break.ts';
import { brokenCallAt, shrinkBroken } from '../../generated/broken-calls.ts';
import { makeCase } from '../../generated/case.ts';
import type { Check, CheckOptions } from '../check.ts';
import { CheckFindings } from '../check-findings.ts';
import { overCases } from '../over-cases.ts';
import { messageOf } from '../../runner/result.ts';
import { subjectOf, type Subject } from '../subject.ts';
import { dueOf, wrongCallsOf, type WrongCall } from './wrong-calls.ts';

/** So many right calls are each made wrong in every way that there is. */
const rightCalls = 2;
/** So many generated wrong calls are asked for each case that is asked for. */
const brokenPerCase = 4;

/** The check. */
export const errorContract: Check = {
  id: 'error-contract',
  title: 'a wrong call ends in the SpecError for it: same code, same argument',
  catches: 'wrong shapes that give numbers all the same, attributes ignored, errors that name something else',
  why:
    'A kernel that accepts a misspelt attribute or a kernel of other channels returns numbers, and nobody looks. The ' +
    'specification has an error for every mistake, with a code and the argument that is wrong, the same in all ' +
    'implementations. Right calls are made wrong in every way that their tensors and attributes allow, at least ten per ' +
    'operator, and of generated calls one thing is broken each; the kernel is asked all of them. Only code and argument are compared, not the words.',
  provesLittle: 'never: a change that the specification accepts is no wrong call, and is not asked',
  operators: operatorNames,
  dtypes: ['float64'],
  async run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    const findings = await overCases(
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
    if (!findings.failed) await judgeBroken(subject, operator, options, findings);
    return findings;
  },
};

/** Asks generated wrong calls until one is not refused as it should be; that one is made small. */
async function judgeBroken(
  subject: Subject,
  operator: OperatorName,
  { seed, cases, dtype }: CheckOptions,
  findings: CheckFindings,
): Promise<void> {
  const found = async (call: BrokenCall) => {
    const own = new CheckFindings(dtype);
    await judge(subject, { ...call, due: dueOf(operator, call) }, own);
    return own.failures;
  };
  for (let index = 0; index < brokenPerCase * cases; index++) {
    findings.calls += 1;
    const at = { seed, index };
    const call = brokenCallAt(operator, at);
    const failures = await found(call);
    if (failures.length === 0) continue;
    const smallest = await shrinkBroken(operator, at, async (smaller) => (await found(smaller)).length > 0);
    findings.failures.push(...(smallest ? await found(smallest) : failures));
    findings.failedCall = describeBroken(operator, smallest ?? call);
    return;
  }
}

const describeBroken = (operator: OperatorName, { title, inputs, attributes }: BrokenCall): string[] => [
  `${operator}, wrong in one thing: ${title}`,
  ...Object.entries(attributes).map(([name, value]) => `${name} ${JSON.stringify(value)}`),
  ...Object.entries(inputs).map(([name, value]) => {
    const { dtype, shape } = (value ?? {}) as Partial<Tensor>;
    return `${name} ${shape ? `${dtype} [${shape.join(', ')}]` : String(value)}`;
  }),
];

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
