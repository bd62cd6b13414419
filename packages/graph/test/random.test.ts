import { describe, expect, jest, test } from '@jest/globals';
import { namedRandom, seededRandom, type Random } from '../src/random.ts';

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const share = (values: readonly number[], holds: (v: number) => boolean): number =>
  values.filter(holds).length / values.length;

/** The first numbers, by a program of its own in another language, from the generator's publication. */
const first = {
  0: [0.18856987421484817, 0.6504559088836084, 0.06931541679699382, 0.9542496821414639],
  1: [0.012542402497434546, 0.5797552108182977, 0.5591100812605045, 0.02598972360452223],
  9007199254740991: [0.2943210529987055, 0.29278575096316184, 0.8314382603400914, 0.6056939146523013],
};

describe('seededRandom', () => {
  test.each(Object.entries(first))('the first numbers of seed %s', (seed, numbers) => {
    expect(draw(4, seededRandom(Number(seed)).uniform)).toEqual(numbers);
  });

  test('the first normal numbers and integers of seed 1', () => {
    expect(draw(4, seededRandom(1).normal)).toEqual([
      0.02598972360452223, 1.0040178656816332, -0.0933880189498314, 0.14497646921343188,
    ]);
    const { integer } = seededRandom(1);
    expect(draw(12, () => integer(7))).toEqual([4, 3, 5, 2, 2, 5, 3, 3, 6, 3, 0, 6]);
  });

  test('two streams of one seed go their own way', () => {
    const [one, other] = [seededRandom(7), seededRandom(7)];
    one.uniform();
    expect(one.uniform()).not.toBe(other.uniform());
    expect(draw(3, other.uniform)[0]).not.toBe(first[0][0]);
  });

  test('seeds that differ in one bit, low or high, and names that differ in one letter have other streams', () => {
    const starts = [
      ...draw(53, () => 0).map((_, bit) => seededRandom(2 ** bit)),
      ...['w', 'W', 'ww', 'w\u0000', 'b', 'layer.1.w', 'layer.2.w'].map((name) => namedRandom(0, name)),
      seededRandom(0),
    ].map(({ uniform }) => uniform());
    expect(new Set(starts).size).toBe(starts.length);
    expect(Math.abs(mean(starts) - 0.5)).toBeLessThan(0.15);
  });

  test.each([-1, 0.5, NaN, Infinity, 2 ** 53])('%p is no seed', (seed) => {
    expect(() => seededRandom(seed)).toThrow(
      new RangeError(`seed expected an integer from 0 to 2⁵³ − 1, got ${seed}`),
    );
  });
});

describe('uniform', () => {
  test('the numbers fill [0, 1) evenly, one by one and in pairs, down to the last bit', () => {
    const { uniform } = seededRandom(3);
    const pairs = draw(16_000, () => [uniform(), uniform()] as const);
    const cells = new Array<number>(256).fill(0);
    for (const [a, b] of pairs) cells[Math.floor(a * 16) * 16 + Math.floor(b * 16)]!++;
    const expected = pairs.length / 256;
    const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeGreaterThan(180); // 255 ± 23: neither uneven nor too even
    expect(chiSquare).toBeLessThan(335);
    const all = pairs.flat();
    for (let bit = 1; bit <= 53; bit++)
      expect(Math.abs(share(all, (v) => Math.floor(v * 2 ** bit) % 2 === 1) - 0.5)).toBeLessThan(0.012);
  });

  test('nothing comes back in the first 100,000', () => {
    expect(new Set(draw(100_000, seededRandom(3).uniform)).size).toBe(100_000);
  });
});

describe('normal', () => {
  const values = draw(100_000, seededRandom(5).normal);

  test.each([
    ['mean', mean(values), 0, 0.015],
    ['variance', mean(values.map((v) => v ** 2)), 1, 0.02],
    ['third moment', mean(values.map((v) => v ** 3)), 0, 0.05],
    ['fourth moment', mean(values.map((v) => v ** 4)), 3, 0.15],
    ['share below −1', share(values, (v) => v < -1), 0.158655, 0.005],
    ['share within ½', share(values, (v) => Math.abs(v) < 0.5), 0.382925, 0.006],
    ['share within 1', share(values, (v) => Math.abs(v) < 1), 0.682689, 0.006],
    ['share within 2', share(values, (v) => Math.abs(v) < 2), 0.9545, 0.003],
    ['share within 3', share(values, (v) => Math.abs(v) < 3), 0.9973, 0.0007],
  ])('%s', (_, got, expected, within) => {
    expect(Math.abs(got - expected)).toBeLessThan(within); // about four standard errors
  });

  test('no function whose last bit depends on the engine is called', () => {
    const names = ['log', 'exp', 'cos', 'sin', 'pow', 'sqrt'] as const;
    const spies = names.map((name) => jest.spyOn(Math, name).mockImplementation(() => NaN));
    const again = draw(1000, seededRandom(5).normal);
    const called = names.filter((_, i) => spies[i]!.mock.calls.length > 0);
    for (const spy of spies) spy.mockRestore();
    expect([called, again]).toEqual([[], values.slice(0, 1000)]);
  });
});

describe('integer', () => {
  const { integer } = seededRandom(9);

  test('all are equally likely, also where the bits do not divide evenly', () => {
    const counts = new Array<number>(6).fill(0);
    for (const value of draw(60_000, () => integer(6))) counts[value]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    // 3·2⁵¹ does not divide 2⁵³: without drawing again, the lowest third would come twice as often as the others
    const low = draw(20_000, () => integer(3 * 2 ** 51)).filter((value) => value < 2 ** 51).length;
    expect(Math.abs(low / 20_000 - 1 / 3)).toBeLessThan(0.02);
  });

  test('below 1 there is 0', () => {
    expect(draw(5, () => integer(1))).toEqual([0, 0, 0, 0, 0]);
  });

  test.each([0, -3, 2.5, NaN, 2 ** 53])('below %p there is none', (below) => {
    expect(() => integer(below)).toThrow(
      new RangeError(`integer: below expected an integer from 1 to 2⁵³ − 1, got ${below}`),
    );
  });
});

test('the methods need no receiver', () => {
  const { uniform, normal, integer }: Random = seededRandom(2);
  expect([uniform(), normal(), integer(3)].every(Number.isFinite)).toBe(true);
});
