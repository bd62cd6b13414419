/**
 * `rnn`, `lstm` and `gru` in TensorFlow.js: a loop over time of its operations, and training through its tape
 * (tf.grads), since it has no recurrent kernels. The loss that is differentiated is ⟨outputs, output gradients⟩.
 *
 * @module
 */
import * as tf from '@tensorflow/tfjs';
import type { Call, FloatTensor } from '@gradspec/spec';
import type { EngineOperator, Tensors } from '../engine.ts';
import { gruCell, lstmCell, rnnCell, type Cell, type Parameters, type State } from './cells.ts';
import { download, session, type Backend, type Session } from './session.ts';

type Recurrent = 'rnn' | 'lstm' | 'gru';

function cellOf(call: Call<Recurrent>): Cell {
  if (call.operator === 'lstm') return lstmCell;
  return call.operator === 'gru' ? gruCell(call as Call<'gru'>) : rnnCell(call as Call<'rnn'>);
}

/** Walks through time: h[T,N,H] and the last state, and for `lstm` c likewise. */
function unroll(call: Call<Recurrent>, cell: Cell, p: Parameters): Record<string, tf.Tensor> {
  const inTime = tf.unstack(p.x!) as tf.Tensor2D[];
  // Not in place: the tape holds this very list.
  const steps = call.attributes.reverse ? inTime.toReversed() : inTime;
  const zeros = () => tf.zeros<tf.Rank.R2>([steps[0]!.shape[0], p.wh!.shape[0]]);
  const withC = call.operator === 'lstm';
  let state: State = { h: p.h0 ?? zeros(), ...(withC && { c: p.c0 ?? zeros() }) };
  const states = steps.map((x) => (state = cell(x, state, p)));
  if (call.attributes.reverse) states.reverse();
  return {
    h: tf.stack(states.map(({ h }) => h)),
    hT: state.h,
    ...(withC && { c: tf.stack(states.map(({ c }) => c!)), cT: state.c! }),
  };
}

/** One of the three on a backend. */
export function recurrentOn<Op extends Recurrent>(backend: Backend): EngineOperator<Op> {
  return {
    backward: true,
    open(given, outputGrads) {
      const call = given as unknown as Call<Recurrent>;
      const s = session(backend);
      const inputs = call.inputs as unknown as Readonly<Record<string, FloatTensor | undefined>>;
      const names = Object.keys(inputs).filter((name) => inputs[name]);
      const transposed = (name: string) => name === 'wx' || name === 'wh';
      const parameters = Object.fromEntries(
        names.map((name) => [
          name,
          s.upload(inputs[name]!, (t) => (transposed(name) ? tf.transpose(t) : tf.clone(t))) as tf.Tensor2D,
        ]),
      );
      const cell = cellOf(call);
      const forward = s.computation(
        () => unroll(call, cell, parameters),
        (outputs) =>
          Object.fromEntries(
            Object.entries(call.outputShapes).map(([name, shape]) => [name, download(outputs[name]!, shape)]),
          ),
      );
      const close = () => s.close();
      if (!outputGrads) return { forward, gradients: {}, close };
      const dys = uploadGrads(s, outputGrads as unknown as Tensors);
      const loss = (...tensors: tf.Tensor[]) => {
        const p = Object.fromEntries(names.map((name, i) => [name, tensors[i] as tf.Tensor2D]));
        const outputs = unroll(call, cell, p);
        // Not addN, which has no gradient.
        return dys.map(([name, dy]) => tf.sum(tf.mul(outputs[name]!, dy))).reduce((a, b) => tf.add(a, b));
      };
      const gradient = tf.grads(loss);
      const training = s.computation(
        () => gradient(names.map((name) => parameters[name]!)),
        (grads) =>
          Object.fromEntries(
            names.map((name, i) => {
              const grad = transposed(name) ? tf.transpose(grads[i]!) : grads[i]!;
              return [name, download(grad, inputs[name]!.shape)];
            }),
          ),
      );
      const gradients = Object.fromEntries(
        names.map((name) => [name, 'TensorFlow.js differentiates a recurrence only as a whole']),
      );
      return { forward, gradients, training, close };
    },
  };
}

/** The output gradients that are not zero throughout: a loss that does not read an output says nothing about it. */
function uploadGrads(s: Session, grads: Tensors): [string, tf.Tensor][] {
  const all = Object.entries(grads);
  const some = all.filter(([, { data }]) => data.some((value) => value !== 0));
  return (some.length > 0 ? some : all).map(([name, dy]) => [name, s.upload(dy, (t) => tf.clone(t))]);
}
