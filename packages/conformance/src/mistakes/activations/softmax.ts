/**
 * The mistakes of softmax.
 *
 * @module
 */
import { tensor, type FloatTensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { variationsOf } from '../variations.ts';
import { softmaxOf } from '../losses/reduction.ts';

const softmax = variationsOf('softmax');
const stability = 'cs231n, Linear Classification: practical issues, numeric stability';

/** softmax's dx, given y, dy and the row's Σ y·dy. */
const rowwise =
  (gradient: (y: number, dy: number, mean: number, K: number, sum: number) => number) =>
  (dx: FloatTensor, call: { outputs: { y: FloatTensor }; outputGrads: { y: FloatTensor } }): FloatTensor => {
    const K = dx.shape.at(-1)!;
    const [y, dy] = [call.outputs.y.data, call.outputGrads.y.data];
    return map(dx, (_, i) => {
      const start = i - (i % K);
      let [mean, sum] = [0, 0];
      for (let j = start; j < start + K; j++) {
        mean += y[j]! * dy[j]!;
        sum += dy[j]!;
      }
      return gradient(y[i]!, dy[i]!, mean, K, sum);
    });
  };

/** softmax's y, given an x of a row and all of them. */
const outputBy =
  (value: (x: number, row: readonly number[]) => number) =>
  (y: FloatTensor, { inputs: { x } }: { inputs: { x: FloatTensor } }): FloatTensor => {
    const K = y.shape.at(-1)!;
    const rowAt = (i: number) => Array.from(x.data.subarray(i - (i % K), i - (i % K) + K));
    return map(y, (_, i) => value(x.data[i]!, rowAt(i)));
  };

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** All of them. */
export const softmaxMistakes: readonly Mistake[] = [
  {
    id: 'softmax/over-everything',
    operator: 'softmax',
    name: { en: 'it is normalised over the whole tensor', ko: '행이 아니라 텐서 전체로 정규화한다' },
    symptom: 'right for one row; else the rows do not sum to 1',
    why: 'sum() without an axis',
    mend: 'divide each row by its own sum',
    source: 'NumPy documentation: sum, axis',
    wrong: ['y'],
    plant: softmax.changed({ y: (y, { inputs: { x } }) => tensor(y.dtype, y.shape, softmaxOf(x.data)) }),
  },
  {
    id: 'softmax/over-first-axis',
    operator: 'softmax',
    name: { en: 'it is taken over the first axis', ko: '마지막 축이 아니라 첫 축에 대해 계산한다' },
    symptom: 'the columns sum to 1, the rows do not',
    why: 'axis 0 is a habit, or the default of an old version',
    mend: 'normalise over the last axis, the classes',
    source: 'torch.nn.functional.softmax: dim',
    wrong: ['y'],
    plant: softmax.changed({
      y: (y, { inputs: { x } }) => {
        const inner = y.data.length / y.shape[0]! || 1;
        return map(y, (_, i) => {
          const column = Array.from({ length: y.shape[0]! }, (_, n) => x.data[n * inner + (i % inner)]!);
          return softmaxOf(column)[Math.floor(i / inner)]!;
        });
      },
    }),
  },
  {
    id: 'softmax/overflows',
    operator: 'softmax',
    name: { en: 'the maximum is not subtracted', ko: '최댓값을 빼지 않아 오버플로가 난다' },
    symptom: 'NaN for scores beyond 709, in float32 beyond 88',
    why: 'right on paper; ∞/∞ in floating point',
    mend: 'subtract the row’s maximum before exp',
    source: stability,
    wrong: ['y'],
    plant: softmax.changed({ y: outputBy((x, row) => Math.exp(x) / total(row.map(Math.exp))) }),
  },
  {
    id: 'softmax/not-exponentiated',
    operator: 'softmax',
    name: { en: 'the scores are divided by their sum', ko: '지수 없이 점수를 합으로 나눈다' },
    symptom: 'the rows sum to 1, with negative probabilities among them',
    why: 'normalising is taken for all there is to it',
    mend: 'y = eˣ / Σ eˣ',
    source: 'cs231n, Linear Classification: softmax classifier',
    wrong: ['y'],
    plant: softmax.changed({ y: outputBy((x, row) => x / total(row)) }),
  },
  {
    id: 'softmax/diagonal-only',
    operator: 'softmax',
    name: { en: 'the gradient uses the diagonal of the Jacobian only', ko: '야코비 행렬의 대각 성분만 쓴다' },
    symptom: 'dx is dy · y(1 − y); its rows do not sum to 0',
    why: 'softmax is treated like a sigmoid, element by element',
    mend: 'dx = y · (dy − Σ y·dy)',
    source: 'Goodfellow, Bengio, Courville: Deep Learning, 6.2.2',
    wrong: ['dx'],
    plant: softmax.changed({ dx: rowwise((y, dy) => dy * y * (1 - y)) }),
  },
  {
    id: 'softmax/mean-forgotten',
    operator: 'softmax',
    name: { en: 'the gradient lacks the row’s mean', ko: '그래디언트에서 행의 Σ y·dy를 빼지 않는다' },
    symptom: 'dx is y · dy; its rows do not sum to 0',
    why: 'only the numerator is differentiated',
    mend: 'dx = y · (dy − Σ y·dy)',
    source: 'Goodfellow, Bengio, Courville: Deep Learning, 6.2.2',
    wrong: ['dx'],
    plant: softmax.changed({ dx: rowwise((y, dy) => y * dy) }),
  },
  {
    id: 'softmax/mean-unweighted',
    operator: 'softmax',
    name: {
      en: 'the mean subtracted in the gradient is not weighted by y',
      ko: '그래디언트에서 빼는 평균에 y를 가중하지 않는다',
    },
    symptom: 'right where all y of a row are the same',
    why: 'mean(dy) in place of Σ y·dy',
    mend: 'dx = y · (dy − Σ y·dy)',
    source: 'Goodfellow, Bengio, Courville: Deep Learning, 6.2.2',
    wrong: ['dx'],
    plant: softmax.changed({ dx: rowwise((y, dy, _, K, sum) => y * (dy - sum / K)) }),
  },
];
