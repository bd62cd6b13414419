import { describe, expect, test } from '@jest/globals';
import { checkCall, elementCount, operatorNames, SpecError, type OperatorName } from '@gradspec/spec';
import type { BrokenCall } from '../../src/generated/breaks/break.ts';
import { brokenCallAt, shrinkBroken } from '../../src/generated/broken-calls.ts';

const drawn = (operator: OperatorName, count: number, seed = 5): readonly BrokenCall[] =>
  Array.from({ length: count }, (_, index) => brokenCallAt(operator, { seed, index }));

/** The error that the spec has for a call, in parts. */
function errorOf(operator: OperatorName, { inputs, attributes }: BrokenCall): string {
  try {
    checkCall(operator, inputs as never, attributes);
    return 'none';
  } catch (error) {
    return error instanceof SpecError ? `${error.code} ${error.argument}` : String(error);
  }
}

describe.each(operatorNames)('broken calls of %s', (operator) => {
  const calls = drawn(operator, 150);

  test('each end in the error of what was broken', () => {
    const others = calls
      .map((call) => ({
        title: call.title,
        due: `${call.code} ${call.argument}`,
        got: errorOf(operator, call),
      }))
      .filter(({ due, got }) => due !== got);
    expect(others).toEqual([]);
  });

  test('are broken in at least ten different ways, and end in at least four different errors', () => {
    expect(new Set(calls.map(({ title }) => title)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(calls.map(({ code }) => code)).size).toBeGreaterThanOrEqual(4);
  });
});

test('are the same for the same seed and index, and others for another seed', () => {
  const titles = (seed: number) => drawn('lstm', 12, seed).map(({ title }) => title);
  expect(titles(5)).toEqual(titles(5));
  expect(titles(5)).not.toEqual(titles(6));
});

test('a failing one shrinks to a small call that is broken in the same way', async () => {
  const index = drawn('conv', 150).findIndex(({ code }) => code === 'bad-shape');
  const at = { seed: 5, index };
  const { argument } = brokenCallAt('conv', at);
  const smallest = await shrinkBroken('conv', at, () => Promise.resolve(true));
  expect(smallest).toMatchObject({ code: 'bad-shape', argument });
  const { x } = smallest!.inputs as { x: { shape: number[] } };
  expect(elementCount(x.shape)).toBeLessThanOrEqual(12);
  expect(await shrinkBroken('conv', at, () => Promise.resolve(false))).toBeUndefined();
});
