import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { rnnBptt } from '@gradspec/rnn-bptt';
import { tensor, type FloatTensor, type Kernel, type Shape } from '@gradspec/spec';
import { generatedCases } from '../../src/generated/generated-cases.ts';
import { boundedAdjoints } from '../../src/oracle/bounded-adjoints.ts';
import { adjoints, values } from '../../src/oracle/evaluate.ts';
import { answers } from '../../src/oracle/expected.ts';
import { bounds } from '../../src/oracle/bounds.ts';
import { seedsOf, traceCall } from '../../src/oracle/trace.ts';
import { nonFiniteErrors } from '../../src/tolerance/index.ts';

const float = (shape: Shape, data: readonly number[]) => tensor('float64', shape, data);

describe('two losses that nearly cancel, taken back through w·w', () => {
  const w = 1 + 2 ** -20 + 2 ** -23;
  const b = 1 + 2 ** -22;
  const a = -Math.fround(w * b);
  const inputs = {
    x: float([3, 1, 1], [0.5, -1, 2]),
    wx: float([1, 1], [3]),
    wh: float([1, 1], [w]),
    h0: float([1, 1], [-2]),
  };
  const grads = { h: float([3, 1, 1], [0, a, b]) };
  const attributes = { activation: 'identity' } as const;
  const trace = traceCall('rnn', inputs, attributes);
  const exact = answers(trace, inputs, grads).gradients.h0![0]!;
  const { saved } = naiveLoops.kernels.rnn.forward(inputs, attributes);
  const loops = naiveLoops.kernels.rnn.backward(grads, saved).h0!.data[0]!;

  test('the double sum is further from the answer than the bound of adding up first', () => {
    const field = nonFiniteErrors('float64');
    const computed = values(trace.tape, field, (input, at) => field.of(inputs[input as 'x'].data[at]!));
    const seeds = seedsOf(trace, grads, (value) => field.of(value));
    const [h0] = trace.values.get('h0')!.expressions;
    const first = adjoints(trace.tape, computed, field, seeds)[h0!]!.error;
    const either = boundedAdjoints(trace, computed, field, seeds)[h0!]!.error;
    expect(Math.abs(loops - exact)).toBeGreaterThan(first);
    expect(Math.abs(loops - exact)).toBeLessThanOrEqual(either);
    expect(either).toBeLessThan(2 ** -50);
  });

  test('and BPTT is within the bound, too', () => {
    const kernel = rnnBptt.kernels.rnn as Kernel<'rnn'>;
    const ran = kernel.forward(inputs, attributes) as { saved: unknown };
    const swept = kernel.backward!(grads, ran.saved) as { h0: FloatTensor };
    const bound = bounds(trace, inputs, grads, 'float64').gradients.h0![0]!;
    expect(Math.abs(swept.h0.data[0]! - exact)).toBeLessThanOrEqual(bound);
  });
});

test.each(['rnn', 'lstm', 'gru'] as const)(
  'the gradients of %s are those of one walk, and their bounds are not below it, nor far above',
  (operator) => {
    const cases = generatedCases(operator, { seed: 6, count: 40 });
    const finite = cases.filter(({ fill }) => !fill.nonFinite && fill.kind === 'floats').slice(0, 6);
    expect(finite.length).toBe(6);
    for (const { inputs, attributes, outputGrads, dtype } of finite) {
      const field = nonFiniteErrors(dtype);
      const trace = traceCall(operator, inputs, attributes);
      const computed = values(trace.tape, field, (input, at) => field.of(inputs[input]!.data[at]!));
      const seeds = seedsOf(trace, outputGrads, (value) => field.of(value));
      const [one, several] = [
        adjoints(trace.tape, computed, field, seeds),
        boundedAdjoints(trace, computed, field, seeds),
      ];
      for (const [name, { expressions }] of trace.values) {
        if (!inputs[name]) continue;
        const norm = (of: typeof one, what: 'value' | 'error') =>
          Math.hypot(...expressions.map((expression) => of[expression]?.[what] ?? 0).filter(Number.isFinite));
        expect(norm(several, 'value')).toBe(norm(one, 'value'));
        expect(norm(several, 'error')).toBeGreaterThanOrEqual(norm(one, 'error'));
        expect(norm(several, 'error')).toBeLessThanOrEqual(norm(one, 'error') * 20);
      }
    }
  },
);
