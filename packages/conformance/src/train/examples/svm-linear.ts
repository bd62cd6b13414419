/**
 * A linear support vector machine: three clouds of points in the plane, the multiclass hinge loss, L2.
 *
 *   x = centre_k + 0.6·normal,   loss = mean Σ_{j ≠ y} max(0, s_j − s_y + 1) + λ·ΣW²,   s = Wx + b
 *
 * Source: cs231n, "Linear Classification", multiclass support vector machine loss.
 * @module
 */
import { initialParameters, l2Loss, linearLayer, netBuilder, seededRandom, sgd } from '@gradspec/graph';
import { tensor, type FloatDtype, type Tensor } from '@gradspec/spec';
import type { Example, Net } from '../example.ts';
import { accuracy, classesOf, percent, rowsOf, valueOf } from '../predict.ts';

const centres = [
  [-1.5, -1],
  [1.5, -0.5],
  [0, 2],
] as const;
const perCloud = 40;
const count = centres.length * perCloud;
const least = 0.95;

/** The points of all clouds, [120, 2], and which cloud each is of. */
export function cloudPoints(seed: number, dtype: FloatDtype): { x: Tensor; labels: Tensor } {
  const random = seededRandom(seed);
  const points: number[] = [];
  const labels: number[] = [];
  centres.forEach(([x, y], k) => {
    for (let i = 0; i < perCloud; i++) {
      points.push(x + 0.6 * random.normal(), y + 0.6 * random.normal());
      labels.push(k);
    }
  });
  return { x: tensor(dtype, [count, 2], points), labels: tensor('int32', [count], labels) };
}

/** The example `svm-linear`. */
export const svmLinear: Example = {
  name: 'svm-linear',
  summary: 'a linear support vector machine (hinge loss, L2) tells three clouds of points apart',

  nets({ seed, dtype }): [Net] {
    const net = netBuilder();
    const scores = linearLayer(net, 'scores', { x: net.input('x'), inputs: 2, outputs: centres.length });
    const loss = net.node('data', 'hingeLoss', { scores, labels: net.input('labels') });
    const model = net.model(l2Loss(net, 'loss', { loss, parameters: ['scores.w'], strength: 1e-3 }));
    const batch = cloudPoints(seed, dtype);
    return [
      {
        name: 'svm-linear',
        model,
        optimizer: sgd({ learningRate: 0.1, momentum: 0.5 }),
        parameters: initialParameters(model, { seed, dtype }),
        batch: () => batch,
        steps: 200,
      },
    ];
  },

  async result(trained) {
    const [svm] = trained as [(typeof trained)[number]];
    const batch = svm.net.batch(1);
    const labels = batch.labels!.data;
    const scores = await valueOf(svm, batch, 'scores');
    const right = accuracy(classesOf(scores), labels);
    const supporting = rowsOf(scores).filter((row, i) =>
      row.some((score, j) => j !== labels[i] && score - row[labels[i]!]! + 1 > 0),
    ).length;
    return {
      text: `${supporting} of ${count} points lie on the wrong side of a margin and still pull at the weights`,
      figures: [
        {
          text: `accuracy ${percent(right)} on the ${count} points`,
          target: `at least ${percent(least)}`,
          reached: right >= least,
        },
      ],
    };
  },
};
