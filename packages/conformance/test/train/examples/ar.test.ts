import { expect, test } from '@jest/globals';
import { rnnBptt } from '@gradspec/rnn-bptt';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { ar } from '../../../src/train/examples/ar.ts';
import { noisySineValues } from '../../../src/train/series/noisy-sine.ts';
import { reached } from '../reached.ts';

const values = noisySineValues(1);
const trainable = new Set(values.slice(0, 600));
const nets = ar.nets({ seed: 1, dtype: 'float64' });

test.each(nets.map((net) => ({ name: net.name, net })))(
  '$name: what is to be said is the value after what is read, and none is past the first 600',
  ({ net }) => {
    const follows = (value: number) => values[values.indexOf(value) + 1];
    for (const step of [1, 2, 50]) {
      const { x, target } = net.batch(step);
      const last = x!.shape.length === 2 ? x!.data.filter((_, i) => i % 4 === 3) : x!.data;
      expect(Array.from(target!.data)).toEqual(Array.from(last, follows));
      for (const value of [...x!.data, ...target!.data]) expect(trainable.has(value)).toBe(true);
    }
  },
);

test('the batches of two steps are two', () => {
  for (const { batch } of nets) expect(batch(1)).not.toEqual(batch(2));
});

test('errors grow with the steps ahead, and every model breaks somewhere', async () => {
  const { text } = await reached('ar', [rnnBptt, matrixIm2col]);
  const rows = text.split('\n').slice(1, 5);
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    const [, numbers, breaks] = /((?: +\d\.\d{3}){5}) +k = (\d+)$/.exec(row)!;
    const [one, , sixteen, sixtyFour, alone] = numbers!.trim().split(/ +/).map(Number);
    expect(one).toBeGreaterThan(0.2);
    expect(one).toBeLessThan(sixteen!);
    expect(sixteen).toBeLessThan(sixtyFour!);
    expect(sixtyFour).toBeLessThan(alone!);
    expect(Number(breaks)).toBeGreaterThan(1);
  }
}, 20_000);
