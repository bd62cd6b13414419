/**
 * conv and its gradients as products of spectra; X, W, DY are the spectra of x, w, dy put on the grid of `geometry.ts`.
 *
 *            cross-correlation              flip
 *   Y[m]     Σ_c X[c] · conj(W[m, c])       Σ_c X[c] · W[m, c]           y = its inverse + b
 *   DX[c]    Σ_m DY[m] · W[m, c]            Σ_m DY[m] · conj(W[m, c])
 *   DW[m,c]  Σ_n X[n, c] · conj(DY[n, m])   the same, read backwards
 *
 * Channels and samples are summed as spectra: one inverse transform per plane of a result. The spectra of w are made once
 * per call, those of x and dy once per sample.
 *
 * @module
 */
import { multiplyAdd, zeroSpectrum, type Spectrum } from '@gradspec/kernels';
import { defineKernel, elementCount, tensor, zeros, type Call, type FloatTensor } from '@gradspec/spec';
import { geometryOf, type Geometry } from './geometry.ts';
import { readPlane, spectraOf } from './planes.ts';

/** Cross-correlation, or with `flip` true convolution, in 1, 2 or 3 dimensions, with the gradients of x, w and b. */
export const conv = defineKernel('conv', {
  forward: (call) => ({ outputs: { y: convolve(call) }, saved: undefined }),

  backward: (call, { outputGrads: { y: dy }, wanted }) => ({
    ...(wanted.has('x') && { x: inputGradient(call, dy) }),
    ...(wanted.has('w') && { w: weightGradient(call, dy) }),
    ...(wanted.has('b') && { b: biasGradient(call, dy) }),
  }),
});

/** Y[m] = Σ_c X[c] · conj(W[m, c]). */
function convolve(call: Call<'conv'>): FloatTensor {
  const { x, w, b } = call.inputs;
  const geometry = geometryOf(call);
  const { N, groups, CG, MG, L, read } = geometry;
  const W = spectraOfKernels(geometry, w);
  const y = zeros(call.dtype, call.outputShapes.y);
  const size = elementCount(read.y.count);
  for (let n = 0; n < N; n++) {
    const X = spectraOfSample(geometry, x, n);
    for (let m = 0; m < groups * MG; m++) {
      const Y = zeroSpectrum(elementCount(L));
      const first = Math.floor(m / MG) * CG;
      for (let c = 0; c < CG; c++) multiplyAdd(Y, X[first + c]!, W[m * CG + c]!, !call.attributes.flip);
      const bias = b ? b.data[m]! : 0;
      const sums = readPlane(Y, read.y, L);
      y.data.set(
        sums.map((sum) => sum + bias),
        (n * groups * MG + m) * size,
      );
    }
  }
  return y;
}

/** DX[c] = Σ_m DY[m] · W[m, c]. */
function inputGradient(call: Call<'conv'>, dy: FloatTensor): FloatTensor {
  const { x, w } = call.inputs;
  const geometry = geometryOf(call);
  const { N, groups, CG, MG, L, read } = geometry;
  const W = spectraOfKernels(geometry, w);
  const dx = zeros(call.dtype, x.shape);
  const size = elementCount(read.dx.count);
  for (let n = 0; n < N; n++) {
    const DY = spectraOfOutputGradient(geometry, dy, n);
    for (let g = 0; g < groups; g++)
      for (let c = 0; c < CG; c++) {
        const DX = zeroSpectrum(elementCount(L));
        for (let m = g * MG; m < (g + 1) * MG; m++)
          multiplyAdd(DX, DY[m]!, W[m * CG + c]!, call.attributes.flip);
        dx.data.set(readPlane(DX, read.dx, L), ((n * groups + g) * CG + c) * size);
      }
  }
  return dx;
}

/** DW[m, c] = Σ_n X[n, c] · conj(DY[n, m]). */
function weightGradient(call: Call<'conv'>, dy: FloatTensor): FloatTensor {
  const { x, w } = call.inputs;
  const geometry = geometryOf(call);
  const { N, groups, CG, MG, L, read } = geometry;
  const DW = Array.from({ length: groups * MG * CG }, () => zeroSpectrum(elementCount(L)));
  for (let n = 0; n < N; n++) {
    const X = spectraOfSample(geometry, x, n);
    const DY = spectraOfOutputGradient(geometry, dy, n);
    for (let m = 0; m < groups * MG; m++)
      for (let c = 0; c < CG; c++)
        multiplyAdd(DW[m * CG + c]!, X[Math.floor(m / MG) * CG + c]!, DY[m]!, true);
  }
  const dw = zeros(call.dtype, w.shape);
  const size = elementCount(read.dw.count);
  DW.forEach((spectrum, plane) => dw.data.set(readPlane(spectrum, read.dw, L), plane * size));
  return dw;
}

/** db[m] = Σ dy[n, m, o] over n and o: a plain sum. */
function biasGradient({ dtype, inputs: { b }, outputShapes }: Call<'conv'>, dy: FloatTensor): FloatTensor {
  const size = elementCount(outputShapes.y.slice(2));
  const M = b!.data.length;
  const db = new Float64Array(M);
  dy.data.forEach((value, at) => (db[Math.floor(at / size) % M]! += value));
  return tensor(dtype, b!.shape, db);
}

function spectraOfKernels({ groups, CG, MG, L, put }: Geometry, w: FloatTensor): Spectrum[] {
  return spectraOf(w.data, { start: 0, channels: groups * MG * CG, placement: put.w, L });
}

function spectraOfSample({ groups, CG, L, put }: Geometry, x: FloatTensor, n: number): Spectrum[] {
  const channels = groups * CG;
  return spectraOf(x.data, {
    start: n * channels * elementCount(put.x.count),
    channels,
    placement: put.x,
    L,
  });
}

function spectraOfOutputGradient({ groups, MG, L, put }: Geometry, dy: FloatTensor, n: number): Spectrum[] {
  const channels = groups * MG;
  return spectraOf(dy.data, {
    start: n * channels * elementCount(put.dy.count),
    channels,
    placement: put.dy,
    L,
  });
}
