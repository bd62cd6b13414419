/**
 * The discrete Fourier transform of complex numbers, by the fast algorithm.
 *
 *   forward  X[k] = Σ_t x[t] · ω^(kt)             ω = e^(−2πi/n)
 *   inverse  x[t] = (1/n) Σ_k X[k] · ω^(−kt)
 *
 * Passes of radix 4, 2, 3 and 5 without reordering (Stockham), four signals of every fourth number side by side in the lanes
 * of a vector, which a last pass across the lanes joins (two in float64).
 *
 * Source: Cooley & Tukey 1965; Van Loan 1992. The error grows as ε·log n at worst (Higham, Accuracy and Stability, §24.1).
 * @module
 */
import { keepTables, withKernels, type Kernels } from './engine.ts';
import { joinFactors, passFactors, radicesOf } from './fft-plan.ts';
import { elementBytes } from './fourier-kernels.ts';
import type { FloatArray, Precision } from './memory.ts';

/** The tables of one size, in the kernels' memory. */
export interface FftTables {
  readonly n: number;
  readonly passes: number;
  readonly radices: number;
  readonly factors: number;
}

/** The tables of `fftLine` for one size: those of its lanes' signals, and the factors that join them. */
export interface LineTables extends FftTables {
  readonly joins: number;
}

/**
 * The tables that `fftAxis` needs for some sizes, and those of `fftLine` for one that is a multiple of the lanes. They stay
 * in memory for later calls; so they have to be asked for before the call that uses them begins, and all of one call at
 * once, because others may be forgotten for them.
 *
 * @throws RangeError for a size that is not 2ᵃ3ᵇ5ᶜ.
 */
export function fftTables(
  precision: Precision,
  sizes: readonly number[],
  line?: number,
): { readonly axes: readonly FftTables[]; readonly line: LineTables | undefined } {
  return keepTables(`${precision} ${sizes.join(' ')} line ${line}`, (kernels) => ({
    axes: sizes.map((n) => putTables(kernels, n, precision)),
    line: line === undefined ? undefined : putLineTables(kernels, line, precision),
  }));
}

function putLineTables(kernels: Kernels, n: number, precision: Precision): LineTables {
  const lanes = precision === 'float32' ? 4 : 2;
  return {
    ...putTables(kernels, n / lanes, precision, n),
    joins: kernels.arena.put(precision, joinFactors(n, lanes, precision)),
  };
}

/** Puts the tables of n where a transform of `asked` needs them. */
function putTables({ arena }: Kernels, n: number, precision: Precision, asked = n): FftTables {
  const radices = radicesOf(n);
  if (!radices) throw new RangeError(`fft: size expected 2^a·3^b·5^c from 1 to 2^30, got ${asked}`);
  return {
    n,
    passes: radices.length,
    radices: arena.putIntegers(Int32Array.from(radices)),
    factors: arena.put(precision, passFactors(n, radices, precision)),
  };
}

/**
 * Transforms n complex numbers in place; n = re.length = im.length is 2ᵃ3ᵇ5ᶜ, both arrays are of one precision.
 *
 * @throws RangeError when n is not of that form, or the arrays differ in length or precision.
 */
export function fft(re: FloatArray, im: FloatArray, inverse = false): void {
  const n = re.length;
  if (n !== im.length)
    throw new RangeError(`fft: im expected as many elements as re (${n}), got ${im.length}`);
  if (re.constructor !== im.constructor)
    throw new RangeError(`fft: im expected a ${re.constructor.name}, as re is, got a ${im.constructor.name}`);
  const precision = re instanceof Float32Array ? 'float32' : 'float64';
  const [real, imaginary] = inverse ? [im, re] : [re, im];
  if (n % (16 / re.BYTES_PER_ELEMENT) === 0) transformLine(real, imaginary, precision, inverse);
  else transformLane(real, imaginary, precision, inverse);
}

/** A size that fills the lanes. */
function transformLine(re: FloatArray, im: FloatArray, precision: Precision, inverse: boolean): void {
  const n = re.length;
  // A number is found faster than a text, which counts where the transform takes less than a microsecond.
  const {
    n: m,
    passes,
    radices,
    factors,
    joins,
  } = keepTables(precision === 'float32' ? n : -n, (kernels) => putLineTables(kernels, n, precision));
  withKernels(({ arena, [precision]: kernels }) => {
    const [real, imaginary] = [arena.put(precision, re), arena.put(precision, im)];
    const work = arena.room('float32', ((2 * m + 4) * elementBytes) / 4);
    kernels.fftLine(m, real, imaginary, passes, radices, factors, joins, real, imaginary, work);
    if (inverse) for (const part of [real, imaginary]) kernels.scaleBy(n, part, 1 / n);
    arena.copyTo(re, precision, real);
    arena.copyTo(im, precision, imaginary);
  });
}

/** Any size, in one lane; the others are zeros. */
function transformLane(re: FloatArray, im: FloatArray, precision: Precision, inverse: boolean): void {
  const n = re.length;
  const { passes, radices, factors } = fftTables(precision, [n]).axes[0]!;
  withKernels(({ arena, [precision]: kernels }) => {
    const size = re.BYTES_PER_ELEMENT;
    const element = elementBytes / size;
    const data = arena.zeros(precision, n * element);
    const work = arena.room(precision, 2 * n * element);
    const parts = [
      { at: arena.put(precision, re), lane: data, values: re },
      { at: arena.put(precision, im), lane: data + 16, values: im },
    ];
    for (const { at, lane } of parts) kernels.copyBox(1, 1, n, at, 0, 0, 1, lane, 0, 0, element);
    kernels.fftAxis(1, n, 1, data, false, passes, radices, factors, work);
    for (const { at, lane, values } of parts) {
      kernels.copyBox(1, 1, n, lane, 0, 0, element, at, 0, 0, 1);
      if (inverse) kernels.scaleBy(n, at, 1 / n);
      arena.copyTo(values, precision, at);
    }
  });
}
