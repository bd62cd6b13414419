/**
 * rnn, lstm and gru: ONNX's RNN, LSTM and GRU with one direction, layout 0.
 *
 * ONNX stacks the gates in another order, and keeps two biases one after the other, of wx and of wh; the spec's b is the
 * first, gru's bh the part of the second that belongs to n. Gates of the spec in ONNX's order:
 *
 *   lstm  i f g o → i o f g        gru  r z n → z r n
 *
 * Source: ONNX RNN-22, LSTM-22, GRU-22.
 *
 * @module
 */
import type { FilledAttributes } from '@gradspec/spec';
import type { LeftOut, OnnxCase, OnnxNode, OnnxTensor, SpecCall } from '../graph.ts';
import { renamed } from './parts.ts';

/** At each place of ONNX's stack, the gate of the spec that stands there. */
const gateOrder = { RNN: [0], LSTM: [0, 3, 1, 2], GRU: [1, 0, 2] } as const;
type Op = keyof typeof gateOrder;

/** The blocks of a stack in ONNX's order. */
function reordered(op: Op, { data }: OnnxTensor): number[] {
  const order = gateOrder[op];
  const size = data.length / order.length;
  return order.flatMap((gate) => Array.from(data).slice(gate * size, (gate + 1) * size));
}

/** Both biases, [1, 2·gates·H]; undefined where neither is given. */
function biases(op: Op, { b, bh, wh }: SpecCall['inputs']): OnnxTensor | undefined {
  if (!b && !bh) return undefined;
  const [rows, H] = wh!.shape as [number, number];
  const first = b ? reordered(op, b) : new Array<number>(rows).fill(0);
  const second = new Array<number>(rows - (bh ? H : 0)).fill(0);
  const data = [...first, ...second, ...(bh ? Array.from(bh.data) : [])]; // n is the last gate in both orders
  return { name: 'B', dtype: wh!.dtype, shape: [1, 2 * rows], data };
}

function recurrence(
  op: Op,
  { inputs, outputs, attributes: { reverse } }: SpecCall<{ readonly reverse: boolean }>,
  attributes: OnnxNode['attributes'] = {},
): OnnxCase | LeftOut {
  const { x, wx, wh, h0, c0, lengths } = inputs as Record<'x' | 'wx' | 'wh', OnnxTensor> & SpecCall['inputs'];
  if (lengths && Array.from(lengths.data).includes(0))
    return { leftOut: 'ONNX does not say what the last state of a sequence of length 0 is' };
  const directed = (one: OnnxTensor, name: string) => renamed(one, name, [1, ...one.shape]);
  const places: readonly (OnnxTensor | undefined)[] = [
    renamed(x, 'X'),
    { ...directed(wx, 'W'), data: reordered(op, wx) },
    { ...directed(wh, 'R'), data: reordered(op, wh) },
    biases(op, inputs),
    lengths && renamed(lengths, 'sequence_lens'),
    h0 && directed(h0, 'initial_h'),
    c0 && directed(c0, 'initial_c'),
  ];
  const last = places.findLastIndex((place) => place !== undefined);
  const { h, hT, cT } = outputs as Record<'h' | 'hT', OnnxTensor> & SpecCall['outputs'];
  const [T, N, H] = h.shape as [number, number, number];
  const made = [renamed(h, 'Y', [T, 1, N, H]), directed(hT, 'Y_h'), ...(cT ? [directed(cT, 'Y_c')] : [])];
  return {
    nodes: [
      {
        op,
        inputs: places.slice(0, last + 1).map((place) => place?.name ?? ''),
        outputs: made.map(({ name }) => name),
        attributes: {
          hidden_size: { i: H },
          direction: { s: reverse ? 'reverse' : 'forward' },
          layout: { i: 0 },
          ...attributes,
        },
      },
    ],
    inputs: places.filter((place) => place !== undefined),
    outputs: made,
  };
}

const activations = { tanh: 'Tanh', relu: 'Relu', identity: 'Affine' } as const;

/** RNN; the identity is Affine with alpha 1 and beta 0. */
export const rnn = (call: SpecCall<FilledAttributes<'rnn'>>): OnnxCase | LeftOut =>
  recurrence('RNN', call, {
    activations: { strings: [activations[call.attributes.activation]] },
    ...(call.attributes.activation === 'identity' && {
      activation_alpha: { floats: [1] },
      activation_beta: { floats: [0] },
    }),
  });

/** LSTM, whose c of every step ONNX does not return. */
export const lstm = (call: SpecCall<FilledAttributes<'lstm'>>): OnnxCase | LeftOut =>
  recurrence('LSTM', call);

/** GRU. */
export const gru = (call: SpecCall<FilledAttributes<'gru'>>): OnnxCase | LeftOut =>
  recurrence('GRU', call, {
    linear_before_reset: { i: Number(call.attributes.resetAfter) },
  });
