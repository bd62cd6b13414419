/**
 * The check `training`: two small nets reach the loss that they are known to reach.
 *
 * The operator under test runs on the implementation, everything else on naive-loops, so that a net which does not learn
 * has one suspect.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import { attempt } from '../../runner/attempt.ts';
import type { Example, TrainedNet } from '../../train/example.ts';
import { threeLayer } from '../../train/examples/three-layer.ts';
import { xor } from '../../train/examples/xor.ts';
import { trainNet } from '../../train/train-net.ts';
import { bothDtypes, type Check } from '../check.ts';
import { CheckFindings } from '../check-findings.ts';
import { subjectOf } from '../subject.ts';
import { onlyOperator } from '../tested-node.ts';

const examples: readonly Example[] = [xor, threeLayer];
/** The figures of the examples are those of this seed. */
const seed = 1;

/** The check. */
export const training: Check = {
  id: 'training',
  title: 'xor and a net of three layers reach the loss they are known to reach',
  catches:
    'gradients that are wrong together, drift over many steps, memory that is kept from one step to the next',
  why:
    'This is what gradients are for. Hundreds of steps of forward, backward and update amplify what a single call hides, ' +
    'and the nets are small enough that their end is known. It proves less than it seems: a gradient off by a factor ' +
    'learns as well, only faster or slower, so the other checks come first.',
  provesLittle: 'where a mistake is a factor that learning makes up for',
  operators: ['linear', 'tanh', 'sigmoid', 'softmaxCrossEntropy', 'meanSquaredError'],
  dtypes: bothDtypes,
  async run(implementation, operator, { dtype }) {
    const findings = new CheckFindings(dtype);
    if (!subjectOf(implementation, operator).kernel.backward) {
      findings.forwardOnly = true;
      return findings;
    }
    const choice = [onlyOperator(implementation, operator), naiveLoops];
    for (const example of examples) {
      const nets = example.nets({ seed, dtype });
      if (nets.every(({ model }) => model.graph.nodes.every((node) => node.operator !== operator))) continue;
      findings.calls += 1;
      const result = await attempt(example.name, findings, async () => {
        const trained: TrainedNet[] = [];
        for (const net of nets) trained.push(await trainNet(net, choice));
        return example.result(trained, { seed, dtype });
      });
      for (const { text, target, reached } of result?.figures ?? [])
        if (!reached)
          findings.fail(
            example.name,
            `${text}, target ${target}: not reached, with ${operator} under test and all else on naive-loops`,
          );
      if (findings.failed) break;
    }
    return findings;
  },
};
