/**
 * Training an example as the command does.
 *
 * @module
 */
import type { FloatDtype, Implementation } from '@gradspec/spec';
import { examples } from '../../src/train/examples/index.ts';
import type { Result } from '../../src/train/example.ts';
import { trainNet } from '../../src/train/train-net.ts';

/** What an example comes to on a choice of implementations, seed 1; `steps` in place of its own. */
export async function reached(
  name: string,
  choice: readonly Implementation[],
  { steps, dtype = 'float64' }: { steps?: number; dtype?: FloatDtype } = {},
): Promise<Result> {
  const example = examples.find((one) => one.name === name)!;
  const options = { seed: 1, dtype };
  const trained = [];
  for (const net of example.nets(options))
    trained.push(await trainNet({ ...net, steps: steps ?? net.steps }, choice));
  return example.result(trained, options);
}

/** The figures that were not reached, in words. */
export const missed = ({ figures }: Result): readonly string[] =>
  figures.filter((figure) => !figure.reached).map(({ text, target }) => `${text}, target ${target}`);
