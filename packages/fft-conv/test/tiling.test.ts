import { describe, expect, test } from '@jest/globals';
import { radicesOf } from '@gradspec/kernels';
import { costOf, spectraBytes, spectraBudget, tilingOf, type Task } from '../src/tiling.ts';
import { perAxis, volume, type Axes } from '../src/geometry.ts';
import { random } from './random.ts';

const base: Task = {
  outputs: [1, 1, 1000],
  samples: 1,
  E: [1, 1, 9],
  inputs: 1,
  sums: 1,
  groups: 1,
  slots: 8,
  bytes: 2 ** 20,
};

/** A task of 1 to 3 axes. */
function drawTask({ integer }: ReturnType<typeof random>): Task {
  const axes = integer(1, 3);
  const most = [3000, 120, 24][axes - 1]!;
  const size = (largest: number) => (axis: 0 | 1 | 2) => (axis < 3 - axes ? 1 : integer(1, largest));
  return {
    outputs: perAxis(size(most)),
    samples: integer(1, 6),
    E: perAxis(size(Math.ceil(most / 5))),
    inputs: integer(1, 20),
    sums: integer(1, 20),
    groups: integer(1, 4),
    slots: integer(0, 1) ? 8 : 4,
    bytes: 2 ** integer(14, 26),
  };
}

/** All sizes from the span to a single tile, 2ᵃ3ᵇ5ᶜ. */
function sizesOf({ outputs, E }: Task, axis: 0 | 1 | 2): number[] {
  const most = 2 * (outputs[axis] + E[axis] - 1);
  return Array.from({ length: most - E[axis] + 1 }, (_, i) => E[axis] + i).filter(radicesOf);
}

function everySize(task: Task): Axes[] {
  const [D, H, W] = perAxis((axis) => sizesOf(task, axis));
  return D.flatMap((d) => H.flatMap((h) => W.map((w): Axes => [d, h, w])));
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe('the tiling of a task', () => {
  test.each(seeds)(
    'has sizes that can be transformed, at least the span, and B = L − E + 1, seed %i',
    (seed) => {
      const task = drawTask(random(seed));
      const { L, B } = tilingOf(task);
      const wrong = L.filter((size, a) => !radicesOf(size) || size < task.E[a]!);
      expect({ task, wrong, B }).toEqual({ task, wrong: [], B: L.map((size, a) => size - task.E[a]! + 1) });
    },
  );

  test.each(seeds)(
    'fits the bytes unless that is too dear, and is then nearly the cheapest, seed %i',
    (seed) => {
      const task = drawTask(random(seed));
      const { L } = tilingOf(task);
      const leastWithin = (bytes: number) =>
        Math.min(
          ...everySize(task)
            .filter((size) => spectraBytes(task, size) <= bytes)
            .map((size) => costOf(task, size)),
        );
      const [fitting, any] = [leastWithin(task.bytes), leastWithin(Math.max(task.bytes, 16 * 2 ** 20))];
      const fits = spectraBytes(task, L) <= task.bytes;
      // The sizes that are tried are not all that there are, so the border between both is not sharp.
      if (fitting > 5.2 * any) expect({ task, L, fits }).toEqual({ task, L, fits: false });
      if (fitting < 3 * any) expect({ task, L, fits }).toEqual({ task, L, fits: true });
      if (any < Infinity) expect(costOf(task, L) / (fits ? fitting : any)).toBeLessThan(1.3);
    },
  );

  test('does not crawl through a large kernel in tiles of a few outputs', () => {
    const task = { ...base, outputs: [1, 162, 162], E: [1, 95, 95], bytes: 1_800_000 } as const;
    expect(Math.min(...tilingOf(task).B.slice(1))).toBeGreaterThan(20);
  });

  test('takes the smallest spectra where none are small enough', () => {
    const { L } = tilingOf({ ...base, inputs: 400, sums: 400, groups: 8, bytes: 10 });
    expect(L).toEqual([1, 1, 9]);
  });

  test.each([
    { title: 'a long line', change: { outputs: [1, 1, 200_000], E: [1, 1, 1024] } },
    { title: 'a long line and a short kernel', change: { outputs: [1, 1, 200_000], E: [1, 1, 9] } },
    { title: 'a large image', change: { outputs: [1, 1000, 900], E: [1, 7, 7], inputs: 3, sums: 8 } },
    { title: 'a large volume', change: { outputs: [100, 100, 100], E: [5, 5, 5] } },
  ] as { title: string; change: Partial<Task> }[])('cuts $title into tiles', ({ change }) => {
    const task = { ...base, bytes: 2 ** 30, ...change };
    const { L, B } = tilingOf(task);
    const tiles = volume(perAxis((a) => Math.ceil(task.outputs[a] / B[a])));
    const whole = volume(perAxis((a) => task.outputs[a] + task.E[a] - 1));
    expect(tiles).toBeGreaterThan(8);
    expect(volume(L)).toBeLessThan(whole / 8);
  });

  test('makes no more tiles of what is small than are computed side by side', () => {
    const outputs: Axes = [1, 6, 7];
    const { B } = tilingOf({ ...base, outputs, E: [1, 3, 3] });
    expect(volume(perAxis((a) => Math.ceil(outputs[a] / B[a])))).toBeLessThanOrEqual(base.slots);
  });
});

test('a tiling that is remembered is that of the task asked for: no field of it is ignored', () => {
  const line = { ...base, samples: 3 };
  const changes: Partial<Task>[] = [
    { outputs: [1, 1, 10] },
    { samples: 1 },
    { E: [1, 1, 300] },
    { inputs: 5000 },
    { sums: 20_000 },
    { groups: 20_000 },
    { slots: 4 },
    { bytes: 40_000 },
  ];
  const fresh = changes.map((change) => {
    forget();
    return tilingOf({ ...line, ...change });
  });
  forget();
  const other = tilingOf(line);
  expect(fresh.filter(({ L }) => L.join() === other.L.join())).toEqual([]); // else the test could not fail
  for (const [i, change] of changes.entries())
    expect({ change, tiling: tilingOf({ ...line, ...change }) }).toEqual({ change, tiling: fresh[i] });
});

/** More other tasks than are remembered. */
function forget(): void {
  for (let samples = 100; samples < 120; samples++) tilingOf({ ...base, samples });
}

test('spectra may take twice the bytes of the tensors, and a megabyte', () => {
  expect(spectraBudget([new Float32Array(100), new Float64Array(10)])).toBe(2 ** 20 + 2 * (400 + 80));
});
