/**
 * The command `gradspec`. What a command needs is loaded when it is called, so that `--help` and `list` answer at once.
 *
 * Exit codes: 0 conforms (or did what was asked), 1 does not conform, 2 usage.
 *
 * @module
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { CasesOptions } from './cases.ts';
import type { MistakesOptions } from './mistakes.ts';
import type { RunOptions } from './run.ts';
import type { TrainOptions } from './train.ts';
import { UsageError } from '../usage-error.ts';
import type { VectorsOptions } from './vectors.ts';

const exitCodes = '\nExit codes: 0 conforms (or did what was asked), 1 does not conform, 2 usage.';
let exitCode = 0;

const program = new Command('gradspec')
  .description('Find out whether an implementation of conv, pool, rnn and their gradients is right.')
  .version('0.1.0')
  .showSuggestionAfterError()
  .addHelpText('after', exitCodes)
  .exitOverride();

const integer = (least: number, most: number) => (written: string) => {
  const value = Number(written);
  if (!/^\d+$/.test(written) || value < least || value > most)
    throw new InvalidArgumentError(`Expected an integer from ${least} to ${most}.`);
  return value;
};

const collect = (id: string, ids: readonly string[] = []) => [...ids, id];

program
  .command('run')
  .description('run the suite over implementations')
  .argument(
    '[implementations...]',
    'names of this workspace, or paths of modules (.ts, .mts, .js, .mjs); all of the workspace when left out',
  )
  .option('--only <id>', 'run this vector only (can be repeated)', collect)
  .option('--operator <name>', 'run what is about this operator only')
  .option(
    '--check <id>',
    'run this check in place of everything else (can be repeated; see gradspec checks)',
    collect,
  )
  .option(
    '--cases <number>',
    'generated cases over all operators, or of the only one (10000); with --check the calls of each check (10)',
    integer(1, 1e9),
  )
  .option('--seed <number>', 'where generated calls come from (1)', integer(0, 2 ** 31 - 1))
  .option('--index <number>', 'one generated case of --operator again', integer(0, 1e9))
  .option('--jobs <number>', 'threads (as many as there are processors)', integer(1, 1024))
  .option('--json', 'print everything in the table and the failures as JSON')
  .addHelpText(
    'after',
    `${exitCodes}\n\nExamples:\n  gradspec run naive-loops\n  gradspec run ./my-implementation.ts --only conv/primes-2d\n  gradspec run ./my-implementation.ts --operator lstm --cases 5000 --seed 7\n  gradspec run ./my-implementation.ts --check adjoint-identity --operator conv`,
  )
  .action(async (targets: string[], options: RunOptions) => {
    const { run } = await import('./run.ts');
    exitCode = await run(targets, options);
  });

program
  .command('list')
  .description('list the vectors with what they show and where they come from')
  .option('--operator <name>', 'only those about this operator')
  .option('--document <number>', 'only those of this document, as 004')
  .addHelpText('after', exitCodes)
  .action(async (options: { operator?: string; document?: string }) => {
    const { list } = await import('./list.ts');
    exitCode = list(options);
  });

program
  .command('checks')
  .description('list the checks with what they catch, or say why one of them works')
  .argument('[id]', 'the check')
  .addHelpText('after', exitCodes)
  .action(async (id: string | undefined) => {
    const { checksCommand } = await import('./checks.ts');
    exitCode = checksCommand(id);
  });

program
  .command('vectors')
  .description('write the vectors and the frozen corpus to a folder, for use from any language')
  .requiredOption('--out <dir>', 'a new or an empty folder')
  .addOption(
    new Option(
      '--format <format>',
      "json: everything; npz: the operators' vectors as NumPy archives; onnx: their forward calls as backend tests of ONNX",
    )
      .choices(['json', 'npz', 'onnx'])
      .default('json'),
  )
  .addHelpText(
    'after',
    `${exitCodes}\n\nExamples:\n  gradspec vectors --out ./gradspec-vectors\n  gradspec vectors --out ./arrays --format npz\n  gradspec vectors --out ./backend-tests --format onnx`,
  )
  .action(async (options: VectorsOptions) => {
    const { vectors } = await import('./vectors.ts');
    exitCode = await vectors(options);
  });

program
  .command('explain')
  .description('write a vector out as on a blackboard: every output and every gradient with its numbers')
  .argument('<vector>', 'the id of a vector, or a JSON file that holds one')
  .addOption(new Option('--lang <language>', 'the language').choices(['en', 'ko']).default('en'))
  .option('--full', 'leave nothing out')
  .addHelpText(
    'after',
    `${exitCodes}\n\nExamples:\n  gradspec explain conv/primes-1d\n  gradspec explain ./my-vector.json --lang ko`,
  )
  .action(async (target: string, options: { lang: 'en' | 'ko'; full?: true }) => {
    const { explainCommand } = await import('./explain.ts');
    exitCode = await explainCommand(target, options);
  });

program
  .command('init')
  .description('write a skeleton adapter with every operator to fill in')
  .addArgument(program.createArgument('<language>', 'the language of the adapter').choices(['typescript']))
  .argument('[dir]', 'the folder to write to', '.')
  .addHelpText('after', exitCodes)
  .action(async (_language: string, dir: string) => {
    const { init } = await import('./init.ts');
    exitCode = init(dir);
  });

program
  .command('cases')
  .description('say what the generated cases are like, or print one of them with all its numbers')
  .option('--operator <name>', 'the cases of this operator only')
  .option('--cases <number>', 'how many different calls of each operator', integer(1, 1e6), 200)
  .option('--seed <number>', 'where the cases come from', integer(0, 2 ** 31 - 1), 1)
  .option('--index <number>', 'this case, with one --operator', integer(0, 2 ** 31 - 1))
  .addHelpText(
    'after',
    `${exitCodes}\n\nExamples:\n  gradspec cases --operator conv --cases 2000\n  gradspec cases --operator conv --seed 1 --index 17`,
  )
  .action(async (options: CasesOptions) => {
    const { cases } = await import('./cases.ts');
    exitCode = cases(options);
  });

program
  .command('train')
  .description('train an example on any implementations; lists the examples when none is named')
  .argument('[example]', 'its name, as xor or digits')
  .option(
    '--implementation <names>',
    'names or paths as in run, separated by commas: each node runs on the first that has its operator',
    'matrix-im2col',
  )
  .option('--seed <number>', 'where data and first parameters come from', integer(0, 2 ** 32 - 1), 1)
  .addOption(new Option('--dtype <dtype>', 'the numbers').choices(['float64', 'float32']).default('float64'))
  .option('--steps <number>', "how many steps, in place of the example's own", integer(1, 1e6))
  .addHelpText(
    'after',
    `${exitCodes} A figure that is not reached is 1.\n\nExamples:\n  gradspec train xor\n  gradspec train digits --implementation fft-conv,matrix-im2col`,
  )
  .action(async (example: string | undefined, options: TrainOptions) => {
    const { train } = await import('./train.ts');
    exitCode = await train(example, options);
  });

program
  .command('mistakes')
  .description('plant every mistake of the catalogue into implementations and print which check kills it')
  .option('--implementation <names...>', 'names or paths as in run; all of the workspace when left out')
  .option('--operator <name>', 'the mistakes of this operator only; graph for those of nets')
  .option('--full', 'try every vector and every check on every mistake, not only until one finds it')
  .option('--diagnosis', 'print how often the diagnosis names what was planted (naive-loops unless named)')
  .option('--markdown', 'print the page of the documentation, of a full run on naive-loops; takes minutes')
  .addHelpText(
    'after',
    `${exitCodes} A mistake that lives, and a figure that is not reached, is 1.\n\nExamples:\n  gradspec mistakes --operator conv\n  gradspec mistakes --implementation matrix-im2col fft-conv`,
  )
  .action(async ({ diagnosis, ...options }: MistakesOptions & { diagnosis?: true }) => {
    if (diagnosis) {
      const { diagnosisFigures } = await import('./diagnosis-figures.ts');
      exitCode = await diagnosisFigures(options);
      return;
    }
    const { mistakes } = await import('./mistakes.ts');
    exitCode = await mistakes(options);
  });

for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync();
  process.exitCode = exitCode;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof UsageError || (error instanceof Error && error.name === 'ModuleLoadError')) {
    process.stderr.write(`gradspec: ${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
}
