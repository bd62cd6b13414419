import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { recompute } from '../../src/recompute/recompute.ts';
import { formatJson } from '../../src/vectors/format.ts';
import { loadVectorFile, vectorFiles, vectorsFolder } from '../../src/vectors/load.ts';
import type { GraphVector, OperatorVector } from '../../src/vectors/types.ts';

const head = { description: { en: 'a case' }, source: { reference: 'a test' } };

const dot = (x: readonly number[], y: number): OperatorVector => ({
  ...head,
  id: 'linear/case',
  kind: 'operator',
  operator: 'linear',
  inputs: { x: { shape: [1, 2], data: x }, w: { shape: [1, 2], data: [3, -5] } },
  outputs: { y: { shape: [1, 1], data: [y] } },
  outputGrads: { y: { shape: [1, 1], data: [2] } },
});

describe('the published vectors', () => {
  test.each(vectorFiles())('%s holds what the definitions give, to the last digit', (file) => {
    const recomputed = loadVectorFile(file).map((vector) => {
      const { vector: exact, differences } = recompute(vector);
      expect(differences).toEqual([]);
      return exact;
    });
    const text = formatJson({ $schema: '../vectors.schema.json', vectors: recomputed });
    expect(text).toBe(readFileSync(`${vectorsFolder}/${file}`, 'utf8'));
  });
});

describe('recompute', () => {
  test('completes gradients, and finds out that integers are exact', () => {
    const { vector, differences } = recompute(dot([7, 11], -34));
    expect(differences).toEqual([]);
    expect(vector).toMatchObject({
      exact: true,
      inputGrads: { x: { shape: [1, 2], data: [6, -10] }, w: { shape: [1, 2], data: [14, 22] } },
    });
    expect(vector).not.toHaveProperty('float32');
  });

  test('gives float32 answers of its own where rounding the inputs changes them', () => {
    const { vector } = recompute(dot([0.1, 0.7], -3.2));
    const { outputs, float32 } = vector as OperatorVector;
    expect(outputs.y!.data[0]).toBeCloseTo(-3.2, 14);
    expect(float32!.outputs!.y!.data[0]).toBe(3 * Math.fround(0.1) - 5 * Math.fround(0.7));
    expect(vector).not.toHaveProperty('exact');
  });

  test('calls a number wrong that no rounding explains', () => {
    const { differences } = recompute(dot([7, 11], -35));
    expect(differences).toEqual([{ at: 'outputs.y[0]', stated: -35, exact: -34, wrong: true }]);
  });

  test('completes the last digits of a number that was printed with 15', () => {
    const third: OperatorVector = {
      ...head,
      id: 'reciprocal/case',
      kind: 'operator',
      operator: 'reciprocal',
      inputs: { x: { shape: [2], data: [3, -7] } },
      outputs: { y: { shape: [2], data: [0.333333333333333, -0.142857142857143] } },
    };
    const { vector, differences } = recompute(third);
    expect(differences.map(({ wrong }) => wrong)).toEqual([false, false]);
    expect((vector as OperatorVector).outputs.y!.data).toEqual([1 / 3, -1 / 7]);
  });

  test('a graph gets every intermediate value and gradient; a value’s gradient is what its consumers send back', () => {
    const graph: GraphVector = {
      ...head,
      id: 'graph/case',
      kind: 'graph',
      inputs: { x: { shape: [], data: [3] } },
      nodes: [
        { name: 'same', operator: 'reshape', inputs: { x: 'x' }, attributes: { shape: [1] } },
        { name: 'flat', operator: 'reshape', inputs: { x: 'same' }, attributes: { shape: [] } },
        { name: 'f', operator: 'multiply', inputs: { a: 'flat', b: 'x' } },
      ],
      values: {},
      outputGrads: { f: { shape: [], data: [1] } },
    };
    const { values, gradients } = recompute(graph).vector as GraphVector;
    expect(values.f!.data).toEqual([9]);
    // x has two consumers, its reshaped copies have one.
    expect(gradients!.x!.data).toEqual([6]);
    expect(gradients!.same!.data).toEqual([3]);
  });
});
