/**
 * Mistakes of maxPool's input gradient: which element gets it.
 *
 * @module
 */
import { elementCount, type FloatTensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { variationsOf, type BackwardCall } from '../variations.ts';
import { realElements, spread, winnerOf } from './windows.ts';

const { changed } = variationsOf('maxPool');

/** dx by which elements of a window get which share of its dy, given all its elements that are equal to the maximum. */
const routed =
  (choose: (tied: readonly number[], elements: readonly number[]) => readonly number[], share = 1) =>
  (_dx: FloatTensor, call: BackwardCall<'maxPool'>): FloatTensor => {
    const { data: x } = call.inputs.x;
    const { data: dy } = call.outputGrads.y;
    return spread(call, (window, write) => {
      const elements = realElements(window);
      const top = x[winnerOf(x, elements)]!;
      const tied = elements.filter((i) => x[i] === top || (Number.isNaN(top) && Number.isNaN(x[i])));
      const chosen = choose(tied, elements);
      for (const i of chosen) write(i, share === 1 ? dy[window.y]! : dy[window.y]! / chosen.length);
    });
  };

/** All of them. */
export const maxPoolBackward: readonly Mistake[] = [
  {
    id: 'maxPool/dx-all-ties',
    operator: 'maxPool',
    name: {
      en: 'every tied maximum gets the whole gradient',
      ko: '최댓값이 같은 원소마다 그래디언트를 모두 받는다',
    },
    symptom: 'the sum of dx is larger than that of dy; invisible without ties',
    why: 'the winner is found again as x == y',
    mend: 'remember the position of one maximum, the first in row-major order',
    source: 'Theano: gradient of max_pool_2d at ties',
    wrong: ['dx'],
    plant: changed({ dx: routed((tied) => tied) }),
  },
  {
    id: 'maxPool/dx-ties-share',
    operator: 'maxPool',
    name: { en: 'tied maxima share the gradient', ko: '최댓값이 같은 원소들이 그래디언트를 나누어 받는다' },
    symptom: 'wrong where maxima are tied, as behind a relu',
    why: 'a subgradient that is as good in theory',
    mend: 'give all of it to the first maximum in row-major order',
    source: 'autograd: gradient of max divides by the number of maxima',
    wrong: ['dx'],
    plant: changed({ dx: routed((tied) => tied, 0) }),
  },
  {
    id: 'maxPool/dx-last-tie',
    operator: 'maxPool',
    name: {
      en: 'the last of tied maxima gets the gradient',
      ko: '최댓값이 같으면 마지막 원소가 그래디언트를 받는다',
    },
    symptom: 'wrong where maxima are tied',
    why: '>= in place of > when the maximum is looked for',
    mend: 'replace the best only where a later element is larger',
    source: 'PyTorch, TensorFlow and Caffe take the first',
    wrong: ['dx'],
    plant: changed({ dx: routed((tied) => tied.slice(-1)) }),
  },
  {
    id: 'maxPool/dx-first-element',
    operator: 'maxPool',
    name: {
      en: 'the first element of every window gets the gradient',
      ko: '각 창의 첫 원소가 그래디언트를 받는다',
    },
    symptom: 'dx forms a grid',
    why: 'the index of the maximum was never filled in and stayed 0',
    mend: 'keep the position of the maximum in forward',
    source: 'cs231n, Convolutional Networks: switches of max pooling',
    wrong: ['dx'],
    plant: changed({ dx: routed((_, elements) => elements.slice(0, 1)) }),
  },
  {
    id: 'maxPool/dx-all-elements',
    operator: 'maxPool',
    name: { en: 'every element of the window gets the gradient', ko: '창의 모든 원소가 그래디언트를 받는다' },
    symptom: 'dx looks like that of an average pool without its divisor',
    why: 'upsampling dy by repetition, without the mask',
    mend: 'give dy to the maximum only',
    source: 'cs231n assignment 2: max_pool_backward_naive',
    wrong: ['dx'],
    plant: changed({ dx: routed((_, elements) => elements) }),
  },
  {
    id: 'maxPool/dx-overlaps-overwrite',
    operator: 'maxPool',
    name: {
      en: 'overlapping windows overwrite each other in the input gradient',
      ko: '겹치는 창이 입력 그래디언트를 서로 덮어쓴다',
    },
    symptom: 'wrong where one element is the maximum of two windows',
    why: 'the gradient is written with = in place of +=',
    mend: 'add',
    source: 'NumPy documentation: ufunc.at, unbuffered addition at repeated indices',
    wrong: ['dx'],
    plant: changed({
      dx: (_, call) =>
        spread(
          call,
          (window, write) =>
            write(winnerOf(call.inputs.x.data, realElements(window)), call.outputGrads.y.data[window.y]!),
          true,
        ),
    }),
  },
  {
    id: 'maxPool/dx-index-in-window',
    operator: 'maxPool',
    name: {
      en: 'the index in the window is used as one in the plane',
      ko: '창 안의 인덱스를 평면의 인덱스로 쓴다',
    },
    symptom: 'the gradient gathers in the first elements of every plane',
    why: 'argmax over a window counts within the window',
    mend: 'turn it into i = o·s − p₀ + k·d',
    source: 'torch.nn.MaxPool2d: return_indices are flat indices of the plane',
    wrong: ['dx'],
    plant: changed({
      dx(_, call) {
        const { data: x, shape } = call.inputs.x;
        const size = elementCount(shape.slice(2));
        return spread(call, (window, write) => {
          const winner = winnerOf(x, realElements(window));
          const k = window.elements.indexOf(winner) % size;
          write(window.plane + k, call.outputGrads.y.data[window.y]!);
        });
      },
    }),
  },
];
