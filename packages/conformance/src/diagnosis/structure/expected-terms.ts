/**
 * The terms of a bilinear operator by its definition: which x, w and y meet.
 *
 * @module
 */
import { checkCall, elementCount, zeros, type Attributes } from '@gradspec/spec';
import { forEachProduct as convProducts } from '../../mistakes/conv/products.ts';
import { forEachProduct as transposeProducts } from '../../mistakes/conv-transpose/products.ts';
import { rightIndex } from '../../mistakes/taps.ts';
import type { BilinearCall, Term, Terms } from './terms.ts';

/** They are the same for y, dx and dw. */
export function expectedTerms({ operator, x, w, y, attributes }: BilinearCall): Terms {
  const terms: Term[] = [];
  const visit = (i: number | undefined, k: number, o: number) => {
    if (i !== undefined) terms.push({ i, k, o, factor: 1 });
  };
  const inputs = { x: zeros('float64', x), w: zeros('float64', w) };
  if (operator === 'conv')
    convProducts(checkCall(operator, inputs, attributes as Attributes<'conv'>), {}, visit);
  else if (operator === 'convTranspose')
    transposeProducts(
      checkCall(operator, inputs, attributes as Attributes<'convTranspose'>),
      rightIndex,
      visit,
    );
  else {
    const [I, O] = [x.at(-1)!, w[0]!];
    for (let o = 0; o < elementCount(y); o++)
      for (let i = 0; i < I; i++) visit(Math.floor(o / O) * I + i, (o % O) * I + i, o);
  }
  return { terms, crowded: 0 };
}
