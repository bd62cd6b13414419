import { expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { bounds } from '../../src/oracle/bounds.ts';
import { traceCall } from '../../src/oracle/trace.ts';
import { transformedCall } from '../../src/runner/expectation.ts';

test('a transform leaves its rounding where no tap of a transposed convolution falls, in each batch on its own', () => {
  // Between the taps of the dilated kernel y is the bias alone, in both batches; the second has nothing but zeros to transform.
  const inputs = {
    x: tensor('float64', [2, 1, 1], [3, 0]),
    w: tensor('float64', [1, 1, 3], [2, -1, 5]),
    b: tensor('float64', [1], [7]),
  };
  const attributes = { dilation: [2] };
  const trace = traceCall('convTranspose', inputs, attributes);
  const transformed = transformedCall('convTranspose', 'fft', attributes);
  const { y } = bounds(trace, inputs, {}, 'float64', { transformed }).values;
  expect(y!.slice(0, 5).every((bound) => bound > 0)).toBe(true);
  expect(y![1]).toBeLessThan(1e-12);
});
