/**
 * Mistakes in conv by columns.
 *
 * @module
 */
import { numberOf } from '../windows.ts';
import { rewritten, type About, type RewrittenMistake } from '../rewritten-mistake.ts';
import { place, type Place } from './columns.ts';
import { im2colConv, type ConvSlips } from './conv.ts';
import { matrixOf, rowSums } from './matrix.ts';

const slip = (name: string, slips: Partial<ConvSlips>, about: About): RewrittenMistake =>
  rewritten(`im2col-conv-${name}`, 'conv', im2colConv(slips), about);

const lastStride: Place = (windows, axis, o, k) =>
  place({ ...windows, stride: [windows.stride[2], windows.stride[2], windows.stride[2]] }, axis, o, k);

/** One slip each. */
export const convMistakes: readonly RewrittenMistake[] = [
  slip(
    'rows-taps-first',
    { rowOf: ({ CG, K }, c, tap) => numberOf(tap, K) * CG + c },
    {
      expected: {
        wrong: ['y', 'dx', 'dw'],
        direction: 'forward',
        keywords: ['order', 'channel', 'channels', 'im2col', 'permuted', 'layout'],
        common:
          'the rows of the columns are in the order tap, channel while the kernel is in the order channel, tap',
      },
      name: {
        en: 'the columns’ rows have the channel innermost, the kernel has the taps innermost',
        ko: '열 행렬의 행은 채널이 가장 안쪽인데 커널은 탭이 가장 안쪽이다',
      },
      story:
        'The patches were taken from an image stored with its channels last, the kernel stayed as it was.',
    },
  ),
  slip(
    'col2im-overwrites',
    { join: (_, value) => value },
    {
      expected: {
        wrong: ['dx'],
        direction: 'input gradient',
        keywords: ['overlap', 'overlapping', 'overwritten', 'overwrites', 'accumulated', 'added'],
        common: 'col2im overwrites where it should add',
      },
      name: {
        en: 'col2im writes each value over the one before it',
        ko: 'col2im이 값을 더하지 않고 덮어쓴다',
      },
      story: 'col2im was made of im2col by exchanging the two sides of the assignment.',
    },
  ),
  slip(
    'dy-reshaped-without-transpose',
    {
      gradientRows: (t, { N, P }, first, count) =>
        matrixOf(count, N * P, (row, column) => t[(first + row) * N * P + column]!),
    },
    {
      expected: {
        wrong: ['dx', 'dw', 'db'],
        direction: 'backward',
        keywords: ['batch', 'transposed', 'reshaped', 'permuted', 'sample', 'samples'],
      },
      name: {
        en: 'the output gradient is reshaped to [M, N·O] without bringing the channel to the front',
        ko: '출력 기울기를 채널을 앞으로 옮기지 않고 [M, N·O]로 모양만 바꾼다',
      },
      story:
        'dout.reshape(M, -1) has the right shape for every batch, and the right numbers for a batch of one.',
    },
  ),
  slip(
    'last-stride-on-every-axis',
    { read: lastStride, readForWeights: lastStride, write: lastStride },
    {
      expected: { wrong: ['y', 'dx', 'dw'], direction: 'forward', keywords: ['stride'] },
      name: {
        en: 'the stride of the last axis is taken along every axis',
        ko: '모든 축에 마지막 축의 스트라이드를 쓴다',
      },
      story:
        'The stride was one number until it became a list, and the last entry was read where the number was.',
    },
  ),
  slip(
    'dw-without-dilation',
    { readForWeights: (windows, axis, o, k) => place({ ...windows, dilation: [1, 1, 1] }, axis, o, k) },
    {
      expected: { wrong: ['dw'], direction: 'weight gradient', keywords: ['dilation'] },
      name: {
        en: 'the columns for the weight gradient are taken without the dilation',
        ko: '커널 기울기를 위한 열 행렬에 팽창(dilation)이 빠져 있다',
      },
      story:
        'Backward takes the columns again, and the call that does so was not given the attribute that was added later.',
    },
  ),
  slip(
    'dx-first-groups-kernel',
    { kernelGroup: () => 0 },
    {
      expected: { wrong: ['dx'], direction: 'input gradient', keywords: ['group', 'groups'] },
      name: {
        en: 'the input gradient of every group uses the kernels of the first one',
        ko: '모든 그룹의 입력 기울기에 첫 번째 그룹의 커널을 쓴다',
      },
      story: 'The slice of the kernel that belongs to a group was forgotten in the last of three products.',
    },
  ),
  slip(
    'db-of-last-sample',
    {
      biasGradient: (rows, N) =>
        rowSums(
          matrixOf(
            rows.rows,
            rows.columns / N,
            (row, column) => rows.data[(row + 1) * rows.columns - rows.columns / N + column]!,
          ),
        ),
    },
    {
      expected: { wrong: ['db'], direction: 'bias gradient', keywords: ['batch', 'sample', 'samples'] },
      name: {
        en: 'the bias gradient is that of the last sample of the batch',
        ko: '편향 기울기가 배치의 마지막 샘플의 것뿐이다',
      },
      story: 'In the loop over samples the sum over positions was assigned and not added.',
    },
  ),
  slip(
    'col2im-crops-the-trailing-padding',
    { write: (windows, axis, o, k) => place({ ...windows, before: windows.after }, axis, o, k) },
    {
      expected: { wrong: ['dx'], direction: 'input gradient', keywords: ['padding'] },
      name: {
        en: 'col2im cuts off as much at the beginning as was padded at the end',
        ko: 'col2im이 뒤쪽 패딩만큼을 앞에서 잘라 낸다',
      },
      story:
        'The two entries of a padding pair were taken in the wrong order when the padded gradient was cropped.',
    },
  ),
];
