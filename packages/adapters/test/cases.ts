/**
 * Calls in awkward sizes: no size equals another or 1 where the operator allows it, strides do not fit, numbers have signs.
 *
 * @module
 */
import { elementCount, type OperatorName, type Shape } from '@gradspec/spec';
import { outputShapesOf } from './definition.ts';
import type { Plain, PlainCall } from './in-node/exchange.ts';

/** A call with a name. */
export interface Case {
  readonly name: string;
  readonly call: PlainCall;
}

/** Numbers between 0 and 1, the same ones for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function random(next: () => number, shape: Shape): Plain {
  const element = () => Math.fround((next() < 0.5 ? -1 : 1) * (0.125 + next()));
  return { shape, data: Array.from({ length: elementCount(shape) }, element) };
}

function one(
  name: string,
  operator: OperatorName,
  shapes: Readonly<Record<string, Shape>>,
  attributes: object = {},
  withoutGrad: string | undefined = undefined,
): Case {
  const next = seeded(19);
  const inputs = Object.fromEntries(Object.entries(shapes).map(([of, shape]) => [of, random(next, shape)]));
  const shapesOf = Object.entries(outputShapesOf({ operator, inputs, attributes }));
  const outputs = shapesOf.filter(([of]) => of !== withoutGrad);
  const outputGrads = Object.fromEntries(outputs.map(([of, shape]) => [of, random(next, shape)]));
  return { name, call: { operator, inputs, attributes, outputGrads } };
}

const rnn = { x: [4, 3, 2], wx: [5, 2], wh: [5, 5], b: [5], h0: [3, 5] };
const lstm = { x: [4, 3, 5], wx: [8, 5], wh: [8, 2], b: [8], h0: [3, 2], c0: [3, 2] };
const gru = { x: [4, 3, 5], wx: [6, 5], wh: [6, 2], b: [6], bh: [2], h0: [3, 2] };
const bare = ({ x, wx, wh }: { x: Shape; wx: Shape; wh: Shape }) => ({ x, wx, wh });
const pool2 = { x: [2, 3, 5, 8] };

/** The calls. */
// prettier-ignore
export const cases: readonly Case[] = [
  one('conv 1-D', 'conv', { x: [2, 3, 8], w: [4, 3, 3], b: [4] }),
  one('conv 1-D with stride 3 and padding', 'conv', { x: [2, 3, 9], w: [4, 3, 3] }, { stride: [3], padding: [[1, 1]] }),
  one('conv 2-D', 'conv', { x: [2, 3, 5, 7], w: [4, 3, 2, 3] }),
  one('conv 2-D with strides and padding', 'conv', { x: [2, 3, 5, 8], w: [4, 3, 3, 2], b: [4] }, { stride: [2, 3], padding: [[1, 1], [2, 2]] }),
  one('conv 2-D with uneven padding', 'conv', { x: [2, 3, 5, 7], w: [4, 3, 3, 2] }, { stride: [2, 2], padding: [[0, 2], [1, 0]] }),
  one('conv 2-D with dilation', 'conv', { x: [2, 3, 6, 7], w: [4, 3, 2, 3] }, { dilation: [3, 2], padding: [[1, 1], [0, 2]] }),
  one('conv 2-D with stride and dilation', 'conv', { x: [2, 3, 7, 8], w: [4, 3, 2, 3] }, { stride: [2, 3], dilation: [3, 2] }),
  one('conv 1×1', 'conv', { x: [2, 5, 3, 4], w: [7, 5, 1, 1] }),
  one('conv depthwise', 'conv', { x: [2, 3, 5, 7], w: [3, 1, 3, 2], b: [3] }, { groups: 3, padding: [[1, 1], [1, 1]] }),
  one('conv depthwise with two outputs per channel and stride', 'conv', { x: [2, 3, 5, 7], w: [6, 1, 3, 2] }, { groups: 3, stride: [2, 2] }),
  one('conv in two groups', 'conv', { x: [2, 6, 5, 7], w: [4, 3, 3, 2], b: [4] }, { groups: 2, stride: [2, 1], padding: [[1, 0], [0, 1]] }),
  one('conv 3-D', 'conv', { x: [2, 3, 4, 3, 5], w: [2, 3, 2, 2, 3] }),
  one('maxPool', 'maxPool', pool2, { kernel: [2, 2] }),
  one('maxPool 1-D that overlaps', 'maxPool', { x: [2, 3, 8] }, { kernel: [3], stride: [2] }),
  one('maxPool with uneven padding', 'maxPool', pool2, { kernel: [3, 2], stride: [2, 3], padding: [[1, 2], [1, 0]] }),
  one('maxPool with dilation', 'maxPool', pool2, { kernel: [2, 3], stride: [2, 1], dilation: [2, 3] }),
  one('maxPool with ceilMode', 'maxPool', pool2, { kernel: [2, 3], ceilMode: true }),
  one('avgPool', 'avgPool', pool2, { kernel: [2, 2] }),
  one('avgPool that counts padding', 'avgPool', pool2, { kernel: [3, 2], stride: [2, 2], padding: [[1, 1], [1, 1]] }),
  one('avgPool that counts uneven padding', 'avgPool', pool2, { kernel: [3, 2], stride: [2, 1], padding: [[1, 2], [0, 1]] }),
  one('avgPool that leaves padding out', 'avgPool', pool2, { kernel: [3, 2], stride: [2, 2], padding: [[1, 1], [1, 1]], countIncludePad: false }),
  one('avgPool with ceilMode', 'avgPool', pool2, { kernel: [2, 3], ceilMode: true }),
  one('linear', 'linear', { x: [3, 5], w: [2, 5], b: [2] }),
  one('linear over leading axes, without bias', 'linear', { x: [2, 3, 5], w: [4, 5] }),
  one('rnn', 'rnn', rnn),
  one('rnn bare, backwards', 'rnn', bare(rnn), { reverse: true }),
  one('rnn with relu', 'rnn', rnn, { activation: 'relu' }),
  one('rnn without activation', 'rnn', rnn, { activation: 'identity' }),
  one('lstm', 'lstm', lstm),
  one('lstm whose loss does not read c', 'lstm', lstm, {}, 'c'),
  one('lstm bare, backwards', 'lstm', bare(lstm), { reverse: true }),
  one('gru', 'gru', gru),
  one('gru bare, backwards', 'gru', bare(gru), { reverse: true }),
  one('gru that resets before the product', 'gru', gru, { resetAfter: false }),
];
