/**
 * Fourier transforms and products of spectra of the fallback: the same passes, one lane after the other.
 *
 * @module
 */
import { elementBytes, type FourierKernels } from '../fourier-kernels.ts';
import type { FloatArray } from '../memory.ts';
import { roots } from './roots.ts';
import type { Views } from './views.ts';

/** One signal's elements: from an index on, so many numbers apart, the imaginary parts `im` further. */
interface Line {
  readonly at: number;
  readonly step: number;
  readonly im: number;
}

/** One transform: n numbers, the radices of its passes, and the index of their factors. */
interface Passes {
  readonly n: number;
  readonly radices: Int32Array;
  readonly factors: number;
}

/** A pass of Stockham's algorithm from one array of pairs to another. */
function pass(
  from: Float64Array,
  to: Float64Array,
  { r, m, s }: { r: number; m: number; s: number },
  factor: (p: number, j: number) => readonly [number, number],
): void {
  const root = roots(r);
  for (let p = 0; p < m; p++)
    for (let j = 0; j < r; j++) {
      const [wr, wi] = j === 0 ? [1, 0] : factor(p, j);
      for (let q = 0; q < s; q++) {
        let [re, im] = [0, 0];
        for (let i = 0; i < r; i++) {
          const at = 2 * (q + s * (p + m * i));
          const [c, d] = root[(i * j) % r]!;
          re += from[at]! * c - from[at + 1]! * d;
          im += from[at]! * d + from[at + 1]! * c;
        }
        const at = 2 * (q + s * (r * p + j));
        to[at] = re * wr - im * wi;
        to[at + 1] = re * wi + im * wr;
      }
    }
}

function transform(floats: FloatArray, { n, radices, factors }: Passes, line: Line, out: Line): void {
  let from = new Float64Array(2 * n);
  let to = new Float64Array(2 * n);
  for (let t = 0; t < n; t++) {
    from[2 * t] = floats[line.at + t * line.step]!;
    from[2 * t + 1] = floats[line.at + t * line.step + line.im]!;
  }
  let [m, s, w] = [n, 1, factors];
  for (const r of radices) {
    m /= r;
    const first = w;
    pass(from, to, { r, m, s }, (p, j) => {
      const at = first + 2 * (p * (r - 1) + j - 1);
      return [floats[at]!, floats[at + 1]!];
    });
    [from, to] = [to, from];
    w += 2 * m * (r - 1);
    s *= r;
  }
  for (let k = 0; k < n; k++) {
    floats[out.at + k * out.step] = from[2 * k]!;
    floats[out.at + k * out.step + out.im] = from[2 * k + 1]!;
  }
}

/** The Fourier kernels over a memory. */
export function fourierKernels(views: Views): FourierKernels {
  const { size } = views;
  const lanes = 16 / size;
  const element = elementBytes / size;
  return {
    fftAxis(outer, n, inner, data, inverse, passes, radices, factors) {
      const { floats, integers } = views.now();
      const steps = integers.slice(radices / 4, radices / 4 + passes);
      const im = inverse ? -lanes : lanes;
      for (let o = 0; o < outer; o++)
        for (let j = 0; j < inner; j++)
          for (let lane = 0; lane < lanes; lane++) {
            const first = data / size + (o * n * inner + j) * element + lane + (inverse ? lanes : 0);
            const line = { at: first, step: inner * element, im };
            transform(floats, { n, radices: steps, factors: factors / size }, line, line);
          }
    },
    fftLine(m, re, im, passes, radices, factors, joins, toRe, toIm, work) {
      const { floats, integers } = views.now();
      const steps = integers.slice(radices / 4, radices / 4 + passes);
      for (let lane = 0; lane < lanes; lane++)
        transform(
          floats,
          { n: m, radices: steps, factors: factors / size },
          { at: re / size + lane, step: lanes, im: (im - re) / size },
          { at: work / size + lane, step: element, im: lanes },
        );
      const root = roots(lanes);
      for (let k = 0; k < m; k++)
        for (let j = 0; j < lanes; j++) {
          let [sum, sumI] = [0, 0];
          for (let lane = 0; lane < lanes; lane++) {
            const at = work / size + k * element + lane;
            const w = joins / size + (Math.floor(k / lanes) * (lanes - 1) + lane - 1) * element + (k % lanes);
            const [c, d] = lane === 0 ? [1, 0] : [floats[w]!, floats[w + lanes]!];
            const [u, v] = root[(lane * j) % lanes]!;
            const [a, b] = [
              floats[at]! * c - floats[at + lanes]! * d,
              floats[at]! * d + floats[at + lanes]! * c,
            ];
            sum += a * u - b * v;
            sumI += a * v + b * u;
          }
          floats[toRe / size + j * m + k] = sum;
          floats[toIm / size + j * m + k] = sumI;
        }
    },
    takeSpectra(n, count, from, to, plane, scale, turned) {
      const { floats } = views.now();
      for (let lane = 0; lane < count; lane++)
        for (let k = 0; k < n; k++) {
          const at = from / size + k * element + lane;
          const out = to / size + 2 * (lane * plane + k);
          floats[out] = floats[at]! * scale;
          floats[out + 1] = floats[at + lanes]! * turned;
        }
    },
    sumProducts(n, C, x, xPlane, w, wIn, second, y, yPlane) {
      const { floats } = views.now();
      const sum = (at: number, weights: number) => {
        for (let k = 0; k < n; k++)
          for (let lane = 0; lane < lanes; lane++) {
            let [re, im] = [0, 0];
            for (let c = 0; c < C; c++) {
              const a = x / size + (c * xPlane + k) * element + lane;
              const b = weights + 2 * (c * wIn + k);
              re += floats[a]! * floats[b]! - floats[a + lanes]! * floats[b + 1]!;
              im += floats[a]! * floats[b + 1]! + floats[a + lanes]! * floats[b]!;
            }
            floats[at + k * element + lane] = re;
            floats[at + k * element + lane + lanes] = im;
          }
      };
      sum(y / size, w / size);
      if (second) sum(y / size + yPlane * element, w / size + 2 * second);
    },
    correlateSpectra(n, C, x, xPlane, y, sums) {
      const { floats } = views.now();
      for (let k = 0; k < n; k++)
        for (let c = 0; c < C; c++)
          for (let lane = 0; lane < lanes; lane++) {
            const a = x / size + (c * xPlane + k) * element + lane;
            const b = y / size + k * element + lane;
            const out = sums / size + k * element + c;
            floats[out]! += floats[a]! * floats[b]! + floats[a + lanes]! * floats[b + lanes]!;
            floats[out + lanes]! += floats[a + lanes]! * floats[b]! - floats[a]! * floats[b + lanes]!;
          }
    },
    scaleBy(n, x, factor) {
      const { floats } = views.now();
      for (let i = 0; i < n; i++) floats[x / size + i]! *= factor;
    },
    copyBox(D, H, W, from, fromD, fromH, fromW, to, toD, toH, toW) {
      const { floats } = views.now();
      for (let d = 0; d < D; d++)
        for (let h = 0; h < H; h++) {
          const a = from / size + d * fromD + h * fromH;
          const b = to / size + d * toD + h * toH;
          for (let w = 0; w < W; w++) floats[b + w * toW] = floats[a + w * fromW]!;
        }
    },
  };
}
