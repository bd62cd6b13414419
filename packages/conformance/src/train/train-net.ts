/**
 * Training the nets of an example, one after the other.
 *
 * @module
 */
import { training } from '@gradspec/graph';
import type { Implementation } from '@gradspec/spec';
import type { Net, TrainedNet } from './example.ts';

/**
 * Trains one net.
 *
 * @param implementations - each node runs on the first of these that claims its operator
 * @param done - called after every step with its loss
 * @throws as `training` of graph does
 */
export async function trainNet(
  net: Net,
  implementations: readonly Implementation[],
  done: (loss: number) => void = () => {},
): Promise<TrainedNet> {
  const losses: number[] = [];
  let { parameters } = net;
  for await (const step of training(net.model, { ...net, implementations })) {
    losses.push(step.loss);
    ({ parameters } = step);
    done(step.loss);
  }
  return { net, losses, parameters, implementations };
}
