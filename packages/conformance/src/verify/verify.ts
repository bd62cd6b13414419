/**
 * Verifying implementations on generated cases: all operators, or one of them, or one single case again.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { isOperatorName, operatorNames, type Implementation, type OperatorName } from '@gradspec/spec';
import { makeCase } from '../generated/case.ts';
import { checkCases, checkGenerated, type GeneratedReport } from '../generated/check-generated.ts';
import { describeCase } from '../generated/describe-case.ts';
import { generatedFailureText } from '../generated/failure-text.ts';
import { recipeAt } from '../generated/generated-cases.ts';
import { builtInNames } from '../implementations/built-in.ts';
import { findImplementation } from '../implementations/find-implementation.ts';
import { unknownName, UsageError } from '../usage-error.ts';
import { startKernels } from './kernel-build.ts';
import { verificationPage } from './page.ts';
import { startProgress } from '../report/progress.ts';

/** The options of the command. */
export interface VerifyOptions {
  readonly cases: number;
  readonly seed: number;
  readonly implementation?: readonly string[];
  readonly operator?: readonly string[];
  readonly index?: number;
  readonly markdown?: string;
}

const print = (text: string) => process.stdout.write(`${text}\n`);

/** An implementation and what the command line called it. */
interface Named {
  readonly target: string;
  readonly implementation: Implementation;
}

/**
 * Runs the cases and prints what they found out; returns the exit code.
 *
 * @throws UsageError for a name that nothing has, a build of the kernels that cannot run, or a run that would verify nothing.
 */
export async function verify(options: VerifyOptions): Promise<number> {
  const build = kernels();
  const operators = (options.operator ?? operatorNames).map(operatorOf);
  const named: Named[] = [];
  for (const target of options.implementation ?? builtInNames)
    named.push({ target, implementation: await findImplementation(target) });
  if (!operators.some((operator) => named.some(({ implementation: { kernels } }) => kernels[operator])))
    throw new UsageError(`nothing to verify: none of these implementations has ${operators.join(', ')}`);
  if (options.index !== undefined) return again(named, operators, options.seed, options.index);
  const start = performance.now();
  const reports = await run(named, operators, options);
  const names = named.map(({ implementation }) => implementation.name);
  const page = verificationPage({ ...options, implementations: names, build, reports });
  if (options.markdown === undefined) print(page);
  else writeFileSync(options.markdown, page);
  const failures = failuresOf(named, reports);
  for (const text of failures) print(`${text}\n`);
  const verified = reports.reduce((sum, { results }) => sum + results.length, 0) * options.cases;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  print(
    `${verified} cases on the ${build} kernels in ${seconds} s: ${failures.length === 0 ? 'all agree' : 'not all agree'}` +
      `${options.markdown === undefined ? '' : `; the page is ${options.markdown}`}`,
  );
  return failures.length === 0 ? 0 : 1;
}

function kernels(): string {
  try {
    return startKernels();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`GRADSPEC_KERNELS: ${error.message}`);
    throw error;
  }
}

function operatorOf(name: string): OperatorName {
  if (!isOperatorName(name)) throw unknownName('operator', name, operatorNames);
  return name;
}

async function run(
  named: readonly Named[],
  operators: readonly OperatorName[],
  { seed, cases }: VerifyOptions,
): Promise<readonly GeneratedReport[]> {
  const implementations = named.map(({ implementation }) => implementation);
  const claims = operators.reduce(
    (sum, operator) => sum + implementations.filter(({ kernels }) => kernels[operator]).length,
    0,
  );
  const progress = startProgress(claims * cases);
  const reports: GeneratedReport[] = [];
  try {
    for (const operator of operators) {
      const step = (implementation: string) => progress.step(`${operator} ${implementation}`);
      reports.push(await checkGenerated(implementations, operator, { seed, count: cases, progress: step }));
    }
  } finally {
    progress.stop();
  }
  return reports;
}

function failuresOf(
  named: readonly Named[],
  reports: readonly Pick<GeneratedReport, 'results'>[],
): readonly string[] {
  return reports
    .flatMap(({ results }) => results)
    .filter(({ failed }) => failed > 0)
    .map((result) => {
      const own = named.find(({ implementation }) => implementation.name === result.implementation);
      return generatedFailureText(result, own?.target ?? result.implementation);
    });
}

/** One case by its index: what is called, and whether it agrees. */
async function again(
  named: readonly Named[],
  operators: readonly OperatorName[],
  seed: number,
  index: number,
): Promise<number> {
  const [operator] = operators;
  if (!operator || operators.length > 1)
    throw new UsageError('--index wants one --operator: each has cases of its own');
  const recipe = recipeAt(operator, seed, index);
  print(describeCase(makeCase(recipe)).join('\n'));
  const report = await checkCases(
    named.map(({ implementation }) => implementation),
    operator,
    [{ index, recipe }],
    { seed },
  );
  const failures = failuresOf(named, [report]);
  for (const { implementation, failed } of report.results)
    if (failed === 0) print(`✓ ${implementation} agrees`);
  for (const text of failures) print(text);
  return failures.length === 0 ? 0 : 1;
}
