import { describe, expect, test } from '@jest/globals';
import {
  elementCount,
  operatorNames,
  tensor,
  type FloatTensor,
  type OperatorName,
  type Shape,
  type Tensor,
} from '@gradspec/spec';
import { gradientCheck, gradientCheckText, type Graph, type GraphNode } from '../../src/index.ts';
import { seededRandom } from '../../src/random.ts';
import { tapedImplementation as taped } from '../taped/index.ts';
import { sabotaged } from './sabotage.ts';

interface Sample {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly integers?: Readonly<Record<string, Tensor>>;
  readonly attributes?: object;
}

const one: Sample = { shapes: { x: [2, 3] } };
const two: Sample = { shapes: { a: [2, 3], b: [2, 3] } };
const scores: Sample = {
  shapes: { scores: [4, 5] },
  integers: { labels: tensor('int32', [4], [1, -1, 4, 0]) },
};
const recurrent = (G: number, more: Readonly<Record<string, Shape>>, attributes: object): Sample => ({
  shapes: { x: [4, 3, 1], wx: [G * 2, 1], wh: [G * 2, 2], b: [G * 2], h0: [3, 2], ...more },
  integers: { lengths: tensor('int32', [3], [4, 0, 2]) },
  attributes,
});
const sliding = {
  stride: [2, 1],
  padding: [
    [1, 0],
    [0, 2],
  ],
  dilation: [1, 2],
  groups: 2,
};

/** A call of every operator, with every input and attributes that are not the defaults. */
const samples: { readonly [Op in OperatorName]: Sample } = {
  conv: { shapes: { x: [1, 4, 5, 6], w: [6, 2, 3, 2], b: [6] }, attributes: { ...sliding, flip: true } },
  convTranspose: {
    shapes: { x: [1, 4, 3, 2], w: [4, 3, 3, 2], b: [6] },
    attributes: { ...sliding, outputPadding: [1, 0] },
  },
  maxPool: {
    shapes: { x: [1, 2, 7, 6] },
    attributes: {
      kernel: [3, 2],
      stride: [2, 1],
      padding: [
        [1, 0],
        [0, 1],
      ],
      ceilMode: true,
    },
  },
  avgPool: {
    shapes: { x: [1, 2, 7, 6] },
    attributes: {
      kernel: [3, 2],
      stride: [2, 1],
      padding: [
        [1, 0],
        [0, 1],
      ],
      countIncludePad: false,
    },
  },
  linear: { shapes: { x: [2, 3], w: [5, 3], b: [5] } },
  add: two,
  multiply: two,
  maximum: two,
  scale: { ...one, attributes: { value: -2.5 } },
  addConstant: { ...one, attributes: { value: -2.5 } },
  reciprocal: one,
  exp: one,
  sigmoid: one,
  tanh: one,
  relu: one,
  leakyRelu: { ...one, attributes: { slope: 0.2 } },
  elu: { ...one, attributes: { alpha: 0.7 } },
  softmax: one,
  maxout: { shapes: { x: [2, 3, 5] } },
  reshape: { ...one, attributes: { shape: [3, 2] } },
  concat: { shapes: { a: [2, 3, 4], b: [2, 1, 4] }, attributes: { axis: 1 } },
  slice: { shapes: { x: [2, 5, 3] }, attributes: { axis: 1, start: 1, end: 4 } },
  sum: one,
  softmaxCrossEntropy: { ...scores, attributes: { reduction: 'none' } },
  hingeLoss: { ...scores, attributes: { margin: 0.4 } },
  meanSquaredError: { shapes: { prediction: [2, 3], target: [2, 3] } },
  sumOfSquares: { ...one, attributes: { scale: 0.3 } },
  rnn: recurrent(1, {}, { reverse: true }),
  lstm: recurrent(4, { c0: [3, 2] }, {}),
  gru: recurrent(3, { bh: [2] }, { resetAfter: false }),
};

/** A graph of one node, and inputs of about this size. */
function graphOf(operator: OperatorName, seed: number, size: number) {
  const { shapes, integers = {}, attributes } = samples[operator];
  const random = seededRandom(seed);
  const floats = Object.entries(shapes).map(([name, shape]): [string, Tensor] => {
    const elements = Array.from({ length: elementCount(shape) }, () => (2 * random.uniform() - 1) * size);
    return [name, tensor('float64', shape, elements)];
  });
  const inputs = { ...Object.fromEntries(floats), ...integers };
  const reads = Object.fromEntries(Object.keys(inputs).map((name) => [name, name]));
  const node = { name: 'n', operator, inputs: reads, ...(attributes ? { attributes } : {}) } as GraphNode;
  const graph: Graph = { inputs: Object.keys(inputs), nodes: [node] };
  return { graph, inputs };
}

describe.each(operatorNames)('%s', (operator) => {
  test.each([
    [1, 2],
    [2, 0.01],
    [3, 8],
  ])('a right one gives no alarm, seed %i, inputs of size %d', async (seed, size) => {
    const { graph, inputs } = graphOf(operator, seed, size);
    const check = await gradientCheck(graph, inputs, [taped], { seed, elements: 6 });
    expect(gradientCheckText(check)).toMatch(/^the gradients agree/);
    for (const { worst } of check.nodes)
      if (worst && size === 2)
        expect(worst.tolerance).toBeLessThan(1e-6 * Math.max(1, Math.abs(worst.expected)));
  });

  test.each(Object.keys(samples[operator].shapes))(
    'one that is 0.1 %% off in the gradient of %s is wrong',
    async (input) => {
      const { graph, inputs } = graphOf(operator, 1, 2);
      const wrong = sabotaged(taped, operator, (gradient, name): FloatTensor =>
        name === input
          ? tensor(
              gradient.dtype,
              gradient.shape,
              Array.from(gradient.data, (value) => value * 1.001),
            )
          : gradient,
      );
      const check = await gradientCheck(graph, inputs, [wrong], { elements: 6 });
      expect(check.nodes.filter((checked) => checked.wrong > 0).map((checked) => checked.input)).toEqual([
        input,
      ]);
    },
  );
});
