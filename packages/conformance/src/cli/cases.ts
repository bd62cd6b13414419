/**
 * `gradspec cases`: what the generated cases are like, or one of them with all its numbers.
 *
 * @module
 */
import { isOperatorName, operatorNames, type OperatorName } from '@gradspec/spec';
import wrapAnsi from 'wrap-ansi';
import { makeCase } from '../generated/case.ts';
import { describeWhole } from '../generated/describe-case.ts';
import { distributionOf, type Distribution, type Share } from '../generated/distribution.ts';
import { recipeAt, recipesFrom } from '../generated/generated-cases.ts';
import { unknownName, UsageError } from '../usage-error.ts';

/** The options of `gradspec cases`. */
export interface CasesOptions {
  readonly operator?: string;
  readonly cases: number;
  readonly seed: number;
  /** One case in place of the distribution. */
  readonly index?: number;
}

/** Where the shares of a row begin. */
const indent = 23;
const [narrowest, widest] = [80, 120];

/**
 * Prints the distribution of the cases of every operator, or of one, or a single case; returns the exit code.
 *
 * @throws UsageError for an operator that there is none of, an index without an operator, or more cases than there are.
 */
export function cases({ operator, cases, seed, index }: CasesOptions): number {
  if (operator !== undefined && !isOperatorName(operator))
    throw unknownName('operator', operator, operatorNames);
  const width = Math.min(Math.max(process.stdout.columns ?? widest, narrowest), widest);
  const text =
    index === undefined ? shares(operator, { seed, count: cases }, width) : single(operator, seed, index);
  process.stdout.write(`${text}\n`);
  return 0;
}

function single(operator: OperatorName | undefined, seed: number, index: number): string {
  if (operator === undefined) throw new UsageError('--index wants an --operator: each has cases of its own');
  return [
    `case ${index} of ${operator}, seed ${seed}`,
    ...describeWhole(makeCase(recipeAt(operator, seed, index))),
  ].join('\n');
}

function shares(
  operator: OperatorName | undefined,
  range: { readonly seed: number; readonly count: number },
  width: number,
): string {
  const names = operator === undefined ? operatorNames : [operator];
  return [
    ...names.map((name) => block(drawn(name, range), width)),
    wrapAnsi(
      `Seed ${range.seed}. Attributes: the cases with another value than the default, or how many values there are of one without a default. Inputs: the cases in which an optional one is given.`,
      width,
    ),
  ].join('\n\n');
}

function drawn(
  operator: OperatorName,
  range: { readonly seed: number; readonly count: number },
): Distribution {
  try {
    const { cases, repeated } = recipesFrom(operator, range);
    return distributionOf(
      operator,
      cases.map(({ recipe }) => recipe),
      repeated,
    );
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

function block(
  { operator, cases, repeated, attributes, values, inputs, shapes, numbers, backward }: Distribution,
  width: number,
): string {
  const counted = values.map(({ what, different }) => `${what} ${different} values`);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['attributes', [...attributes.map(shareText), ...counted]],
    ['optional inputs', inputs.map(shareText)],
    ['shapes', shapes.map(shareText)],
    ['numbers', numbers.map(shareText)],
    ['backward', backward.map(shareText)],
  ];
  const again = repeated > 0 ? `, ${repeated} drawn again and left out` : '';
  return [
    `${operator}: ${cases} different calls${again}`,
    ...rows.filter(([, shares]) => shares.length > 0).map(([name, shares]) => row(name, shares, width)),
  ].join('\n');
}

/** A name and what follows it, on as many lines as it takes; a share is never cut in two. */
function row(name: string, shares: readonly string[], width: number): string {
  const whole = shares.map((share) => share.replaceAll(' ', '\u00a0'));
  const lines = wrapAnsi(whole.join('  '), width - indent).split('\n');
  return lines
    .map(
      (line, i) => `${(i === 0 ? `  ${name}` : '').padEnd(indent)}${line.trim().replaceAll('\u00a0', ' ')}`,
    )
    .join('\n');
}

const shareText = ({ what, share }: Share): string => `${what} ${Math.round(share * 100)} %`;
