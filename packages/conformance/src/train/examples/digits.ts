/**
 * A convolutional net on digits that this project draws itself.
 *
 *   conv 3×3, 4 filters → relu → max pool 2×2 → conv 3×3, 8 filters → relu → max pool 2×3 → linear → softmax
 *
 * Every batch has each of the ten digits once, in a new pose and with new noise; no picture is seen twice. Those that are
 * held out come from other seeds.
 *
 * @module
 */
import {
  convLayer,
  initialParameters,
  linearLayer,
  netBuilder,
  normal,
  seededRandom,
  sgd,
  type Model,
} from '@gradspec/graph';
import { tensor, type FloatDtype, type FloatTensor, type Tensor } from '@gradspec/spec';
import { drawDigit, pictureSize } from '../digits/draw-digit.ts';
import { picturesText } from '../digits/picture-text.ts';
import type { Example, Net } from '../example.ts';
import { accuracy, classesOf, percent, rowsOf, valueOf } from '../predict.ts';

const classes = 10;
const heldOutBatches = 50;
const least = 0.97;
const { height, width } = pictureSize;

/** One picture of each digit, [10, 1, 14, 12], and which is which. */
export interface DigitBatch extends Readonly<Record<string, Tensor>> {
  readonly x: FloatTensor;
  readonly labels: Tensor;
}

/** The batch of a step (from 1) for training, or one that is held out: their seeds are even and odd. */
export function digitBatch(
  { seed, dtype }: { seed: number; dtype: FloatDtype },
  step: number,
  use: 'training' | 'held out',
): DigitBatch {
  const random = seededRandom((seed * 2 ** 20 + step) * 2 + (use === 'training' ? 0 : 1));
  const digits = Array.from({ length: classes }, (_, digit) => digit);
  return {
    x: tensor(
      dtype,
      [classes, 1, height, width],
      digits.flatMap((digit) => drawDigit(digit, random)),
    ),
    labels: tensor('int32', [classes], digits),
  };
}

/** √(2 / F): keeps the size of values through layers of relu. Source: He et al. 2015. */
const he = (F: number) => normal(Math.sqrt(2 / F));

function convolutionalNet(): Model {
  const net = netBuilder();
  const conv1 = convLayer(net, 'conv1', {
    x: net.input('x'),
    channels: 1,
    filters: 4,
    kernel: [3, 3],
    initial: he(9),
  });
  const relu1 = net.node('relu1', 'relu', { x: conv1 });
  const pool1 = net.node('pool1', 'maxPool', { x: relu1 }, { kernel: [2, 2] });
  const conv2 = convLayer(net, 'conv2', {
    x: pool1,
    channels: 4,
    filters: 8,
    kernel: [3, 3],
    initial: he(36),
  });
  const relu2 = net.node('relu2', 'relu', { x: conv2 });
  const pool2 = net.node('pool2', 'maxPool', { x: relu2 }, { kernel: [2, 3] });
  const flat = net.node('flat', 'reshape', { x: pool2 }, { shape: [classes, 16] });
  const scores = linearLayer(net, 'scores', { x: flat, inputs: 16, outputs: classes });
  net.node('p', 'softmax', { x: scores });
  return net.model(net.node('loss', 'softmaxCrossEntropy', { scores, labels: net.input('labels') }));
}

/** The example `digits`. */
export const digits: Example = {
  name: 'digits',
  summary: 'a convolutional net reads digits drawn by this project, with jitter, rotation and noise',

  nets({ seed, dtype }): [Net] {
    const model = convolutionalNet();
    return [
      {
        name: 'digits',
        model,
        optimizer: sgd({ learningRate: 0.15 }),
        parameters: initialParameters(model, { seed, dtype }),
        batch: (step) => digitBatch({ seed, dtype }, step, 'training'),
        steps: 600,
      },
    ];
  },

  async result(trained, options) {
    const [net] = trained as [(typeof trained)[number]];
    const read: number[] = [];
    const labels: number[] = [];
    for (let i = 1; i <= heldOutBatches; i++) {
      const batch = digitBatch(options, i, 'held out');
      read.push(...classesOf(await valueOf(net, batch, 'scores')));
      labels.push(...batch.labels.data);
    }
    const share = accuracy(read, labels);
    const { x } = digitBatch(options, 1, 'held out');
    const pictures = rowsOf({ ...x, shape: [classes, height * width] });
    const shown = [2, 4, 5, 7, 9];
    const text = picturesText(
      shown.map((i) => pictures[i]!),
      shown.map((i) => `${i}: read ${read[i]}`),
    );
    return {
      text,
      figures: [
        {
          text: `accuracy ${percent(share)} on ${labels.length} held-out digits`,
          target: `at least ${percent(least)}`,
          reached: share >= least,
        },
      ],
    };
  },
};
