/**
 * The mistakes of concat and slice.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { gathered, map } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';

const concat = variationsOf('concat');
const slice = variationsOf('slice');
const patterns = 'cs231n, Optimization: patterns in backward flow';

/** All of them. */
export const concatSliceMistakes: readonly Mistake[] = [
  {
    id: 'concat/other-order',
    operator: 'concat',
    name: { en: 'a follows b', ko: 'b 뒤에 a를 붙인다' },
    symptom: 'the right shape, the parts exchanged',
    why: 'in a skip connection either comes first, by taste',
    mend: 'b follows a',
    source: 'Ronneberger, Fischer, Brox: U-Net, concatenation with the cropped feature map',
    wrong: ['y'],
    plant: concat.changed({
      y: (y, { inputs: { a, b }, attributes: { axis } }) => {
        const B = b.shape[axis]!;
        const A = a.shape[axis]!;
        return gathered(y, y.shape, (index) =>
          index.with(axis, index[axis]! < B ? index[axis]! + A : index[axis]! - B),
        );
      },
    }),
  },
  {
    id: 'concat/end-to-end',
    operator: 'concat',
    name: {
      en: 'the elements of b follow all those of a, whatever the axis',
      ko: '축과 상관없이 a의 원소 뒤에 b의 원소를 잇는다',
    },
    symptom: 'right along the first axis only',
    why: 'two buffers are copied one behind the other',
    mend: 'copy row by row of the axis',
    source: 'NumPy documentation: concatenate, axis',
    wrong: ['y'],
    plant: concat.changed({
      y: (y, { inputs: { a, b } }) =>
        map(y, (_, i) => (i < a.data.length ? a.data[i]! : b.data[i - a.data.length]!)),
    }),
  },
  {
    id: 'concat/gradient-halved',
    operator: 'concat',
    name: {
      en: 'the gradient of b is read from its beginning',
      ko: 'b의 그래디언트를 a 뒤가 아니라 처음부터 읽는다',
    },
    symptom: 'da is right, db is a part of da where it should be the rest',
    why: 'the offset of b is missing in backward',
    mend: 'db starts at a’s size along the axis',
    source: patterns,
    wrong: ['db'],
    plant: concat.changed({
      db: (db, { outputGrads: { y: dy } }) => gathered(dy, db.shape, (index) => index),
    }),
  },
  {
    id: 'concat/gradient-of-add',
    operator: 'concat',
    name: { en: 'both inputs get all of the output gradient', ko: '두 입력이 출력 그래디언트 전체를 받는다' },
    symptom: 'da and db have y’s shape',
    why: 'a concat is taken for an add, as in a residual connection',
    mend: 'cut dy where b begins',
    source: 'Huang et al.: Densely Connected Convolutional Networks (concatenation, not summation)',
    wrong: ['da', 'db'],
    plant: concat.changed({
      da: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value),
      db: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value),
    }),
  },
  {
    id: 'slice/starts-one-late',
    operator: 'slice',
    name: { en: 'the first index is counted from 1', ko: '시작 인덱스를 1부터 센다' },
    symptom: 'y is moved by one',
    why: 'MATLAB, Fortran and Julia count from 1',
    mend: 'index 0 is the first',
    source: 'MATLAB documentation: array indexing',
    wrong: ['y'],
    plant: slice.changed({
      y: (y, { inputs: { x }, attributes: { axis, start } }) =>
        gathered(x, y.shape, (index) => index.with(axis, index[axis]! + start - 1)),
    }),
  },
  {
    id: 'slice/end-included',
    operator: 'slice',
    name: { en: 'the end is included', ko: '끝 인덱스까지 포함한다' },
    symptom: 'y is one longer where x goes on',
    why: 'MATLAB, R and Julia include the end',
    mend: 'end is one past the last index',
    source: 'NumPy documentation: basic slicing',
    wrong: ['y'],
    plant: only(
      ['y'],
      slice.asked(({ inputs: { x }, attributes: { axis, end } }) => ({
        attributes: { end: Math.min(end + 1, x.shape[axis]!) },
      })),
    ),
  },
  {
    id: 'slice/gradient-at-beginning',
    operator: 'slice',
    name: { en: 'the gradient is put at the beginning', ko: '그래디언트를 원래 자리가 아니라 처음에 놓는다' },
    symptom: 'right for start 0',
    why: 'the offset is missing in backward',
    mend: 'dx[start + i] = dy[i], 0 elsewhere',
    source: patterns,
    wrong: ['dx'],
    plant: slice.changed({
      dx: (dx, { outputGrads: { y: dy } }) => gathered(dy, dx.shape, (index) => index),
    }),
  },
  {
    id: 'slice/gradient-not-padded',
    operator: 'slice',
    name: { en: 'the gradient has the size of the part', ko: '그래디언트의 크기가 잘라 낸 부분과 같다' },
    symptom: 'dx has y’s shape',
    why: 'backward passes dy on as it is',
    mend: 'put dy into zeros of x’s shape',
    source: patterns,
    wrong: ['dx'],
    plant: slice.changed({ dx: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value) }),
  },
];
