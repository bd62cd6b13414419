/**
 * `npm run verify`: all implementations of the workspace on generated cases of all their operators, or with `--networks` on
 * the conv layers of four networks with all their channels.
 *
 * Exit codes: 0 all agree, 1 not all, 2 usage.
 *
 * @module
 */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { UsageError } from '../usage-error.ts';
import { verifyNetworks, type NetworkOptions } from './networks/verify-networks.ts';
import { verify, type VerifyOptions } from './verify.ts';

const collect = (name: string, names: readonly string[] = []) => [...names, name];

const integer = (least: number) => (written: string) => {
  const value = Number(written);
  if (!Number.isSafeInteger(value) || value < least)
    throw new InvalidArgumentError(`Expected an integer of at least ${least}.`);
  return value;
};

const program = new Command('verify')
  .description(
    'Run implementations on generated cases: shapes, attributes and numbers that nobody chose by hand.',
  )
  .option('--cases <count>', 'different cases of each operator', integer(1), 2000)
  .option('--seed <number>', 'where the cases come from', integer(0), 1)
  .option('--seeds <count>', 'so many seeds, from that one on, each with as many cases', integer(1), 1)
  .option(
    '--implementation <name>',
    'this one only (can be repeated); all of the workspace when left out',
    collect,
  )
  .option('--operator <name>', 'this one only (can be repeated)', collect)
  .option(
    '--networks',
    'conv layers of ResNet-50, VGG-16, MobileNet and AlexNet with all their channels instead',
  )
  .option('--layer <name>', 'with --networks, this layer only (can be repeated): resnet-50:conv1', collect)
  .option('--markdown <file>', 'write the page to a file instead of printing it')
  .showSuggestionAfterError()
  .addHelpText(
    'after',
    '\nGRADSPEC_KERNELS=typescript|simd|relaxed chooses the kernels of the fast implementations.' +
      '\nExit codes: 0 all agree, 1 not all, 2 usage.',
  )
  .exitOverride();

/** Options that mean nothing in this run are a mistake, not ignored. */
function refuse(options: readonly string[], where: 'with' | 'without'): void {
  for (const option of options)
    if (program.getOptionValueSource(option) === 'cli')
      throw new UsageError(`--${option} means nothing ${where} --networks`);
}

try {
  program.parse();
  const options = program.opts<VerifyOptions & NetworkOptions & { readonly networks?: true }>();
  refuse(
    options.networks ? ['cases', 'seeds', 'operator'] : ['layer'],
    options.networks ? 'with' : 'without',
  );
  process.exitCode = await (options.networks ? verifyNetworks(options) : verify(options));
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof UsageError || (error instanceof Error && error.name === 'ModuleLoadError')) {
    process.stderr.write(`verify: ${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
}
