import { describe, expect, test } from '@jest/globals';
import { run, shaped } from '../run.ts';

const row = (...data: number[]) => shaped([1, 1, data.length], data);

describe('maxPool', () => {
  // prettier-ignore
  test.each([
    ['steps by its kernel', [1, 5, 3, 2], { kernel: [2] }, [5, 3], [10, 11], [0, 10, 11, 0]],
    ['adds where windows overlap', [1, 4, 2], { kernel: [2], stride: [1] }, [4, 4], [5, 7], [0, 12, 0]],
    ['sends a tie to the first', [3, 3, 1], { kernel: [2], stride: [1] }, [3, 3], [5, 7], [5, 7, 0]],
    ['never lets the padding win', [-3, -1], { kernel: [2], padding: [[1, 1]] }, [-3, -1], [5, 7], [5, 7]],
    ['takes −∞ where there is nothing else', [-Infinity, -Infinity], { kernel: [2] }, [-Infinity], [5], [5, 0]],
    ['takes the first NaN', [9, NaN, NaN, 2], { kernel: [4] }, [NaN], [5], [0, 5, 0, 0]],
    ['lets the last window hang over', [1, 2, 3, 4, 5], { kernel: [2], ceilMode: true }, [2, 4, 5], [5, 7, 9], [0, 5, 0, 7, 9]],
    ['spreads by its dilation', [1, 9, 2, 8, 3], { kernel: [2], stride: [1], dilation: [2] }, [2, 9, 3], [5, 7, 9], [0, 7, 5, 0, 9]],
    ['keeps −0 and 0 equal', [-0, 0], { kernel: [2] }, [0], [5], [5, 0]],
  ] as const)('%s', (_title, x, attributes, y, dy, dx) => {
    const { outputs, grads } = run('maxPool', { x: row(...x) }, attributes, { y: row(...dy) });
    expect([outputs.y, grads.x]).toEqual([y, dx]);
  });

  test('goes by row-major order in a window of two axes', () => {
    const { grads } = run(
      'maxPool',
      { x: shaped([1, 1, 2, 2], [1, 5, 5, 2]) },
      { kernel: [2, 2] },
      { y: shaped([1, 1, 1, 1], [3]) },
    );
    expect(grads.x).toEqual([0, 3, 0, 0]);
  });

  test('keeps every channel and every sample to itself', () => {
    const { outputs, grads } = run(
      'maxPool',
      { x: shaped([2, 2, 2], [1, 2, 8, 7, 3, 4, 6, 5]) },
      { kernel: [2] },
      { y: shaped([2, 2, 1], [1, 2, 3, 4]) },
    );
    expect([outputs.y, grads.x]).toEqual([
      [2, 8, 4, 6],
      [0, 1, 2, 0, 0, 3, 4, 0],
    ]);
  });
});

describe('avgPool', () => {
  // prettier-ignore
  test.each([
    ['divides by its window', [1, 2, 3, 4, 5], { kernel: [2] }, [1.5, 3.5], [2, 4], [1, 1, 2, 2, 0]],
    ['adds where windows overlap', [2, 4, 8], { kernel: [2], stride: [1] }, [3, 6], [2, 4], [1, 3, 2]],
    ['counts the padding', [6, 2], { kernel: [2], padding: [[1, 1]] }, [3, 1], [2, 4], [1, 2]],
    ['does not count it when told so', [6, 2], { kernel: [2], padding: [[1, 1]], countIncludePad: false }, [6, 2], [2, 4], [2, 4]],
    ['never counts the overhang', [1, 2, 3, 4, 5], { kernel: [2], ceilMode: true }, [1.5, 3.5, 5], [2, 4, 6], [1, 1, 2, 2, 6]],
    ['counts the padding beside an overhang', [6, 3, 4], { kernel: [3], padding: [[1, 1]], ceilMode: true }, [3, 2], [3, 4], [1, 1, 2]],
    ['counts neither', [6, 3, 4], { kernel: [3], padding: [[1, 1]], ceilMode: true, countIncludePad: false }, [4.5, 4], [3, 4], [1.5, 1.5, 4]],
    ['lets NaN and infinities through', [NaN, 1, Infinity, 2, 3, 4], { kernel: [2] }, [NaN, Infinity, 3.5], [2, 2, 2], [1, 1, 1, 1, 1, 1]],
  ] as const)('%s', (_title, x, attributes, y, dy, dx) => {
    const { outputs, grads } = run('avgPool', { x: row(...x) }, attributes, { y: row(...dy) });
    expect([outputs.y, grads.x]).toEqual([y, dx]);
  });
});
