import { describe, expect, test } from '@jest/globals';
import { adjoints, values } from '../../src/oracle/evaluate.ts';
import { Tape, type Expression } from '../../src/oracle/tape.ts';
import { slopeField, type Sloped } from '../../src/train/slope-field.ts';

/** The derivative of f at `at` along two directions, +1 and −2, in a box of ± radius. */
function along(f: (tape: Tape, x: Expression) => Expression, at: number, radius = 0) {
  const tape = new Tape();
  const x = tape.input('x', [1]).at(0);
  const y = f(tape, x);
  const field = slopeField(2);
  const leaf: Sloped = { bounded: { value: at, error: radius }, slopes: { values: [1, -2], error: 0 } };
  const computed = values(tape, field, () => leaf);
  const [dx] = adjoints(tape, computed, field, [[y, field.of(1)]]);
  return { y: computed[y]!, dx: dx! };
}

describe.each<
  [string, (tape: Tape, x: Expression) => Expression, (x: number) => number, (x: number) => number]
>([
  ['x³', (tape, x) => tape.product(x, tape.product(x, x)), (x) => 3 * x * x, (x) => 6 * x],
  ['5 / x', (tape, x) => tape.quotient(tape.constant(5), x), (x) => -5 / x ** 2, (x) => 10 / x ** 3],
  [
    'x / (x + 1)',
    (tape, x) => tape.quotient(x, tape.sum([x, tape.constant(1)])),
    (x) => 1 / (x + 1) ** 2,
    (x) => -2 / (x + 1) ** 3,
  ],
  ['−x² + 3x', (tape, x) => tape.sum([tape.negate(tape.product(x, x)), x, x, x]), (x) => 3 - 2 * x, () => -2],
  ['e^x', (tape, x) => tape.function('exp', x), Math.exp, Math.exp],
  ['log x', (tape, x) => tape.function('log', x), (x) => 1 / x, (x) => -1 / x ** 2],
  [
    'tanh x',
    (tape, x) => tape.function('tanh', x),
    (x) => 1 - Math.tanh(x) ** 2,
    (x) => -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2),
  ],
  [
    'σ(x)',
    (tape, x) => tape.function('sigmoid', x),
    (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2,
    (x) => (Math.exp(-x) * (Math.exp(-x) - 1)) / (1 + Math.exp(-x)) ** 3,
  ],
  [
    'x where x > 0, max(x², 7x)',
    (tape, x) =>
      tape.max([tape.where(x, tape.constant(0), x), tape.product(x, x), tape.product(tape.constant(7), x)]),
    () => 7,
    () => 0,
  ],
])('%s', (_, f, first, second) => {
  const at = 1.75;

  test('has its first derivative, and its second along each direction', () => {
    const { y, dx } = along(f, at);
    expect(y.slopes!.values).toEqual([expect.closeTo(first(at), 12), expect.closeTo(-2 * first(at), 12)]);
    expect(dx.bounded.value).toBeCloseTo(first(at), 12);
    expect(dx.slopes?.values ?? [0, 0]).toEqual([
      expect.closeTo(second(at), 12),
      expect.closeTo(-2 * second(at), 12),
    ]);
  });

  test('says how far both can be from that in a box, and not much more', () => {
    const radius = 1e-3;
    const { dx } = along(f, at, radius);
    const range = [-1, -0.5, 0.5, 1].map((share) => at + share * radius);
    const firstApart = Math.max(...range.map((x) => Math.abs(first(x) - first(at))));
    const secondApart = 2 * Math.max(...range.map((x) => Math.abs(second(x) - second(at))));
    expect(dx.bounded.error).toBeGreaterThanOrEqual(firstApart);
    expect(dx.bounded.error).toBeLessThan(12 * firstApart + 1e-12);
    expect(dx.slopes?.error ?? 0).toBeGreaterThanOrEqual(secondApart);
    expect(dx.slopes?.error ?? 0).toBeLessThan(12 * secondApart + 0.1);
  });
});

describe('a choice that is in doubt in the box', () => {
  test.each<[string, (tape: Tape, x: Expression) => Expression]>([
    ['where x ≤ 0', (tape, x) => tape.where(x, tape.constant(0), tape.product(x, x))],
    ['max(x, x²)', (tape, x) => tape.max([x, tape.product(x, x)])],
  ])('%s has slopes that nothing bounds', (_, f) => {
    const { y, dx } = along(f, 1e-4, 1e-3);
    expect(y.slopes!.error).toBe(Infinity);
    expect(dx.slopes!.error < Infinity).toBe(false);
  });

  test('has bounded ones where the box is small enough', () => {
    const { dx } = along((tape, x) => tape.where(x, tape.constant(0), tape.product(x, x)), 1e-4, 1e-5);
    expect(dx.slopes!.error).toBeLessThan(1e-3);
  });
});

test('what no direction moves has no slopes', () => {
  const field = slopeField(3);
  expect(field.product(field.of(2), field.sum([field.of(0.1), field.constant(3)])).slopes).toBeUndefined();
});
