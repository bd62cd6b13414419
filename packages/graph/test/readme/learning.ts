import { tensor, type Implementation } from '@gradspec/spec';
import { adam, initialParameters, l2Loss, linearLayer, netBuilder, training } from '../../src/index.ts';

/** The README's example of learning, from the third import on; there `naiveLoops` is imported too. */
export async function learning(naiveLoops: Implementation): Promise<void> {
  const net = netBuilder();
  const x = net.input('x');
  const hidden = linearLayer(net, 'fc1', { x, inputs: 2, outputs: 8 });
  const active = net.node('active', 'sigmoid', { x: hidden });
  const scores = linearLayer(net, 'fc2', { x: active, inputs: 8, outputs: 2 });
  const data = net.node('data', 'softmaxCrossEntropy', { scores, labels: net.input('labels') });
  const total = l2Loss(net, 'total', { loss: data, parameters: ['fc1.w', 'fc2.w'], strength: 1e-5 });
  const model = net.model(total); // an error here if a parameter does not lead to the loss

  const xor = {
    x: tensor('float64', [4, 2], [0, 0, 0, 1, 1, 0, 1, 1]),
    labels: tensor('int32', [4], [0, 1, 1, 0]),
  };
  const steps = training(model, {
    implementations: [naiveLoops],
    optimizer: adam({ learningRate: 0.1 }),
    parameters: initialParameters(model, { seed: 1, dtype: 'float64' }),
    batch: () => xor,
    steps: 200,
  });
  for await (const { step, loss } of steps)
    if (step % 50 === 1) console.log(`step ${step}: loss ${loss.toFixed(4)}`);
}
