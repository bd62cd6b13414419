import { expect, test } from '@jest/globals';
import { compareCurves } from '../../src/train/curve-agreement.ts';
import { digits } from '../../src/train/examples/digits.ts';
import { choices } from './choices.ts';

test('digits: in 20 steps no two curves are further apart than their bounds, of spectra too', async () => {
  const [net] = digits.nets({ seed: 1, dtype: 'float64' });
  const { curves, disagreements } = await compareCurves(net!, choices, 20);
  expect(disagreements).toEqual([]);
  for (const { name, losses, bound } of curves) {
    expect(losses.at(-1)).toBeLessThan(0.95 * losses[0]!);
    // The bound of spectra is one of norms: the same for large and small elements.
    const most = name.startsWith('fft-conv') ? 1e-10 : 1e-12;
    for (const [i, one] of bound.entries()) expect(one / losses[i]!).toBeLessThan(most);
  }
}, 60_000);
