import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, type FloatTensor, type OperatorName, type Shape, type Tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../src/generated/case.ts';
import { generatedCases } from '../../src/generated/generated-cases.ts';
import { dueAtKinks } from '../../src/generated/kink-choices.ts';
import { referenceOf } from '../../src/generated/reference.ts';
import { anyKernelOf } from '../../src/runner/any-kernel.ts';
import { compare } from '../../src/runner/compare.ts';
import { loadVectors } from '../../src/vectors/load.ts';
import { fromJsonAll, gradientsFromJson } from '../../src/vectors/json-tensor.ts';

const float = (shape: Shape, data: readonly number[]) => tensor('float32', shape, data);

function call(
  operator: OperatorName,
  inputs: Record<string, Tensor>,
  outputGrads: Record<string, FloatTensor>,
  attributes = {},
): GeneratedCase {
  const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
  const fill = { kind: 'ties', reach: 1, seed: 0, nonFinite: false } as const;
  return { operator, shapes, attributes, dtype: 'float32', fill, inputs, outputGrads };
}

/** What is noted of these gradients; `undefined` where they are the spec's, `wrong` where nothing explains them. */
function noteOf(one: GeneratedCase, got: Record<string, readonly number[]>): string | undefined {
  const tensors = Object.fromEntries(
    Object.entries(got).map(([name, data]) => [name, float(one.inputs[name]!.shape, data)]),
  );
  const { gradients, note } = dueAtKinks(one, referenceOf(one).gradients, tensors);
  const right = Object.keys(tensors).every(
    (name) => compare(tensors[name], gradients[name]!, 'float32').outcome === 'equal',
  );
  return right ? note : 'wrong';
}

describe('maxPool of the windows (2 2 −1) and (2 −3 2)', () => {
  const one = call(
    'maxPool',
    { x: float([1, 2, 3], [2, 2, -1, 2, -3, 2]) },
    { y: float([1, 2, 1], [6, -4]) },
    { kernel: [3] },
  );
  test.each([
    ['the spec’s: the first maximum', [6, 0, 0, -4, 0, 0], undefined],
    ['the last maximum', [0, 6, 0, 0, 0, -4], 'the last of equal maxima takes the gradient'],
    ['half to each', [3, 3, 0, -2, 0, -2], 'equal maxima share the gradient'],
    ['all to each', [6, 6, 0, -4, 0, -4], 'each of equal maxima takes the whole gradient'],
    ['one choice here and another there', [6, 0, 0, 0, 0, -4], 'wrong'],
    ['to what is no maximum', [0, 0, 6, -4, 0, 0], 'wrong'],
  ])('%s', (_, dx, note) => expect(noteOf(one, { x: dx })).toBe(note));
});

describe('maximum keeps to one choice in both gradients', () => {
  const one = call(
    'maximum',
    { a: float([3], [1, -2, 5]), b: float([3], [1, -2, 4]) },
    { y: float([3], [8, -6, 3]) },
  );
  test.each([
    ['b takes it', { a: [0, 0, 3], b: [8, -6, 0] }, 'the last of equal inputs takes the gradient'],
    ['they share it', { a: [4, -3, 3], b: [4, -3, 0] }, 'equal inputs share the gradient'],
    ['both take it', { a: [8, -6, 3], b: [8, -6, 0] }, 'wrong'],
    ['a takes half and b all', { a: [4, -3, 3], b: [8, -6, 0] }, 'wrong'],
  ])('%s', (_, grads, note) => expect(noteOf(one, grads)).toBe(note));
});

describe('at exactly 0', () => {
  const dy = float([4], [3, -5, 7, 2]);
  const x = float([4], [0, -1, 0, 2]);
  test.each([
    ['relu', {}, [0, 0, 0, 2], undefined],
    ['relu', {}, [3, 0, 7, 2], 'the derivative at 0 is 1'],
    ['relu', {}, [1.5, 0, 3.5, 2], 'the derivative at 0 is ½'],
    ['relu', {}, [3, 0, 0, 2], 'wrong'],
    ['relu', {}, [6, 0, 14, 2], 'wrong'],
    ['leakyRelu', { slope: 0.25 }, [3, -1.25, 7, 2], 'the derivative at 0 is 1'],
    ['leakyRelu', { slope: 0.25 }, [3, -5, 7, 2], 'wrong'],
  ] as const)('%s %j, gradient %j', (operator, attributes, dx, note) => {
    expect(noteOf(call(operator, { x }, { y: dy }, attributes), { x: dx })).toBe(note);
  });

  test('an rnn of relus takes the derivative 1 in x and in every weight', () => {
    const one = call(
      'rnn',
      { x: float([1, 1, 2], [1, 2]), wx: float([1, 2], [2, -1]), wh: float([1, 1], [3]) },
      { h: float([1, 1, 1], [5]) },
      { activation: 'relu' },
    );
    expect(noteOf(one, { x: [0, 0], wx: [0, 0], wh: [0] })).toBeUndefined();
    expect(noteOf(one, { x: [10, -5], wx: [5, 10], wh: [0] })).toBe('the derivative at 0 is 1');
    expect(noteOf(one, { x: [10, -5], wx: [0, 0], wh: [0] })).toBe('wrong');
  });
});

test('every alternative gradient that a vector lists is accepted, but those of a signed zero', () => {
  const others = loadVectors().flatMap((vector) =>
    vector.kind === 'operator' && vector.id !== 'max-pool/negative-zero'
      ? (vector.alternatives ?? []).flatMap(({ description, inputGrads }) =>
          inputGrads ? [{ vector, description, inputGrads }] : [],
        )
      : [],
  );
  expect(others.length).toBeGreaterThanOrEqual(10);
  for (const { vector, description, inputGrads } of others) {
    const { operator, attributes, inputs, outputGrads } = vector;
    const one = {
      ...call(
        operator,
        fromJsonAll(inputs, 'float64'),
        gradientsFromJson(outputGrads, 'float64'),
        attributes,
      ),
      dtype: 'float64' as const,
    };
    const got = gradientsFromJson(inputGrads, 'float64');
    const { note } = dueAtKinks(one, referenceOf(one).gradients, got);
    expect({ id: vector.id, description, accepted: note !== undefined }).toEqual({
      id: vector.id,
      description,
      accepted: true,
    });
  }
});

test.each(['maxPool', 'maxout', 'maximum', 'relu', 'leakyRelu', 'elu', 'hingeLoss', 'rnn'] as const)(
  'the spec’s own gradients of generated calls of %s need no other choice',
  (operator) => {
    for (const one of generatedCases(operator, { seed: 4, count: 20 })) {
      const kernel = anyKernelOf(naiveLoops, operator)!;
      const { saved } = kernel.forward(one.inputs, one.attributes) as { saved: unknown };
      const got = kernel.backward!(one.outputGrads, saved) as Record<string, FloatTensor>;
      expect(dueAtKinks(one, referenceOf(one).gradients, got).note).toBeUndefined();
    }
  },
);
