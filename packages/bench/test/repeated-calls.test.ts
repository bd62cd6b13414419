import { describe, expect, test } from '@jest/globals';
import { grew, growthOf, memoryNow } from '../src/repeated-calls.ts';

const use = (heap: number, buffers = 0) => ({ heap, buffers, process: heap });

describe('growthOf', () => {
  test('memory is read after the warm-up and after the calls', async () => {
    let calls = 0;
    const growth = await growthOf(() => void calls++, { calls: 70, warmUp: 11, use: () => use(calls) });
    expect(growth).toEqual({ calls: 70, before: use(11), after: use(81) });
  });

  test('an action that keeps what it made is found, with the real memory', async () => {
    const kept: Float64Array[] = [];
    const options = { calls: 300, warmUp: 1 };
    const keeping = await growthOf(() => void kept.push(new Float64Array(1000).fill(3)), options);
    expect(grew(keeping)).toBe(true);
  });
});

describe('grew', () => {
  test.each([
    ['100 bytes of heap per call', use(1e7 + 1e6 + 1e5), true],
    ['a page of WebAssembly memory per hundred calls', use(1e7, 100 * 65536), true],
    ['some kilobytes', use(1e7 + 5e4, 9000), false],
    ['less than before', use(9e6), false],
  ])('%s after 10,000 calls', (_, after, expected) => {
    expect(grew({ calls: 10_000, before: use(1e7), after })).toBe(expected);
  });
});

test('garbage is collected before memory is read', () => {
  const before = memoryNow();
  for (let i = 0; i < 100; i++) new Float64Array(100_000).fill(i);
  expect(grew({ calls: 100, before, after: memoryNow() })).toBe(false);
});
