/**
 * The mistakes of maxout.
 *
 * @module
 */
import type { FloatTensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { gathered, map, misread } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';

const maxout = variationsOf('maxout');

/** dmaxout by the share of dy that piece p of [P] values gets. */
const shared =
  (share: (values: readonly number[], p: number) => number) =>
  (dx: FloatTensor, call: { inputs: { x: FloatTensor }; outputGrads: { y: FloatTensor } }): FloatTensor => {
    const [, P, F] = dx.shape as [number, number, number];
    const { x } = call.inputs;
    return map(dx, (_, i) => {
      const [n, p, f] = [Math.floor(i / (P * F)), Math.floor(i / F) % P, i % F];
      const values = Array.from({ length: P }, (_, q) => x.data[(n * P + q) * F + f]!);
      return share(values, p) * call.outputGrads.y.data[n * F + f]!;
    });
  };

/** All of them. */
export const maxoutMistakes: readonly Mistake[] = [
  {
    id: 'maxout/pieces-last',
    operator: 'maxout',
    name: { en: 'x is read as [N, F, P]', ko: 'x를 [N, F, P] 순서로 읽는다' },
    symptom: 'y has the right shape; each maximum is over the wrong numbers',
    why: 'neighbours in memory are the easiest pieces to take',
    mend: 'the pieces are the middle axis: x[n, p, f] stands at (n·P + p)·F + f',
    source: 'Goodfellow et al.: Maxout Networks',
    wrong: ['y'],
    plant: only(
      ['y'],
      maxout.asked(({ inputs: { x } }) => ({ inputs: { x: misread(x, 1, 2) } })),
    ),
  },
  {
    id: 'maxout/gradient-to-all-pieces',
    operator: 'maxout',
    name: { en: 'every piece gets the gradient', ko: '모든 조각이 그래디언트를 받는다' },
    symptom: 'the pieces learn the same and never part',
    why: 'dy is broadcast over the pieces without the mask',
    mend: 'give dy to the largest piece',
    source: 'Goodfellow et al.: Maxout Networks',
    wrong: ['dx'],
    plant: maxout.changed({ dx: shared(() => 1) }),
  },
  {
    id: 'maxout/gradient-to-first-piece',
    operator: 'maxout',
    name: { en: 'the first piece gets the gradient', ko: '첫 조각이 그래디언트를 받는다' },
    symptom: 'the other pieces never learn',
    why: 'the index of the maximum was never filled in and stayed 0',
    mend: 'keep the index of the largest piece',
    source: 'Goodfellow et al.: Maxout Networks',
    wrong: ['dx'],
    plant: maxout.changed({ dx: shared((_, p) => (p === 0 ? 1 : 0)) }),
  },
  {
    id: 'maxout/all-ties',
    operator: 'maxout',
    name: {
      en: 'every tied piece gets the whole gradient',
      ko: '최댓값이 같은 조각마다 그래디언트를 모두 받는다',
    },
    symptom: 'wrong where pieces are equal, as after an initialisation with zeros',
    why: 'the winner is found again as x == y',
    mend: 'give dy to the first largest piece',
    source: 'Theano: gradient of max at ties',
    wrong: ['dx'],
    plant: maxout.changed({
      dx: shared((values, p) => (values[p] === Math.max(...values) ? 1 : 0)),
    }),
  },
  {
    id: 'maxout/last-piece-left-out',
    operator: 'maxout',
    name: { en: 'the last piece is left out', ko: '마지막 조각을 빠뜨린다' },
    symptom: 'wrong where the last piece is the largest',
    why: 'a loop that ends at P − 1',
    mend: 'compare all P pieces',
    source: 'Goodfellow et al.: Maxout Networks',
    wrong: ['y'],
    plant: only(
      ['y'],
      maxout.asked(({ inputs: { x } }) => {
        const most = Math.max(1, x.shape[1]! - 1);
        return { inputs: { x: gathered(x, x.shape.with(1, most), (index) => index) } };
      }),
    ),
  },
];
