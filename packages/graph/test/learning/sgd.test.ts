import { describe, expect, test } from '@jest/globals';
import { sgd } from '../../src/index.ts';
import { stepsOf, tensorsOf } from './steps.ts';

const start = tensorsOf('float64', { w: [1, -2, 3], b: [-0.5] });
const gradients = [
  tensorsOf('float64', { w: [2, -4, 1], b: [1] }),
  tensorsOf('float64', { w: [-1, 8, 0], b: [-2] }),
  tensorsOf('float64', { w: [4, 0, -2], b: [0.5] }),
];

describe('sgd', () => {
  test('three steps without momentum, by hand', () => {
    expect(stepsOf(sgd({ learningRate: 0.25 }), start, gradients)).toEqual([
      { w: [0.5, -1, 2.75], b: [-0.75] },
      { w: [0.75, -3, 2.75], b: [-0.25] },
      { w: [-0.25, -3, 3.25], b: [-0.375] },
    ]);
  });

  test('three steps with momentum, by hand', () => {
    // v: 2 −4 1, 1  →  −1+1 8−2 0+½, −2+½  →  4+0 0+3 −2+¼, ½−¾
    expect(stepsOf(sgd({ learningRate: 0.25, momentum: 0.5 }), start, gradients)).toEqual([
      { w: [0.5, -1, 2.75], b: [-0.75] },
      { w: [0.5, -2.5, 2.625], b: [-0.375] },
      { w: [-0.5, -3.25, 3.0625], b: [-0.3125] },
    ]);
  });

  test('says what it was made with', () => {
    expect(sgd({ learningRate: 0.1 })).toMatchObject({ name: 'sgd', learningRate: 0.1, momentum: 0 });
    expect(sgd({ learningRate: 0.1, momentum: 0.9 })).toMatchObject({ momentum: 0.9 });
  });

  test.each([
    [{ learningRate: 0 }, 'sgd: learningRate expected a positive finite number, got 0'],
    [{ learningRate: -0.1 }, 'sgd: learningRate expected a positive finite number, got -0.1'],
    [{ learningRate: NaN }, 'sgd: learningRate expected a positive finite number, got NaN'],
    [{ learningRate: Infinity }, 'sgd: learningRate expected a positive finite number, got Infinity'],
    [{ learningRate: 1, momentum: 1 }, 'sgd: momentum expected a number in [0, 1), got 1'],
    [{ learningRate: 1, momentum: -0.5 }, 'sgd: momentum expected a number in [0, 1), got -0.5'],
    [{ learningRate: 1, momentum: NaN }, 'sgd: momentum expected a number in [0, 1), got NaN'],
  ])('%p is an error', (options, message) => {
    expect(() => sgd(options)).toThrow(new RangeError(message));
  });
});
