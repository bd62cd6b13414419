import { expect, test } from '@jest/globals';
import { outputBy } from '../../../src/mistakes/conv-transpose/products.ts';
import { variationsOf } from '../../../src/mistakes/variations.ts';
import { wrongResults } from '../answers.ts';

test('products without anything changed are convTranspose’s own', async () => {
  const same = variationsOf('convTranspose').changed({ y: outputBy() });
  expect(await wrongResults('convTranspose', same)).toEqual([]);
});
