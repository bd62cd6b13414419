/**
 * Mistakes of conv's input gradient dx: kernel, channels, and sums that overwrite each other.
 *
 * @module
 */
import { elementCount, zeros, type FloatTensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { flipped, misread } from '../rearranged.ts';
import { only, variationsOf, type BackwardCall } from '../variations.ts';
import { forEachProduct, inputGradientBy } from './products.ts';

const { asked, changed } = variationsOf('conv');

/** dx of the last window alone that reads an element, which is what is left when windows overwrite each other. */
function ofLastWindow(dx: FloatTensor, call: BackwardCall<'conv'>): FloatTensor {
  const plane = elementCount(call.outputShapes.y.slice(2)) || 1;
  const last = new Map<number, number>();
  forEachProduct(call, {}, (xi, _, yi) => {
    if (xi !== undefined) last.set(xi, Math.max(last.get(xi) ?? 0, yi % plane));
  });
  return inputGradientBy({}, (xi, _, yi) => last.get(xi) === yi % plane)(dx, call);
}

/** dx of the last output channel of each group alone. */
function ofLastChannel(dx: FloatTensor, call: BackwardCall<'conv'>): FloatTensor {
  const [, M, ...output] = call.outputShapes.y as [number, number, ...number[]];
  const MG = M / call.attributes.groups;
  const plane = elementCount(output) || 1;
  return inputGradientBy({}, (_x, _w, yi) => (Math.floor(yi / plane) % M) % MG === MG - 1)(dx, call);
}

/** Mistakes of dx. */
export const inputGradientMistakes: readonly Mistake[] = [
  {
    id: 'conv/dx-kernel-unflipped',
    operator: 'conv',
    name: {
      en: 'the input gradient reads the kernel the wrong way round',
      ko: '입력 그래디언트가 커널을 뒤집지 않고 쓴다',
    },
    symptom: 'dx is that of a reversed kernel; right for symmetric kernels',
    why: 'the input gradient of a cross-correlation is a full convolution, with the kernel flipped',
    mend: 'turn w by 180 degrees when dx is computed as a correlation of dy with w',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['dx'],
    plant: only(
      ['dx'],
      asked(({ inputs: { w } }) => ({ inputs: { w: flipped(w) } })),
    ),
  },
  {
    id: 'conv/dx-channels-not-exchanged',
    operator: 'conv',
    name: {
      en: 'the input gradient does not exchange the kernel’s input and output channels',
      ko: '입력 그래디언트가 커널의 입력 채널과 출력 채널을 맞바꾸지 않는다',
    },
    symptom: 'dx is wrong for more than one channel; an error about shapes in a checked matrix product',
    why: 'w[m, c] is read where w[c, m] stands: silent because the number of elements fits',
    mend: 'sum over m: dx[c] += dy[m] · w[m, c]',
    source: 'Dumoulin and Visin: A guide to convolution arithmetic for deep learning, 4',
    wrong: ['dx'],
    plant: only(
      ['dx'],
      asked(({ inputs: { w } }) => ({ inputs: { w: misread(w, 0, 1) } })),
    ),
  },
  {
    id: 'conv/dx-overlaps-overwrite',
    operator: 'conv',
    name: {
      en: 'overlapping windows overwrite each other in the input gradient',
      ko: '겹치는 창이 입력 그래디언트를 서로 덮어쓴다',
    },
    symptom: 'dx is right where windows do not overlap',
    why: 'col2im assigns with = in place of +=; so does numpy’s dx[indices] += … for repeated indices',
    mend: 'add: every window that reads an element contributes to its gradient',
    source: 'NumPy documentation: ufunc.at, unbuffered addition at repeated indices',
    wrong: ['dx'],
    plant: changed({ dx: ofLastWindow }),
  },
  {
    id: 'conv/dx-output-channels-overwrite',
    operator: 'conv',
    name: {
      en: 'output channels overwrite each other in the input gradient',
      ko: '출력 채널이 입력 그래디언트를 서로 덮어쓴다',
    },
    symptom: 'dx is that of the last output channel of each group alone',
    why: 'dx is cleared inside the loop over output channels',
    mend: 'clear dx once; add over all output channels',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['dx'],
    plant: changed({ dx: ofLastChannel }),
  },
  {
    id: 'conv/dx-groups-share-channels',
    operator: 'conv',
    name: {
      en: 'the input gradient of every group goes to the first group’s channels',
      ko: '모든 그룹의 입력 그래디언트가 첫 그룹의 채널로 간다',
    },
    symptom: 'right for groups = 1; later channels get 0',
    why: 'the offset g·C/groups is missing in backward only',
    mend: 'give to channel g·CG + c',
    source: 'torch.nn.Conv2d: groups',
    wrong: ['dx'],
    plant: changed({ dx: inputGradientBy({ channel: ({ c }) => c }) }),
  },
  {
    id: 'conv/dx-zero',
    operator: 'conv',
    name: { en: 'the input gradient is 0', ko: '입력 그래디언트가 0이다' },
    symptom: 'the layer itself learns, those before it do not',
    why: 'the first layer needs no dx, and it was never written for the others',
    mend: 'compute dx; leave it out only where it is not wanted',
    source: 'Nielsen: Neural Networks and Deep Learning, 2 (the equations of backpropagation)',
    wrong: ['dx'],
    plant: changed({ dx: ({ dtype, shape }) => zeros(dtype, shape) }),
  },
];
