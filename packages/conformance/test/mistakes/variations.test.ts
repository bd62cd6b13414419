import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, type Tensor } from '@gradspec/spec';
import type { AnyKernel } from '../../src/runner/any-kernel.ts';
import { map } from '../../src/mistakes/rearranged.ts';
import { only, variationsOf, type Plant } from '../../src/mistakes/variations.ts';

const { asked, changed, cotangent } = variationsOf('multiply');
const right = naiveLoops.kernels.multiply as unknown as AnyKernel;
const inputs = { a: tensor('float64', [3], [2, -3, 5]), b: tensor('float64', [3], [7, 11, -13]) };
const dy = tensor('float64', [3], [1, -2, 3]);

/** y, da and db of a planted kernel. */
async function results(plant: Plant, wanted?: readonly string[], kernel = right) {
  const wrong = plant(kernel);
  const { outputs, saved } = await wrong.forward(inputs);
  const gradients = await wrong.backward!({ y: dy }, saved, wanted);
  const numbers = (tensors: Readonly<Record<string, Tensor>>) =>
    Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, [...data]]));
  return { ...numbers(outputs), gradients: numbers(gradients) };
}

const rightResults = {
  y: [14, -33, -65],
  gradients: { a: [7, -22, -39], b: [2, 6, 15] },
};
const negatedA = asked(({ inputs: { a } }) => ({ inputs: { a: map(a, (value) => -value) } }));

test('asked: outputs and gradients are those of the other call', async () => {
  expect(await results(negatedA)).toEqual({
    y: [-14, 33, 65],
    gradients: { a: [7, -22, -39], b: [-2, -6, -15] },
  });
});

test('asked: attributes that are not changed stay as they were written', async () => {
  const slice = variationsOf('slice');
  const kernel = slice.asked(() => ({ attributes: { end: 3 } }))(
    naiveLoops.kernels.slice as unknown as AnyKernel,
  );
  const x = tensor('float64', [4], [1, 2, 3, 4]);
  const { outputs } = await kernel.forward({ x }, { axis: 0, start: 1, end: 2 });
  expect([...outputs.y!.data]).toEqual([2, 3]);
});

test('cotangent: only backward sees the other output gradient', async () => {
  const ones = cotangent(({ y }) => ({ y: map(y, () => 1) }));
  expect(await results(ones)).toEqual({ ...rightResults, gradients: { a: [7, 11, -13], b: [2, -3, 5] } });
});

test('changed: the named results are replaced, the others stay right', async () => {
  const plant = changed({
    y: (y) => map(y, (value) => value + 1),
    db: (_, { inputs: { b }, outputs: { y }, outputGrads }) =>
      map(b, (value, i) => value + y.data[i]! + outputGrads.y.data[i]!),
  });
  expect(await results(plant)).toEqual({
    y: [15, -32, -64],
    // b + y + dy, with the right y
    gradients: { a: rightResults.gradients.a, b: [22, -24, -75] },
  });
});

test('only: the other results are those of the right kernel', async () => {
  expect(await results(only(['y'], negatedA))).toEqual({ ...rightResults, y: [-14, 33, 65] });
  expect(await results(only(['db'], negatedA))).toEqual({
    ...rightResults,
    gradients: { ...rightResults.gradients, b: [-2, -6, -15] },
  });
});

test('a planted kernel returns the wanted gradients and no others', async () => {
  const plants = [
    negatedA,
    cotangent(({ y }) => ({ y })),
    changed({ da: (da) => da }),
    only(['da'], negatedA),
  ];
  for (const plant of plants) {
    expect(Object.keys((await results(plant, ['b'])).gradients)).toEqual(['b']);
    expect(Object.keys((await results(plant, ['a'])).gradients)).toEqual(['a']);
  }
});

test('a mistake can be planted into a kernel that answers with promises', async () => {
  const later: AnyKernel = {
    forward: (...call) => Promise.resolve(right.forward(...call)),
    backward: (...call) => Promise.resolve(right.backward!(...call)),
  };
  const plant = only(['y', 'db'], changed({ y: (y) => map(y, () => 0), da: (da) => map(da, () => 0) }));
  expect(await results(plant, undefined, later)).toEqual({ ...rightResults, y: [0, 0, 0] });
});

test('into a kernel without backward, a mistake is planted without one', () => {
  const forwardOnly: AnyKernel = { forward: (...call) => right.forward(...call) };
  for (const plant of [negatedA, cotangent(({ y }) => ({ y })), changed({}), only(['y'], negatedA)])
    expect(plant(forwardOnly)).not.toHaveProperty('backward');
});

test('a wrong call is refused with the spec’s own error', async () => {
  await expect(
    async () => await changed({})(right).forward({ a: inputs.a, b: tensor('float64', [2], [1, 2]) }),
  ).rejects.toThrow(/multiply: b expected/);
});
