/**
 * Verifying implementations on generated cases of one or more seeds: all operators, or one of them.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { isOperatorName, operatorNames, type Implementation, type OperatorName } from '@gradspec/spec';
import { checkGenerated, type GeneratedReport } from '../generated/check-generated.ts';
import { generatedFailureText } from '../generated/failure-text.ts';
import { builtInNames } from '../implementations/built-in.ts';
import { findImplementation } from '../implementations/find-implementation.ts';
import { unknownName, UsageError } from '../usage-error.ts';
import { chosenKernels } from './chosen-kernels.ts';
import { verificationPage } from './page.ts';
import { together } from './together.ts';
import { startProgress } from '../report/progress.ts';

/** The options of the command. */
export interface VerifyOptions {
  readonly cases: number;
  readonly seed: number;
  readonly implementation?: readonly string[];
  readonly operator?: readonly string[];
  /** How many seeds, from `seed` on; each has as many cases. */
  readonly seeds: number;
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
  const build = chosenKernels();
  const operators = (options.operator ?? operatorNames).map(operatorOf);
  const named: Named[] = [];
  for (const target of options.implementation ?? builtInNames)
    named.push({ target, implementation: await findImplementation(target) });
  if (!operators.some((operator) => named.some(({ implementation: { kernels } }) => kernels[operator])))
    throw new UsageError(`nothing to verify: none of these implementations has ${operators.join(', ')}`);
  const start = performance.now();
  const reports = await run(named, operators, options);
  const names = named.map(({ implementation }) => implementation.name);
  const page = verificationPage({
    ...options,
    implementations: names,
    build,
    reports: reports.map(together),
  });
  if (options.markdown === undefined) print(page);
  else writeFileSync(options.markdown, page);
  const failures = failuresOf(named, reports.flat());
  for (const text of failures) print(`${text}\n`);
  const verified = reports.flat().reduce((sum, { results }) => sum + results.length, 0) * options.cases;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  print(
    `${verified.toLocaleString('en')} cases on the ${build} kernels in ${seconds} s: ${failures.length === 0 ? 'all agree' : 'not all agree'}` +
      `${options.markdown === undefined ? '' : `; the page is ${options.markdown}`}`,
  );
  return failures.length === 0 ? 0 : 1;
}

function operatorOf(name: string): OperatorName {
  if (!isOperatorName(name)) throw unknownName('operator', name, operatorNames);
  return name;
}

/** The reports of each operator, one per seed. */
async function run(
  named: readonly Named[],
  operators: readonly OperatorName[],
  { seed, seeds, cases }: VerifyOptions,
): Promise<readonly (readonly GeneratedReport[])[]> {
  const implementations = named.map(({ implementation }) => implementation);
  const claims = operators.reduce(
    (sum, operator) => sum + implementations.filter(({ kernels }) => kernels[operator]).length,
    0,
  );
  const progress = startProgress(claims * cases * seeds);
  const reports: GeneratedReport[][] = [];
  try {
    for (const operator of operators) {
      const step = (implementation: string) => progress.step(`${operator} ${implementation}`);
      const own: GeneratedReport[] = [];
      for (let i = 0; i < seeds; i++) {
        const range = { seed: seed + i, count: cases, progress: step };
        own.push(await checkGenerated(implementations, operator, range));
      }
      reports.push(own);
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
