/**
 * `node dist/corpus/main.js [operators…]`: computes the answers of the frozen corpus again from the calls in its files, and says
 * where a file has others. `--draw` draws other calls instead and writes the files and their digests; that is for when an
 * operator comes or changes, because everybody who uses the corpus has then to take it anew. Either takes some 20 seconds.
 *
 * Exit codes: 0 agrees or written, 1 a file has other answers, 2 usage.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { isOperatorName, operatorNames, type OperatorName } from '@gradspec/spec';
import { unknownName, UsageError } from '../usage-error.ts';
import { answered } from './answered.ts';
import {
  corpusFile,
  corpusFolder,
  corpusLine,
  corpusText,
  digestFile,
  digestText,
  loadCorpus,
  readCorpusText,
} from './corpus-file.ts';
import { corpusVectors } from './corpus-vectors.ts';

const program = new Command('corpus')
  .description('Compute the answers of the frozen corpus again from the calls in its files.')
  .argument('[operators...]', 'these only')
  .option('--draw', 'draw other calls, and write the files and their digests')
  .exitOverride();

try {
  program.parse();
  const operators = program.args.length > 0 ? program.args.map(operatorOf) : operatorNames;
  if (program.opts<{ draw?: true }>().draw) draw(operators);
  else process.exitCode = agree(operators) ? 0 : 1;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof UsageError) {
    process.stderr.write(`corpus: ${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
}

function operatorOf(name: string): OperatorName {
  if (!isOperatorName(name)) throw unknownName('operator', name, operatorNames);
  return name;
}

/** Whether all files have the answers that are computed. */
function agree(operators: readonly OperatorName[]): boolean {
  const others = operators.flatMap((operator) => {
    const vectors = loadCorpus(operator);
    const own = vectors.filter((vector) => corpusLine(answered(vector)) !== corpusLine(vector));
    process.stdout.write(
      `${corpusFile(operator)}: ${vectors.length} cases, ${own.length} with other answers\n`,
    );
    return own;
  });
  for (const { id } of others) process.stdout.write(`other answers are due in ${id}\n`);
  return others.length === 0;
}

function draw(operators: readonly OperatorName[]): void {
  mkdirSync(corpusFolder, { recursive: true });
  for (const operator of operators) {
    const vectors = [...corpusVectors(operator)];
    writeFileSync(`${corpusFolder}/${corpusFile(operator)}`, corpusText(vectors));
    process.stdout.write(`${corpusFile(operator)}: ${vectors.length} cases\n`);
  }
  writeFileSync(`${corpusFolder}/${digestFile}`, digestText(readCorpusText));
}
