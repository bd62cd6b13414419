import { expect, test } from '@jest/globals';
import { seededRandom } from '@gradspec/graph';
import { spiralPoints } from '../../../src/train/examples/spiral.ts';

const { x, labels } = spiralPoints(7, 'float64');

test('there are 100 points on each of 3 arms', () => {
  expect(x.shape).toEqual([300, 2]);
  for (const arm of [0, 1, 2]) expect(labels.data.filter((label) => label === arm)).toHaveLength(100);
});

test('point i of an arm has the radius (i + 1) / 100', () => {
  for (let i = 0; i < 300; i++)
    expect(Math.hypot(x.data[2 * i]!, x.data[2 * i + 1]!)).toBeCloseTo(((i % 100) + 1) / 100, 12);
});

test('its angle is 4k + 4i / 99 and a fifth of the next normal number', () => {
  const random = seededRandom(7);
  for (let i = 0; i < 300; i++) {
    const theta = 4 * Math.floor(i / 100) + (4 * (i % 100)) / 99 + 0.2 * random.normal();
    const r = ((i % 100) + 1) / 100;
    expect([x.data[2 * i]! / r, x.data[2 * i + 1]! / r]).toEqual([
      expect.closeTo(Math.sin(theta), 12),
      expect.closeTo(Math.cos(theta), 12),
    ]);
  }
});

test('its first points are these', () => {
  const first = spiralPoints(1, 'float64').x.data.slice(0, 4);
  expect(Array.from(first)).toEqual(
    [0.00005197921314045793, 0.009999864907157562, 0.004777509074165305, 0.019421004274915037].map((value) =>
      expect.closeTo(value, 14),
    ),
  );
});
