/**
 * Mistakes in an rnn through time.
 *
 * @module
 */
import { rewritten, type About, type RewrittenMistake } from '../rewritten-mistake.ts';
import { bpttRnn, type RnnSlips } from './rnn.ts';
import type { TimeSlips } from './through-time.ts';
import { plus } from './vectors.ts';

const slip = (
  name: string,
  slips: Partial<RnnSlips>,
  timeSlips: Partial<TimeSlips>,
  about: About,
): RewrittenMistake => rewritten(`bptt-rnn-${name}`, 'rnn', bpttRnn(slips, timeSlips), about);

const everyGradient = ['dx', 'dwx', 'dwh', 'db', 'dh0'];

/** One slip each. */
export const rnnMistakes: readonly RewrittenMistake[] = [
  slip(
    'tanh-derivative-of-z',
    { tanhDerivative: (z) => 1 - z * z },
    {},
    {
      expected: {
        wrong: everyGradient,
        direction: 'backward',
        keywords: ['tanh', 'activation', 'derivative'],
        common: 'the derivative of tanh is written as 1 − z² where z is what tanh was taken of',
      },
      name: {
        en: 'the derivative of tanh is 1 − z² of its argument, not 1 − h² of its value',
        ko: 'tanh의 미분을 값 h의 1 − h²이 아니라 인수 z의 1 − z²으로 쓴다',
      },
      story: 'Both z and h were kept, and the formula says 1 − y² without saying what y is.',
    },
  ),
  slip(
    'dwh-meets-new-state',
    { metByWh: ({ after }) => after.h },
    {},
    {
      expected: {
        wrong: ['dwh'],
        direction: 'weight gradient',
        keywords: ['wh', 'previous', 'after the step'],
      },
      name: {
        en: 'the gradient of wh is summed with the state after the step',
        ko: 'wh의 기울기를 그 단계 이후의 상태와 곱하여 더한다',
      },
      story: 'hs[t] and hs[t − 1] differ by one character, and both exist at every step.',
    },
  ),
  slip(
    'dh0-before-first-step',
    {},
    { gradientOfStart: (_, arrived) => arrived },
    {
      expected: { wrong: ['dh0'], direction: 'state gradient', keywords: ['h0'] },
      name: {
        en: 'the gradient of h0 is what came to the first state, before it goes through the first step',
        ko: 'h0의 기울기가 첫 단계를 거치기 전, 첫 상태에 도달한 기울기이다',
      },
      story: 'Behind the loop dh and dh_next are both at hand, and dh was returned.',
    },
  ),
  slip(
    'reverse-forward-only',
    {},
    { timeBack: (s) => s },
    {
      expected: { wrong: everyGradient, direction: 'backward', keywords: ['reverse', 'reversed'] },
      name: {
        en: 'reverse is heeded in the forward pass only',
        ko: '역방향(reverse)을 순전파에서만 지킨다',
      },
      story: 'Forward turns x and the outputs round; backward was left with the order of the steps.',
    },
  ),
  slip(
    'carried-from-sequence-before',
    {},
    { carriedFirst: (dLast, leftover) => plus(dLast, leftover) },
    {
      expected: {
        wrong: everyGradient,
        direction: 'state gradient',
        keywords: ['batch', 'sequence', 'sequences', 'carried'],
      },
      name: {
        en: 'what is carried back is not reset between the sequences of a batch',
        ko: '배치의 시퀀스 사이에서 뒤로 전달되는 기울기를 초기화하지 않는다',
      },
      story: 'dh_next was set to zeros above both loops, and the outer one came later.',
    },
  ),
];
