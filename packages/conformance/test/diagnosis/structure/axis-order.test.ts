import { expect, test } from '@jest/globals';
import { axisOrderFinding } from '../../../src/diagnosis/structure/axis-order.ts';
import { expectedTerms } from '../../../src/diagnosis/structure/expected-terms.ts';
import type { BilinearCall, Term } from '../../../src/diagnosis/structure/terms.ts';

const call: BilinearCall = {
  operator: 'conv',
  x: [2, 3, 5],
  w: [4, 3, 2],
  y: [2, 4, 4],
  attributes: {},
};
const { terms } = expectedTerms(call);

/** The place of an index of w when its axes are taken to be in another order. */
const read = (order: readonly number[]) => (k: number) => {
  const index = [Math.floor(k / 6), Math.floor(k / 2) % 3, k % 2];
  return order.reduce((place, axis) => place * call.w[axis]! + index[axis]!, 0);
};
const reordered = (order: readonly number[]): Term[] =>
  terms.map((term) => ({ ...term, k: read(order)(term.k) }));

test('a kernel that is read with its taps before its channels is told', () => {
  expect(axisOrderFinding(call, 'y', reordered([0, 2, 1]), terms)).toBe(
    'y is computed with the axes of w permuted: it is read as [filter, kw, channel], and is [filter, channel, kw]',
  );
});

test('an output gradient that is read with its first axes exchanged is told', () => {
  const swapped = terms.map((term) => {
    const [n, m, o] = [Math.floor(term.o / 16), Math.floor(term.o / 4) % 4, term.o % 4];
    return { ...term, o: (m * 2 + n) * 4 + o };
  });
  expect(axisOrderFinding(call, 'dw', swapped, terms)).toBe(
    'dw is computed with the axes of dy permuted: it is read as [filter, sample, w], and is [sample, filter, w]',
  );
});

test('terms that are right, or wrong in another way, are no order of axes', () => {
  expect(axisOrderFinding(call, 'y', terms, terms)).toBeUndefined();
  expect(axisOrderFinding(call, 'y', terms.slice(1), terms)).toBeUndefined();
  const moved = terms.map((term) => ({ ...term, k: (term.k + 1) % 24 }));
  expect(axisOrderFinding(call, 'y', moved, terms)).toBeUndefined();
});
