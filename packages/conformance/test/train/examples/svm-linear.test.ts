import { expect, test } from '@jest/globals';
import { seededRandom } from '@gradspec/graph';
import { cloudPoints } from '../../../src/train/examples/svm-linear.ts';

const { x, labels } = cloudPoints(1, 'float64');

test('there are 40 points of each of 3 clouds', () => {
  expect(x.shape).toEqual([120, 2]);
  for (const cloud of [0, 1, 2]) expect(labels.data.filter((label) => label === cloud)).toHaveLength(40);
});

test('a point is the centre of its cloud and 0.6 of the next two normal numbers', () => {
  const random = seededRandom(1);
  const centres = [
    [-1.5, -1],
    [1.5, -0.5],
    [0, 2],
  ] as const;
  labels.data.forEach((cloud, i) => {
    const [cx, cy] = centres[cloud]!;
    const expected = [cx + 0.6 * random.normal(), cy + 0.6 * random.normal()];
    expect(Array.from(x.data.slice(2 * i, 2 * i + 2))).toEqual(expected);
  });
});

test('its first points are these, bit for bit, on every machine', () => {
  expect(Array.from(x.data.slice(0, 4))).toEqual([
    -1.4844061658372867, -0.39758928059102006, -1.556032811369899, -0.9130141184719409,
  ]);
});
