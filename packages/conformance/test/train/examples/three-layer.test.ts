import { expect, test } from '@jest/globals';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { threeLayer } from '../../../src/train/examples/three-layer.ts';
import { reached } from '../reached.ts';

test('the net is the documents’ 3-4-4-1 with its 41 parameters, two sigmoids and nothing on the output', () => {
  const [net] = threeLayer.nets({ seed: 1, dtype: 'float64' });
  const { graph, parameters } = net!.model;
  expect(Object.values(parameters).map(({ shape }) => shape)).toEqual([
    [4, 3],
    [4],
    [4, 4],
    [4],
    [1, 4],
    [1],
  ]);
  expect(graph.nodes.map(({ operator }) => operator)).toEqual([
    'linear',
    'sigmoid',
    'linear',
    'sigmoid',
    'linear',
    'meanSquaredError',
  ]);
});

test('it learns (x₁² + x₂ − x₃) / 3 on the 27 points of a grid', () => {
  const { x, target } = threeLayer.nets({ seed: 1, dtype: 'float64' })[0]!.batch(1);
  expect(new Set(Array.from({ length: 27 }, (_, i) => x!.data.slice(3 * i, 3 * i + 3).join())).size).toBe(27);
  target!.data.forEach((value, i) => {
    const [a, b, c] = [0, 1, 2].map((k) => x!.data[3 * i + k]!) as [number, number, number];
    expect(value).toBe((a * a + b - c) / 3);
  });
});

test('it shows what it learnt at points with answers of both signs', async () => {
  const { text } = await reached('three-layer', [matrixIm2col]);
  const answers = [
    ...text.matchAll(/f\([−01], [−01]+, [−01]+\) = (−?\d\.\d{3}), the net says (−?\d\.\d{3})/g),
  ];
  expect(text.split('\n')).toHaveLength(4);
  const numbers = answers.map(([, wanted, said]) =>
    [wanted!, said!].map((one) => Number(one.replace('−', '-'))),
  );
  expect(Math.min(...numbers.map(([wanted]) => wanted!))).toBeLessThan(0);
  for (const [wanted, said] of numbers) expect(Math.abs(said! - wanted!)).toBeLessThan(0.1);
});
