/**
 * Numbers as a table shows them: three significant digits, with the unit that fits.
 *
 * @module
 */

/** Three significant digits and no exponent: 0.00123, 12.3, 1234. */
function digits(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(3)); // 0.9996 has no digit before the point, 1.00 has one
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(rounded))));
  return value.toFixed(Math.min(places, 6));
}

/** Seconds, as `5.12 ms`. */
export function duration(seconds: number): string {
  if (seconds < 999.5e-9) return `${digits(seconds * 1e9)} ns`;
  if (seconds < 999.5e-6) return `${digits(seconds * 1e6)} µs`;
  return seconds < 0.9995 ? `${digits(seconds * 1e3)} ms` : `${digits(seconds)} s`;
}

/** Operations, as `0.231 GFLOP`. */
export function operations(flops: number): string {
  if (flops < 1e3) return `${flops} FLOP`;
  if (flops < 1e5) return `${digits(flops / 1e3)} kFLOP`;
  return flops < 1e8 ? `${digits(flops / 1e6)} MFLOP` : `${digits(flops / 1e9)} GFLOP`;
}

/** Operations per second, as GFLOP/s without the unit. */
export const gigaflops = (speed: number): string => digits(speed / 1e9);

/** A ratio, as `2.51×`. */
export const times = (ratio: number): string => `${digits(ratio)}×`;

/** A part of 1, as `87 %`. */
export const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** Bytes, as `4.50 MiB`. */
export function binaryBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 2 ** 20 ? `${digits(bytes / 1024)} KiB` : `${digits(bytes / 2 ** 20)} MiB`;
}
