/**
 * Other libraries that convolve one channel of one dimension, forward:
 *
 *   fft.js           its transforms around a product of spectra, over the whole signal at once
 *   ml-convolution   its fftConvolution, which cuts off what reaches beyond the signal (`CUT`)
 *
 *   y[t] = Σ_k x[t + k]·w[k]   ⇔   Y = X · conj(W) at the places 0 … N − K of any size of at least N
 *
 * @module
 */
import { SpecError, type Kernel } from '@gradspec/spec';
import { BorderType, fftConvolution } from 'ml-convolution';
import type { Contestant } from '../contestant.ts';
import { ours } from '../ours.ts';
import { fftJsOf } from '../transforms/fft-js.ts';

type Correlate = (x: Float32Array, w: Float32Array) => Float32Array;

/** By fft.js: the transform of the kernel and the arrays are made in every call, as ml-convolution makes them. */
export const correlateByFftJs: Correlate = (x, w) => {
  const size = 2 ** Math.max(1, Math.ceil(Math.log2(x.length)));
  const plan = fftJsOf(size);
  const spectrumOf = (numbers: Float32Array) => {
    const padded = new Float32Array(size);
    padded.set(numbers);
    const spectrum = plan.createComplexArray();
    plan.realTransform(spectrum, padded);
    plan.completeSpectrum(spectrum);
    return spectrum;
  };
  const [X, W] = [spectrumOf(x), spectrumOf(w)];
  for (let at = 0; at < X.length; at += 2) {
    const [re, im] = [X[at]!, X[at + 1]!];
    X[at] = re * W[at]! + im * W[at + 1]!;
    X[at + 1] = im * W[at]! - re * W[at + 1]!;
  }
  const found = plan.createComplexArray();
  plan.inverseTransform(found, X);
  return Float32Array.from({ length: x.length - w.length + 1 }, (_, t) => found[2 * t]!);
};

/** By ml-convolution, which does not flip the kernel either. */
export const correlateByMlConvolution: Correlate = (x, w) =>
  Float32Array.from(fftConvolution(x, w, BorderType.CUT));

function refuse(argument: string, expected: string, got: string): never {
  throw new SpecError({ code: 'not-implemented', operator: 'conv', argument, expected, got });
}

/** A function of two signals as a contestant whose conv is forward alone, of one sample and one channel in float32. */
function peerOf(name: string, correlate: Correlate): Contestant {
  const conv: Kernel<'conv'> = {
    forward({ x, w }) {
      if (x.dtype !== 'float32') refuse('x', 'float32', x.dtype);
      if (w.dtype !== 'float32') refuse('w', 'float32', w.dtype);
      if (x.shape.length !== 3 || x.shape[0] !== 1 || x.shape[1] !== 1 || w.shape[0] !== 1)
        refuse('x', 'shape [1, 1, W]', `[${x.shape.join(', ')}]`);
      const data = correlate(x.data, w.data);
      return { outputs: { y: { dtype: 'float32', shape: [1, 1, data.length], data } }, saved: undefined };
    },
  };
  return { ...ours({ name, version: '', kernels: { conv } }), kind: 'javascript' };
}

/** The peers of the sweep in one dimension. */
export const convolutionPeers: readonly Contestant[] = [
  peerOf('fft.js', correlateByFftJs),
  peerOf('ml-convolution', correlateByMlConvolution),
];
