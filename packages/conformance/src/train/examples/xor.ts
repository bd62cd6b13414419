/**
 * The exclusive or of two bits: no line separates its classes, a net with one hidden layer does.
 *
 *   h = tanh(W₁x + b₁),   scores = W₂h + b₂
 *
 * @module
 */
import { initialParameters, linearLayer, netBuilder, sgd } from '@gradspec/graph';
import { tensor } from '@gradspec/spec';
import type { Example, Net } from '../example.ts';
import { accuracy, classesOf, rowsOf, valueOf } from '../predict.ts';

const points = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
const labels = points.map(([a, b]) => a ^ b);
const mostLoss = 0.01;

/** The example `xor`. */
export const xor: Example = {
  name: 'xor',
  summary: 'a net of two layers learns the exclusive or of two bits',

  nets({ seed, dtype }): [Net] {
    const net = netBuilder();
    const hidden = linearLayer(net, 'hidden', { x: net.input('x'), inputs: 2, outputs: 5 });
    const h = net.node('h', 'tanh', { x: hidden });
    const scores = linearLayer(net, 'scores', { x: h, inputs: 5, outputs: 2 });
    net.node('p', 'softmax', { x: scores });
    const model = net.model(net.node('loss', 'softmaxCrossEntropy', { scores, labels: net.input('labels') }));
    const batch = { x: tensor(dtype, [4, 2], points.flat()), labels: tensor('int32', [4], labels) };
    return [
      {
        name: 'xor',
        model,
        optimizer: sgd({ learningRate: 1, momentum: 0.5 }),
        parameters: initialParameters(model, { seed, dtype }),
        batch: () => batch,
        steps: 300,
      },
    ];
  },

  async result(trained) {
    const [xor] = trained as [(typeof trained)[number]];
    const batch = xor.net.batch(1);
    const p = await valueOf(xor, batch, 'p');
    const loss = (await valueOf(xor, batch, 'loss')).data[0]!;
    const right = 4 * accuracy(classesOf(p), labels);
    const lines = rowsOf(p).map(
      (row, i) => `${points[i]!.join(' xor ')} = ${labels[i]}, believed ${row[labels[i]!]!.toFixed(4)}`,
    );
    return {
      text: lines.join('\n'),
      figures: [
        { text: `loss ${loss.toPrecision(3)}`, target: `below ${mostLoss}`, reached: loss < mostLoss },
        { text: `${right} of 4 points right`, target: '4', reached: right === 4 },
      ],
    };
  },
};
