/**
 * The command line of the bench. Each subcommand is a file of `commands/`.
 *
 * Exit codes: 0 done, 1 a regression, a wrong result of ours or memory that grew, 2 usage.
 *
 * @module
 */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { RunOptions } from './commands/run.ts';
import { UsageError } from './usage-error.ts';

const exitCodes =
  '\nExit codes: 0 done, 1 a regression, a wrong result of ours or memory that grew, 2 usage.';

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('expected a number above 0');
  return value;
}

function count(text: string): number {
  const value = positive(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('expected an integer above 0');
  return value;
}

/** The program; what a command finds is handed to `done` as an exit code. */
function programOf(done: (code: number) => void): Command {
  const program = new Command('bench')
    .description('Measure implementations and other engines side by side.')
    .showSuggestionAfterError()
    .addHelpText('after', exitCodes);
  program
    .command('run', { isDefault: true })
    .description('measure (this is what happens when no command is named)')
    .option('--quick', 'a workload of each kind and few samples: about a minute')
    .option('--filter <what>', 'workloads by name, or regular expressions on workload/pass, by commas')
    .option('--peers <names>', 'only these peers, by commas; none for nobody')
    .option('--list', 'list the workloads and measure nothing')
    .option('--json <file>', 'write the run as JSON')
    .option('--markdown <file>', 'write the run as a Markdown page')
    .option('--save <file>', 'write the run for a later --compare')
    .option('--compare <file>', 'compare with a run that --save wrote; exit 1 when one of ours is slower')
    .option('--threshold <percent>', 'slower by more than this is a regression', positive, 15)
    .addHelpText('after', exitCodes)
    .action(async (options: RunOptions & { list?: true }) => {
      if (options.list) {
        const { listText } = await import('./commands/list.ts');
        process.stdout.write(`${listText()}\n`);
        return;
      }
      const { run } = await import('./commands/run.ts');
      done(await run(options));
    });
  program
    .command('memory')
    .description('repeat calls and show the memory before and after')
    .option('--calls <count>', 'how many', count, 10_000)
    .action(async ({ calls }: { calls: number }) => {
      const { memory } = await import('./commands/memory.ts');
      done(await memory(calls));
    });
  program
    .command('transforms')
    .description('the fft beside fft.js and PFFFT, 256 … 65,536 complex numbers')
    .option('--quick', 'few and short samples')
    .action(async (options: { quick?: true }) => {
      const { transforms } = await import('./commands/transforms.ts');
      done(await transforms(options));
    });
  program
    .command('crossover')
    .description('the kernel sizes at which each way to a convolution is the fastest, with a plot')
    .option('--svg <file>', 'where the plot is written', 'docs/crossover.svg')
    .option('--quick', 'few and short samples')
    .action(async (options: { svg: string; quick?: true }) => {
      const { crossover } = await import('./commands/crossover.ts');
      done(await crossover(options));
    });
  program
    .command('linear')
    .description('the cost per output sample of fft-conv and per step of rnn-bptt, as calls grow longer')
    .option('--quick', 'few and short samples')
    .action(async (options: { quick?: true }) => {
      const { linear } = await import('./commands/linear.ts');
      done(await linear(options));
    });
  program
    .command('small')
    .description('microseconds of a 1×1×5×5 conv, forward and backward')
    .option('--peers <names>', 'only these peers, by commas; none for nobody')
    .action(async (options: { peers?: string }) => {
      const { run } = await import('./commands/run.ts');
      done(await run({ ...options, filter: 'small', threshold: 15 }));
    });
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

/** Runs the command line given (without node and the script); returns the exit code. */
export async function cli(args: readonly string[]): Promise<number> {
  let code = 0;
  try {
    await programOf((done) => (code = done)).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    return 2;
  }
}
