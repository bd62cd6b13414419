/**
 * What must not compile. `npm run check:types` reads this file too: an `@ts-expect-error` that expects nothing is an
 * error there. At run time the same mistakes are SpecErrors.
 */
import { describe, expect, test } from '@jest/globals';
import {
  defineKernel,
  zeros,
  type Attributes,
  type FloatTensor,
  type Implementation,
  type Int32Tensor,
  type Kernel,
  type OperatorName,
  type Outputs,
  type SyncKernel,
} from '../src/index.ts';
import { partsOf } from './calls.ts';

const x = zeros('float64', [1, 1, 4, 4]);
const w = zeros('float64', [1, 1, 2, 2]);
const y = zeros('float64', [1, 1, 3, 3]);
const integers: Int32Tensor = { dtype: 'int32', shape: [1, 1, 4, 4], data: new Int32Array(16) };
const conv = defineKernel<'conv', undefined>('conv', {
  forward: () => ({ outputs: { y }, saved: undefined }),
  backward: () => ({}),
});
const relu = defineKernel<'relu', undefined>('relu', {
  forward: () => ({ outputs: { y }, saved: undefined }),
  backward: () => ({}),
});
const maxPool = defineKernel<'maxPool', undefined>('maxPool', {
  forward: () => ({ outputs: { y }, saved: undefined }),
  backward: () => ({}),
});
const saved = conv.forward({ x, w }).saved;

describe('mistakes that do not compile', () => {
  test.each([
    // @ts-expect-error strides is misspelt
    ['a misspelt attribute', () => conv.forward({ x, w }, { strides: [2, 2] }), 'unknown-attribute'],
    // @ts-expect-error relu has no attributes
    ['an attribute of an operator without', () => relu.forward({ x }, { slope: 1 }), 'unknown-attribute'],
    // @ts-expect-error groups is a number
    ['an attribute of another type', () => conv.forward({ x, w }, { groups: '1' }), 'bad-attribute'],
    // @ts-expect-error padding is a pair per axis
    ['padding without pairs', () => conv.forward({ x, w }, { padding: [1, 1] }), 'bad-attribute'],
    // @ts-expect-error kernel has no default
    ['a missing attribute', () => maxPool.forward({ x }, {}), 'missing-attribute'],
    // @ts-expect-error w is required
    ['a missing input', () => conv.forward({ x }), 'missing-input'],
    // @ts-expect-error bias is misspelt
    ['a misspelt input', () => conv.forward({ x, w, bias: w }), 'unknown-input'],
    // @ts-expect-error integers have no gradient
    ['integers for an image', () => conv.forward({ x: integers, w }), 'bad-dtype'],
    // @ts-expect-error conv has no output h
    ['a gradient of no output', () => conv.backward({ h: y }, saved), 'unknown-output'],
    // @ts-expect-error conv has no input dx
    ['a wanted input that is none', () => conv.backward({ y }, saved, ['dx']), 'bad-wanted'],
  ])('%s', (_, work, code) => {
    expect(partsOf(work)).toMatchObject({ code });
  });
});

/** Equal types, and nothing else, are assignable to `true`. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

test('types follow from the table', () => {
  const facts: [
    Same<Outputs<'conv'>, { y: FloatTensor }>,
    Same<keyof Outputs<'lstm'>, 'h' | 'c' | 'hT' | 'cT'>,
    Same<Attributes<'maxPool'>['kernel'], readonly number[]>,
    Same<undefined extends Attributes<'conv'>['stride'] ? true : false, true>,
  ] = [true, true, true, true];
  const { outputs } = conv.forward(
    { x, w },
    {
      padding: [
        [0, 0],
        [0, 0],
      ],
      flip: true,
    },
  );
  const result: FloatTensor = outputs.y;
  expect([facts.every(Boolean), result]).toEqual([true, y]);
});

test('a kernel fits its own place in an implementation only', () => {
  const right: Implementation = { name: 'a', version: '0.0.0', kernels: { conv, maxPool } };
  // @ts-expect-error there is no such operator
  const unknown: Implementation = { name: 'b', version: '0.0.0', kernels: { convolution: conv } };
  const asynchronous: Kernel<'conv'> = { forward: (inputs) => Promise.resolve(conv.forward(inputs)) };
  // @ts-expect-error a promise is not an answer at once, and there is no backward
  const synchronous: SyncKernel<'conv'> = asynchronous;
  const names: OperatorName[] = Object.keys(right.kernels) as OperatorName[];
  expect([names, unknown.name, synchronous]).toEqual([['conv', 'maxPool'], 'b', asynchronous]);
});
