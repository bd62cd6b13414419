import { expect, test } from '@jest/globals';
import { inputGradientBy, kernelGradientBy, outputBy } from '../../../src/mistakes/conv/products.ts';
import { variationsOf } from '../../../src/mistakes/variations.ts';
import { wrongResults } from '../answers.ts';

const { changed } = variationsOf('conv');

test('products without anything changed are conv’s own, forward and backward', async () => {
  const same = changed({ y: outputBy({}), dx: inputGradientBy({}), dw: kernelGradientBy({}) });
  expect(await wrongResults('conv', same)).toEqual([]);
});

test('products that are not counted are missing in the input gradient', async () => {
  const none = changed({ dx: inputGradientBy({}, () => false) });
  expect(await wrongResults('conv', none, 2)).toEqual([expect.stringMatching(/^dx with/)]);
});
