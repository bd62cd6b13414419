/**
 * The documents' net with two hidden layers, 3 → 4 → 4 → 1: sigmoids in the hidden layers, no function on the output. It
 * learns
 *
 *   f(x) = (x₁² + x₂ − x₃) / 3   on the grid {−1, 0, 1}³
 *
 * Source: cs231n, "Neural Networks Part 1", the feed-forward example; the vector graph/feed-forward-3-4-4-1.
 * @module
 */
import { initialParameters, linearLayer, netBuilder, normal, sgd } from '@gradspec/graph';
import { tensor } from '@gradspec/spec';
import type { Example, Net } from '../example.ts';
import { valueOf } from '../predict.ts';

const line = [-1, 0, 1];
const grid = line.flatMap((a) => line.flatMap((b) => line.map((c) => [a, b, c] as const)));
const wanted = grid.map(([a, b, c]) => (a * a + b - c) / 3);
const mostLoss = 1e-3;

/** The example `three-layer`. */
export const threeLayer: Example = {
  name: 'three-layer',
  summary: 'the documents’ net of three layers, 3-4-4-1, learns (x₁² + x₂ − x₃) / 3',

  nets({ seed, dtype }): [Net] {
    const net = netBuilder();
    const initial = normal(1);
    const a1 = linearLayer(net, 'a1', { x: net.input('x'), inputs: 3, outputs: 4, initial });
    const h1 = net.node('h1', 'sigmoid', { x: a1 });
    const a2 = linearLayer(net, 'a2', { x: h1, inputs: 4, outputs: 4, initial });
    const h2 = net.node('h2', 'sigmoid', { x: a2 });
    const prediction = linearLayer(net, 'out', { x: h2, inputs: 4, outputs: 1, initial });
    const model = net.model(
      net.node('loss', 'meanSquaredError', { prediction, target: net.input('target') }),
    );
    const batch = {
      x: tensor(dtype, [grid.length, 3], grid.flat()),
      target: tensor(dtype, [grid.length, 1], wanted),
    };
    return [
      {
        name: 'three-layer',
        model,
        optimizer: sgd({ learningRate: 0.2, momentum: 0.9 }),
        parameters: initialParameters(model, { seed, dtype }),
        batch: () => batch,
        steps: 1500,
      },
    ];
  },

  async result(trained) {
    const [net] = trained as [(typeof trained)[number]];
    const batch = net.net.batch(1);
    const out = await valueOf(net, batch, 'out');
    const loss = (await valueOf(net, batch, 'loss')).data[0]!;
    const shown = [2, 10, 13, 24].map((i) =>
      `f(${grid[i]!.join(', ')}) = ${wanted[i]!.toFixed(3)}, the net says ${out.data[i]!.toFixed(3)}`.replaceAll(
        '-',
        '−',
      ),
    );
    return {
      text: shown.join('\n'),
      figures: [
        {
          text: `mean squared error ${loss.toPrecision(3)} on the ${grid.length} points`,
          target: `below ${mostLoss}`,
          reached: loss < mostLoss,
        },
      ],
    };
  },
};
