/**
 * The mistakes of the gate maximum, the router.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { variationsOf } from '../variations.ts';

const maximum = variationsOf('maximum');
const patterns = 'cs231n, Optimization: patterns in backward flow';

/** All of them. */
export const maximumMistakes: readonly Mistake[] = [
  {
    id: 'maximum/gradient-to-both',
    operator: 'maximum',
    name: { en: 'both inputs get the gradient', ko: '두 입력이 모두 그래디언트를 받는다' },
    symptom: 'the smaller input learns, too',
    why: 'an add gate’s backward',
    mend: 'the larger input gets dy, the other 0',
    source: patterns,
    wrong: ['da', 'db'],
    plant: maximum.changed({
      da: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value),
      db: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value),
    }),
  },
  {
    id: 'maximum/gradient-to-smaller',
    operator: 'maximum',
    name: { en: 'the smaller input gets the gradient', ko: '작은 쪽 입력이 그래디언트를 받는다' },
    symptom: 'da and db are exchanged',
    why: 'a comparison the wrong way round, right only for ties',
    mend: 'the larger input gets dy',
    source: patterns,
    wrong: ['da', 'db'],
    plant: maximum.changed({
      da: (da, { inputs: { a, b }, outputGrads: { y: dy } }) =>
        map(da, (_, i) => (a.data[i]! <= b.data[i]! ? dy.data[i]! : 0)),
      db: (db, { inputs: { a, b }, outputGrads: { y: dy } }) =>
        map(db, (_, i) => (a.data[i]! > b.data[i]! ? dy.data[i]! : 0)),
    }),
  },
  {
    id: 'maximum/tie-to-both',
    operator: 'maximum',
    name: {
      en: 'at a tie both inputs get the gradient',
      ko: '값이 같으면 두 입력이 모두 그래디언트를 받는다',
    },
    symptom: 'wrong where a = b, as when one tensor is given twice',
    why: 'a == y and b == y are both true at a tie',
    mend: 'send it to a alone',
    source: patterns,
    wrong: ['db'],
    plant: maximum.changed({
      db: (db, { inputs: { a, b }, outputGrads: { y: dy } }) =>
        map(db, (value, i) => (a.data[i] === b.data[i] ? dy.data[i]! : value)),
    }),
  },
  {
    id: 'maximum/by-magnitude',
    operator: 'maximum',
    name: { en: 'the input of larger magnitude wins', ko: '절댓값이 큰 입력이 이긴다' },
    symptom: 'right for positive numbers',
    why: 'a threshold on |x| comes from pruning or clipping code',
    mend: 'compare the numbers with their signs',
    source: 'IEEE 754-2008: maxNumMag',
    wrong: ['y'],
    plant: maximum.changed({
      y: (y, { inputs: { a, b } }) =>
        map(y, (value, i) =>
          Math.abs(a.data[i]!) > Math.abs(b.data[i]!)
            ? a.data[i]!
            : Math.abs(b.data[i]!) > Math.abs(a.data[i]!)
              ? b.data[i]!
              : value,
        ),
    }),
  },
];
