import { describe, expect, test } from '@jest/globals';
import { tensor, type OperatorName, type Shape, type Tensor } from '@gradspec/spec';
import { answers } from '../../src/oracle/expected.ts';
import { traceCall } from '../../src/oracle/trace.ts';
import { generatedCases } from '../../src/generated/generated-cases.ts';

const float = (shape: Shape, data: readonly number[]) => tensor('float64', shape, data);
const of = (operator: OperatorName, inputs: Record<string, Tensor>, dy: Tensor, attributes = {}) =>
  answers(traceCall(operator, inputs, attributes), inputs, { y: dy as never });

describe('beside NaN, finite answers are rounded once', () => {
  test.each(['rnn', 'lstm', 'gru'] as const)('in %s, past the ends of sequences', (operator) => {
    const [one] = generatedCases(operator, { seed: 2, count: 60 }).filter(
      ({ inputs, fill }) => fill.kind === 'floats' && !fill.nonFinite && inputs.x!.data.some(Number.isNaN),
    );
    const { inputs, outputGrads, attributes } = one!;
    const withoutNaN = <T extends Tensor>(all: Readonly<Record<string, T>>) =>
      Object.fromEntries(
        Object.entries(all).map(([name, { dtype, shape, data }]) => [
          name,
          tensor(
            dtype,
            shape,
            Array.from(data, (value) => (Number.isNaN(value) ? 0 : value)),
          ) as T,
        ]),
      );
    const trace = traceCall(operator, inputs, attributes);
    const exact = answers(trace, withoutNaN(inputs), withoutNaN(outputGrads));
    const got = answers(trace, inputs, outputGrads);
    // The sign of a zero is never judged.
    const unsigned = (numbers: readonly number[] = []) => numbers.map((value) => value || 0);
    for (const name of ['h', 'hT']) expect(unsigned(got.values[name])).toEqual(unsigned(exact.values[name]));
    for (const name of ['x', 'wx', 'wh', 'h0'])
      if (inputs[name]) expect(unsigned(got.gradients[name])).toEqual(unsigned(exact.gradients[name]));
  });

  test('in a row of products next to a NaN', () => {
    const [x, w] = [float([2, 3], [0.1, 0.7, NaN, 0.1, 0.7, -0.3]), float([1, 3], [0.3, 0.1, 0.9])];
    const { values } = of('linear', { x, w }, float([2, 1], [3, -2]));
    const exact = of('linear', { x: float([1, 3], [0.1, 0.7, -0.3]), w }, float([1, 1], [1])).values.y![0]!;
    expect(values.y).toEqual([NaN, exact]);
    expect(exact).not.toBe(0.1 * 0.3 + 0.7 * 0.1 - 0.3 * 0.9);
  });
});

test('infinities spread as in float64', () => {
  const { values, gradients } = of(
    'reciprocal',
    { x: float([4], [0, Infinity, -4, 3]) },
    float([4], [2, 5, 1, -1]),
  );
  expect(values.y).toEqual([Infinity, 0, -0.25, 1 / 3]);
  expect(gradients.x!.map((value) => value || 0)).toEqual([-Infinity, 0, -0.0625, 1 / 9]);
});
