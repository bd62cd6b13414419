/**
 * The fft of `@gradspec/kernels` on one of its builds.
 *
 * It works in place, so the numbers grow with every transform of a transform; every few calls the signal is put back, before
 * they leave the range of float32.
 *
 * @module
 */
import { fft, useKernels } from '@gradspec/kernels';
import type { Build } from '../engines.ts';
import type { Transformer } from './transformer.ts';

/** Calls after which the signal is put back: by then it is at most n⁴ times as large, 2·10¹⁹ for n = 65,536. */
const callsInPlace = 8;

/** Our fft. */
export const ourFft = (build: Build): Transformer => ({
  ...{ name: `fft ${build}`, kind: 'ours', enter: () => useKernels(build) },
  prepare(signal) {
    const re = signal.re.slice();
    const im = signal.im.slice();
    const putBack = () => {
      re.set(signal.re);
      im.set(signal.im);
    };
    let calls = 0;
    return {
      action() {
        if (calls++ % callsInPlace === 0) putBack();
        fft(re, im);
      },
      spectrum() {
        putBack();
        fft(re, im);
        return { re: re.slice(), im: im.slice() };
      },
      close: () => {},
    };
  },
});
