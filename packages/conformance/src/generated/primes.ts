/**
 * The primes, in their order.
 *
 * @module
 */

/** Primes below this are known: 6542 of them. */
const limit = 2 ** 16;

const sieve = (): readonly number[] => {
  const composite = new Uint8Array(limit);
  const found: number[] = [];
  for (let n = 2; n < limit; n++) {
    if (composite[n]) continue;
    found.push(n);
    for (let multiple = n * n; multiple < limit; multiple += n) composite[multiple] = 1;
  }
  return found;
};

let known: readonly number[] | undefined;

/** Prime number `index`, from 2 on; past the largest known one they begin again. */
export function prime(index: number): number {
  known ??= sieve();
  return known[index % known.length]!;
}
