/**
 * `gradspec train`: the examples of training, on any choice of implementations.
 *
 * @module
 */
import { GraphError } from '@gradspec/graph';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import type { FloatDtype, Implementation } from '@gradspec/spec';
import wrapAnsi from 'wrap-ansi';
import { findImplementation } from '../implementations/find-implementation.ts';
import { startProgress } from '../report/progress.ts';
import type { Example, ExampleOptions, Figure, Net, TrainedNet } from '../train/example.ts';
import { examples } from '../train/examples/index.ts';
import { lossCurve, lossTable } from '../train/loss-curve.ts';
import { placementText } from '../train/placement.ts';
import { trainNet } from '../train/train-net.ts';
import { unknownName } from '../usage-error.ts';

/** The options of `gradspec train`. */
export interface TrainOptions {
  /** Names or paths, separated by commas. */
  readonly implementation: string;
  readonly seed: number;
  readonly dtype: FloatDtype;
  /** Left out, each net's own number of steps. */
  readonly steps?: number;
}

const print = (text: string) => process.stdout.write(`${text}\n`);

/** Trains an example and prints what came of it, or lists the examples; returns the exit code. */
export async function train(name: string | undefined, options: TrainOptions): Promise<number> {
  if (name === undefined) return listExamples();
  switchOnRelaxedSimd();
  const example = examples.find((one) => one.name === name);
  if (!example)
    throw unknownName(
      'example',
      name,
      examples.map((one) => one.name),
    );
  const implementations: Implementation[] = [];
  for (const target of options.implementation.split(','))
    implementations.push(await findImplementation(target.trim()));
  try {
    return await trainExample(example, implementations, options);
  } catch (error) {
    // A kernel that failed, or a loss that is no number any more: the message names the node or the step.
    if (!(error instanceof GraphError)) throw error;
    process.stderr.write(`gradspec: ${name}: ${error.message}\n`);
    return 1;
  }
}

function listExamples(): number {
  const width = Math.max(...examples.map(({ name }) => name.length));
  for (const { name, summary } of examples) print(`${name.padEnd(width)}  ${summary}`);
  return 0;
}

async function trainExample(
  example: Example,
  implementations: readonly Implementation[],
  { seed, dtype, steps }: TrainOptions,
): Promise<number> {
  // a terminal that does not say how wide it is has 0 columns
  const width = process.stdout.isTTY ? process.stdout.columns || 80 : Infinity;
  const options: ExampleOptions = { seed, dtype };
  const nets = example.nets(options).map((net) => (steps === undefined ? net : { ...net, steps }));
  // First of all: a node that nobody can run is said before anything else.
  const placed = nets.map((net) => `${titleOf(net, nets)}${placementText(net.model.graph, implementations)}`);
  const printFitted = (text: string) => print(width < Infinity ? wrapAnsi(text, width) : text);
  printFitted(`${example.name}: ${example.summary}`);
  placed.forEach(printFitted);
  const start = performance.now();
  const trained = await trainAll(nets, implementations);
  const { text, figures } = await example.result(trained, options);
  const seconds = (performance.now() - start) / 1000;
  for (const { net, losses } of trained)
    print(`\n${titleOf(net, nets)}loss\n${width < Infinity ? lossCurve(losses, width) : lossTable(losses)}`);
  if (text) print(`\n${text}`);
  printFitted(`\n${figures.map(figureText).join('\n')}`);
  const total = nets.reduce((sum, net) => sum + net.steps, 0);
  print(`${total} steps in ${seconds.toFixed(1)} s, ${dtype}, seed ${seed}`);
  return figures.every(({ reached }) => reached) ? 0 : 1;
}

/** What a line is about, where there are several nets. */
const titleOf = ({ name }: Net, nets: readonly Net[]): string => (nets.length > 1 ? `${name}: ` : '');

const figureText = ({ text, target, reached }: Figure): string =>
  `${reached ? '✓' : '✗'} ${text}, target ${target}: ${reached ? 'reached' : 'not reached'}`;

async function trainAll(
  nets: readonly Net[],
  implementations: readonly Implementation[],
): Promise<readonly TrainedNet[]> {
  const bar = startProgress(nets.reduce((sum, net) => sum + net.steps, 0));
  try {
    const trained: TrainedNet[] = [];
    for (const net of nets)
      trained.push(
        await trainNet(net, implementations, (loss) =>
          bar.step(`${titleOf(net, nets)}loss ${loss.toPrecision(4)}`),
        ),
      );
    return trained;
  } finally {
    bar.stop();
  }
}
