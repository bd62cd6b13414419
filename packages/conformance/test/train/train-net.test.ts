import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { xor } from '../../src/train/examples/xor.ts';
import { trainNet } from '../../src/train/train-net.ts';
import { valueOf } from '../../src/train/predict.ts';

const [net] = xor.nets({ seed: 1, dtype: 'float64' });

test('every loss is told when its step is done, and kept', async () => {
  const told: number[] = [];
  const { losses } = await trainNet({ ...net!, steps: 7 }, [naiveLoops], (loss) => told.push(loss));
  expect(losses).toHaveLength(7);
  expect(told).toEqual(losses);
});

test('the parameters are those after the last step', async () => {
  const [six, seven] = [
    await trainNet({ ...net!, steps: 6 }, [naiveLoops]),
    await trainNet({ ...net!, steps: 7 }, [naiveLoops]),
  ];
  expect((await valueOf(six, net!.batch(7), 'loss')).data[0]).toBe(seven.losses[6]);
});

test('without a step nothing changes', async () => {
  expect((await trainNet({ ...net!, steps: 0 }, [naiveLoops])).parameters).toEqual(net!.parameters);
});
