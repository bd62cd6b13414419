import { describe, expect, test } from '@jest/globals';
import { inferShapes, tensor } from '@gradspec/spec';
import { emptyLine, shiftIn } from '../../src/delay-line/line.ts';
import { recurrenceOf } from '../../src/delay-line/recurrence.ts';
import { addWeightGradient, readTaps, readTapsTransposed } from '../../src/delay-line/taps.ts';

const padding = { data: new Float64Array(0), at: -1 };

/** One channel, two filters, the taps 2 and 0 steps old: filter 0 is `first`, filter 1 is −1, 4; b = 10, 20. */
function recurrence(first: readonly [number, number]) {
  const w = tensor('float64', [2, 1, 2], [...first, -1, 4]);
  const { attributes, outputShapes } = inferShapes('conv', { x: [1, 1, 5], w: w.shape }, { dilation: [2] });
  return recurrenceOf(
    { x: [1, 1, 5], w, b: tensor('float64', [2], [10, 20]), y: outputShapes.y },
    attributes,
  );
}

/** A line that the given values went over, 'padding' where there was none. */
function line(...values: (number | 'padding')[]) {
  const made = emptyLine(3, 1);
  for (const value of values)
    shiftIn(made, value === 'padding' ? padding : { data: Float64Array.of(value), at: 0 });
  return made;
}

describe('the taps', () => {
  test('are read: y = 10 + 2·5 + 3·(−7), 20 − 5 + 4·(−7)', () => {
    const y = { data: new Float64Array(3).fill(NaN), at: 1 };
    readTaps(recurrence([2, 3]), line(5, 6, -7), y);
    expect([...y.data]).toEqual([NaN, -1, -13]);
  });

  test('transposed, give back to each place what its input did to y: 2·1 − 1·(−2) and 3·1 + 4·(−2)', () => {
    const ds = Float64Array.of(100, 100, 100);
    readTapsTransposed(recurrence([2, 3]), line(5, 6, -7), ds, { data: Float64Array.of(1, -2), at: 0 });
    expect([...ds]).toEqual([104, 100, 95]);
  });

  test('give the weights dy ⊗ taps, added: 5 and −7 times 1 and −2', () => {
    const dW = Float64Array.of(100, 0, 0, 0);
    addWeightGradient(recurrence([2, 3]), line(5, 6, -7), dW, { data: Float64Array.of(1, -2), at: 0 });
    expect([...dW]).toEqual([105, -10, -7, 14]);
  });

  test('that are padding meet nothing, beside infinities too', () => {
    const infinite = recurrence([Infinity, 3]);
    const early = line('padding', 6, -7);
    early.values[0] = NaN; // what an absent slot holds is never read
    const y = { data: new Float64Array(2), at: 0 };
    readTaps(infinite, early, y);
    expect([...y.data]).toEqual([-11, -8]);
    const dy = { data: Float64Array.of(Infinity, -2), at: 0 };
    const [ds, dW] = [new Float64Array(3), new Float64Array(4)];
    readTapsTransposed(infinite, early, ds, dy);
    addWeightGradient(infinite, early, dW, dy);
    expect([...ds]).toEqual([0, 0, Infinity]);
    expect([...dW]).toEqual([0, 0, -Infinity, 14]);
  });
});
