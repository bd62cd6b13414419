/**
 * Three ways to predict the next value of a series from those before it.
 *
 *   autoregressive   x̂_{t+1} = w·(x_{t−τ+1} … x_t) + b                                  the last τ values, nothing else
 *   latent           H_{t+1} = ρ·H_t + (1 − ρ)·x_t,   x̂_{t+1} = w·(x_t, H_{t+1}) + b   all of the past in one number
 *   recurrent        h_{t+1} = tanh(wx·x_t + wh·h_t + b),   x̂_{t+1} = w·h_{t+1} + b    in a state that is learnt
 *
 * How the past is to be encoded in H is what the latent model leaves open, and what a recurrent net learns.
 *
 * Source: the first document, "Latent AR Model" and "RNN"; d2l, "Sequence Models"; the vector graph/latent-ar.
 * @module
 */
import {
  constant,
  linearLayer,
  netBuilder,
  recurrentLayers,
  type Model,
  type NetBuilder,
} from '@gradspec/graph';

/** τ: how many values the autoregressive model reads. */
export const tau = 4;

const compared = (net: NetBuilder, prediction: string): Model =>
  net.model(net.node('loss', 'meanSquaredError', { prediction, target: net.input('target') }));

/** Reads x [N, τ]. */
export function autoregressiveModel(): Model {
  const net = netBuilder();
  return compared(net, linearLayer(net, 'next', { x: net.input('x'), inputs: tau, outputs: 1 }));
}

/** Reads x [T, N, 1]; ρ starts at ½. */
export function latentModel(): Model {
  const net = netBuilder();
  const x = net.input('x');
  const rho = net.parameter('rho', [1, 1], constant(0.5));
  const minusRho = net.node('minusRho', 'scale', { x: rho }, { value: -1 });
  const oneMinusRho = net.node('oneMinusRho', 'addConstant', { x: minusRho }, { value: 1 });
  net.node('H', 'rnn', { x, wx: oneMinusRho, wh: rho }, { activation: 'identity' });
  const past = net.node('past', 'concat', { a: x, b: 'H.h' }, { axis: 2 });
  return compared(net, linearLayer(net, 'next', { x: past, inputs: 2, outputs: 1 }));
}

/** Reads x [T, N, 1]. */
export function recurrentForecaster(hidden: number): Model {
  const net = netBuilder();
  const { h } = recurrentLayers(net, 'states', { kind: 'rnn', x: net.input('x'), inputs: 1, hidden });
  return compared(net, linearLayer(net, 'next', { x: h, inputs: hidden, outputs: 1 }));
}
