/**
 * `rnn`, `lstm` and `gru` in ONNX, forward only: it has no gradient of them.
 *
 * ONNX stacks the biases of wx and of wh one after the other; the spec's b is the first, and the second is 0 except for
 * gru's bh. LSTM returns no states c but the last: where they are read, a chain of LSTM nodes of one step each makes them,
 * in a graph of its own that a prepared call never runs.
 *
 * @module
 */
import type { Call, FloatTensor } from '@gradspec/spec';
import type { EngineOperator, Tensors } from '../engine.ts';
import { gateOrder, reorderGates } from './gate-order.ts';
import { integers, type OnnxGraph, type OnnxNode, type OnnxTensor } from './model.ts';
import { asOnnx, closeAll, runGraph, type Runtime } from './runtime.ts';

type Recurrent = 'rnn' | 'lstm' | 'gru';
const activations = { tanh: 'Tanh', relu: 'Relu', identity: 'Affine' } as const;

/** What a node of the recurrence has: its operator and attributes, its weights, its first states. */
function parts(call: Call<Recurrent>): {
  node: Pick<OnnxNode, 'op' | 'attributes' | 'floats'>;
  constants: Record<string, OnnxTensor>;
} {
  const { operator, attributes } = call;
  const { x, wx, wh, b, h0, c0, bh } = call.inputs as unknown as Record<string, FloatTensor> &
    Record<'x' | 'wx' | 'wh', FloatTensor>;
  const order = gateOrder[operator];
  const [GH, H] = wh.shape as [number, number];
  const I = x.shape[2]!;
  const bias = new Float32Array(2 * GH);
  if (b) bias.set(reorderGates(b, order));
  if (bh) bias.set(bh.data, 2 * GH - H); // n is the last gate in both orders
  const state = ({ shape, data }: FloatTensor) => ({ shape: [1, ...shape], data: data as Float32Array });
  const activation = 'activation' in attributes ? activations[attributes.activation] : undefined;
  return {
    node: {
      op: operator.toUpperCase(),
      attributes: {
        hidden_size: H,
        direction: attributes.reverse ? 'reverse' : 'forward',
        ...(activation && { activations: [activation] }),
        ...('resetAfter' in attributes && { linear_before_reset: attributes.resetAfter ? 1 : 0 }),
      },
      ...(activation === 'Affine' && { floats: { activation_alpha: [1], activation_beta: [0] } }),
    },
    constants: {
      W: { shape: [1, GH, I], data: reorderGates(wx, order) },
      R: { shape: [1, GH, H], data: reorderGates(wh, order) },
      B: { shape: [1, 2 * GH], data: bias },
      ...(h0 && { h0: state(h0) }),
      ...(c0 && { c0: state(c0) }),
    },
  };
}

function forwardGraph(call: Call<Recurrent>): OnnxGraph {
  const { node, constants } = parts(call);
  const outputs = ['h', 'hT', ...(call.operator === 'lstm' ? ['cT'] : [])];
  const states = [constants.h0 ? 'h0' : '', constants.c0 ? 'c0' : ''];
  const inputs = ['x', 'W', 'R', 'B', '', ...(call.operator === 'lstm' ? states : states.slice(0, 1))];
  return {
    nodes: [{ ...node, inputs, outputs }],
    constants,
    feeds: { x: asOnnx(call.inputs.x) },
    outputs,
  };
}

/** Every state c of an `lstm`: one node per step, in the order in which the sequence is read. */
function cellStatesGraph(call: Call<'lstm'>): OnnxGraph {
  const { node, constants } = parts(call);
  const T = call.inputs.x.shape[0]!;
  const read = Array.from({ length: T }, (_, s) => (call.attributes.reverse ? T - 1 - s : s));
  const nodes = read.flatMap((t, s): OnnxNode[] => {
    const before = s === 0 ? [constants.h0 ? 'h0' : '', constants.c0 ? 'c0' : ''] : [`h_${s}`, `c_${s}`];
    return [
      { op: 'Slice', inputs: ['x', `at_${t}`, `at_${t + 1}`, 'at_0'], outputs: [`x_${s}`] },
      {
        ...node,
        inputs: [`x_${s}`, 'W', 'R', 'B', '', ...before],
        outputs: ['', `h_${s + 1}`, `c_${s + 1}`],
      },
    ];
  });
  const inTime = Array.from({ length: T }, (_, t) => `c_${read.indexOf(t) + 1}`);
  return {
    nodes: [...nodes, { op: 'Concat', inputs: inTime, outputs: ['c'], attributes: { axis: 0 } }],
    constants: {
      ...constants,
      ...Object.fromEntries(Array.from({ length: T + 1 }, (_, t) => [`at_${t}`, integers([t])])),
    },
    feeds: { x: asOnnx(call.inputs.x) },
    outputs: ['c'],
  };
}

/** One of the three on a runtime. */
export function recurrentOn<Op extends Recurrent>(runtime: Runtime): EngineOperator<Op> {
  return {
    backward: false,
    async open(given, outputGrads) {
      const call = given as unknown as Call<Recurrent>;
      const { c, ...shapes } = call.outputShapes as Call<'lstm'>['outputShapes'];
      const forward = await runGraph(runtime, forwardGraph(call), shapes);
      const read = async (): Promise<Tensors> => {
        const outputs = await forward.read();
        if (call.operator !== 'lstm') return outputs;
        const cells = await runGraph(runtime, cellStatesGraph(call as Call<'lstm'>), { c });
        await cells.run();
        const states = await cells.read();
        await cells.close();
        return { ...outputs, ...states };
      };
      const names = Object.entries(call.inputs).flatMap(([name, value]) => (value ? [name] : []));
      const reason = 'ONNX has no gradient of a recurrence';
      return {
        forward: { run: () => forward.run(), read },
        gradients: outputGrads ? Object.fromEntries(names.map((name) => [name, reason])) : {},
        close: () => closeAll([forward]),
      };
    },
  };
}
