/**
 * The mistakes of hingeLoss.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { variationsOf } from '../variations.ts';
import { gradientBy, lossBy, weightOf } from './reduction.ts';

const hinge = variationsOf('hingeLoss');
const svm = 'cs231n, Linear Classification: multiclass SVM';

/** Σ of what every class but the label comes to. */
const overOthers = (scores: Float64Array, label: number, term: (short: number) => number, margin: number) =>
  scores.reduce((sum, s, j) => (j === label ? sum : sum + term(s - scores[label]! + margin)), 0);

/** All of them. */
export const hingeMistakes: readonly Mistake[] = [
  {
    id: 'hingeLoss/true-class-counted',
    operator: 'hingeLoss',
    name: { en: 'the true class is counted, too', ko: '정답 클래스까지 합에 넣는다' },
    symptom: 'the loss is too high by the margin; the gradient is right',
    why: 'the sum runs over all classes; for j = y the term is max(0, margin)',
    mend: 'leave j = y out',
    source: svm,
    wrong: ['loss'],
    plant: hinge.changed({
      loss: lossBy(
        (scores, label, { attributes: { margin } }) =>
          Math.max(0, margin) + overOthers(scores, label, (short) => Math.max(0, short), margin),
      ),
    }),
  },
  {
    id: 'hingeLoss/margin-ignored',
    operator: 'hingeLoss',
    name: { en: 'the margin is always 1', ko: '마진이 언제나 1이다' },
    symptom: 'right for the default margin',
    why: 'the constant stands in the code',
    mend: 'use the attribute margin',
    source: svm,
    wrong: ['loss', 'dscores'],
    plant: hinge.asked(() => ({ attributes: { margin: 1 } })),
  },
  {
    id: 'hingeLoss/margin-subtracted',
    operator: 'hingeLoss',
    name: { en: 'the margin is subtracted', ko: '마진을 더하지 않고 뺀다' },
    symptom: 'the loss is 0 as soon as the label is nearly first',
    why: 's_y − s_j ≥ margin, solved with the wrong sign',
    mend: 'max(0, s_j − s_y + margin)',
    source: svm,
    wrong: ['loss', 'dscores'],
    plant: hinge.asked(({ attributes: { margin } }) => ({ attributes: { margin: -margin } })),
  },
  {
    id: 'hingeLoss/largest-only',
    operator: 'hingeLoss',
    name: { en: 'only the worst of the other classes is counted', ko: '가장 많이 어긴 클래스 하나만 센다' },
    symptom: 'right where one class misses the margin',
    why: 'Crammer and Singer’s SVM has a maximum, Weston and Watkins’s a sum',
    mend: 'sum over all classes but the label',
    source:
      'Crammer and Singer: On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines',
    wrong: ['loss'],
    plant: hinge.changed({
      loss: lossBy((scores, label, { attributes: { margin } }) =>
        scores.reduce((most, s, j) => (j === label ? most : Math.max(most, s - scores[label]! + margin)), 0),
      ),
    }),
  },
  {
    id: 'hingeLoss/squared',
    operator: 'hingeLoss',
    name: { en: 'the terms are squared', ko: '각 항을 제곱한다' },
    symptom: 'the loss is too high far from the margin and too low near it',
    why: 'the L2-SVM, also called squared hinge',
    mend: 'add the terms as they are',
    source: 'cs231n, Linear Classification: squared hinge loss SVM',
    wrong: ['loss'],
    plant: hinge.changed({
      loss: lossBy((scores, label, { attributes: { margin } }) =>
        overOthers(scores, label, (short) => Math.max(0, short) ** 2, margin),
      ),
    }),
  },
  {
    id: 'hingeLoss/label-gradient-once',
    operator: 'hingeLoss',
    name: {
      en: 'the label’s score gets −1, not minus the number of classes that miss the margin',
      ko: '정답 클래스의 그래디언트를 마진을 어긴 개수만큼이 아니라 −1로 둔다',
    },
    symptom: 'right where exactly one class misses the margin; rows of dscores do not sum to 0',
    why: 'the assignment is outside of the loop over classes',
    mend: 'subtract 1 for every class that misses the margin',
    source: svm,
    wrong: ['dscores'],
    plant: hinge.changed({
      dscores: gradientBy((scores, label, { attributes: { margin } }) => {
        const missed = Array.from(scores, (s, j) => j !== label && s - scores[label]! + margin > 0);
        return missed.map((one, j) => (j === label && missed.includes(true) ? -1 : one ? 1 : 0));
      }),
    }),
  },
  {
    id: 'hingeLoss/label-gradient-forgotten',
    operator: 'hingeLoss',
    name: { en: 'the label’s score gets no gradient', ko: '정답 클래스의 점수에 그래디언트가 없다' },
    symptom: 'other scores fall, that of the label does not rise',
    why: 's_y stands in every term and is overlooked when differentiating',
    mend: 'subtract 1 at the label for every class that misses the margin',
    source: svm,
    wrong: ['dscores'],
    plant: hinge.changed({
      dscores: gradientBy((scores, label, { attributes: { margin } }) =>
        Array.from(scores, (s, j) => (j !== label && s - scores[label]! + margin > 0 ? 1 : 0)),
      ),
    }),
  },
  {
    id: 'hingeLoss/gradient-not-averaged',
    operator: 'hingeLoss',
    name: { en: 'the gradient is a sum where the loss is a mean', ko: '손실은 평균인데 그래디언트는 합이다' },
    symptom: 'dscores is too large by the number of counted labels with reduction mean',
    why: 'the division was forgotten in backward',
    mend: 'divide by the number of counted labels',
    source: 'cs231n assignment 1: svm_loss_vectorized',
    wrong: ['dscores'],
    plant: hinge.changed({ dscores: (dscores, call) => map(dscores, (value) => value / weightOf(call)) }),
  },
];
