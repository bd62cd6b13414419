import { describe, expect, test } from '@jest/globals';
import {
  checkBackwardCall,
  inferShapes,
  tensor,
  zeros,
  type Call,
  type OperatorName,
  type Shape,
} from '../src/index.ts';
import { check, inputSpecs, partsOf, shapesOf } from './calls.ts';
import { each, samples, sampleTensors } from './samples.ts';

/** `checkBackwardCall` without its types. */
const backward = (call: Call<OperatorName>, outputGrads: unknown, wanted?: unknown) =>
  checkBackwardCall(call, outputGrads as object, wanted as undefined);

describe('an operator that does not exist', () => {
  test.each(['convolution', 'Conv', 'toString', ''])('%j', (name) => {
    const wrong = name as OperatorName;
    for (const work of [() => check(wrong, {}), () => inferShapes(wrong, {})]) {
      const parts = partsOf(work);
      expect(parts).toMatchObject({ code: 'unknown-operator', operator: name, argument: 'operator' });
      expect(parts.message).toMatch(/expected one of conv, convTranspose, .*, gru, got '.*'$/);
    }
  });
});

test('the first floating input that is given names the dtype', () => {
  const inputs = { w: zeros('float32', [5, 3]), x: zeros('float64', [2, 3]) };
  expect(partsOf(() => check('linear', inputs))).toMatchObject({
    code: 'mixed-dtypes',
    argument: 'x',
    message: 'linear: x expected float32, as w has, got float64',
  });
});

describe('what counts as given', () => {
  const [x, w] = [zeros('float64', [2, 3]), zeros('float64', [5, 3])];
  const shapes = { x: [2, 3], w: [5, 3] };
  const infer = (changed: object) => () => inferShapes('linear', { ...shapes, ...changed });

  test('an input that is undefined does not, whatever its name', () => {
    expect(check('linear', { x, w, bias: undefined }).outputShapes).toEqual({ y: [2, 5] });
  });

  test('a shape that is undefined or null does: shapes are given by hand', () => {
    expect(partsOf(infer({ bias: undefined }))).toMatchObject({ code: 'unknown-input', argument: 'bias' });
    expect(partsOf(infer({ b: null }))).toMatchObject({ code: 'bad-tensor', argument: 'b' });
  });

  test('an attribute that is undefined does: its name must be one', () => {
    expect(partsOf(() => check('linear', { x, w }, { bias: undefined }))).toMatchObject({
      code: 'unknown-attribute',
      argument: 'bias',
    });
  });

  test('what is inherited does not', () => {
    const inputs: unknown = Object.assign(Object.create({ w }) as object, { x });
    expect(partsOf(() => check('linear', inputs))).toMatchObject({ code: 'missing-input', argument: 'w' });
    const grads = Object.create({ y: tensor('float64', [2, 5], Array<number>(10).fill(1)) }) as object;
    expect(backward(check('linear', { x, w }), grads).outputGrads).toEqual({ y: zeros('float64', [2, 5]) });
  });
});

/** Every list in the values of a record, also those in lists. */
const listsIn = (record: object): unknown[] =>
  Object.values(record).flatMap((value: unknown) =>
    Array.isArray(value) ? [value as unknown, ...listsIn(value)] : [],
  );

test.each(each)('a call of $operator shares no list with its caller or with another call', ({ operator }) => {
  const inputs = sampleTensors(operator);
  const { attributes = {} } = samples[operator];
  const lists = (): readonly unknown[] => {
    const call = check(operator, inputs, attributes);
    return [...listsIn(call.attributes), ...listsIn(call.outputShapes)];
  };
  const others = new Set([...listsIn(shapesOf(inputs)), ...listsIn(attributes), ...lists()]);
  expect(lists().filter((list) => others.has(list))).toEqual([]);
});

describe.each(each)('checkBackwardCall of $operator', ({ operator }) => {
  const inputs = sampleTensors(operator);
  const { attributes } = samples[operator];
  const call = check(operator, inputs, attributes);
  const shapes = Object.entries<Shape>(call.outputShapes);
  const floating = Object.keys(inputs).filter((name) => inputSpecs(operator)[name]!.dtype !== 'int32');

  test('output gradients that are left out are zeros; every floating input is wanted', () => {
    const all = Object.fromEntries(shapes.map(([name, shape]) => [name, zeros('float64', shape)]));
    const nothing = Object.fromEntries(shapes.map(([name]) => [name, undefined]));
    for (const given of [{}, nothing]) {
      const { outputGrads, wanted } = backward(call, given);
      expect(outputGrads).toEqual(all);
      expect([...wanted]).toEqual(floating);
    }
  });

  test('output gradients that are given are passed on as they are', () => {
    for (const [name, shape] of shapes) {
      const given = zeros('float64', shape);
      const { outputGrads } = backward(call, { [name]: given });
      expect(Object.entries(outputGrads).find(([output]) => output === name)?.[1]).toBe(given);
    }
  });

  test('each floating input can be wanted alone, and none', () => {
    for (const name of floating) expect([...backward(call, {}, [name]).wanted]).toEqual([name]);
    expect([...backward(call, {}, []).wanted]).toEqual([]);
  });

  test.each(shapes)('refuses wrong gradients of %s', (name, shape) => {
    const argument = `output gradient of ${name}`;
    const wrong = [
      [
        'bad-shape',
        tensor('float64', [...shape, 1], zeros('float64', shape).data),
        `expected shape [${shape.join(', ')}], got [${[...shape, 1].join(', ')}]`,
      ],
      ['mixed-dtypes', zeros('float32', shape), 'expected float64, as the inputs have, got float32'],
      [
        'mixed-dtypes',
        tensor('int32', shape, zeros('float64', shape).data),
        'expected float64, as the inputs have, got int32',
      ],
      ['bad-tensor', null, 'expected a tensor with dtype float32, float64 or int32, got null'],
      ['bad-tensor', 1, 'expected a tensor with dtype float32, float64 or int32, got 1'],
      ['bad-tensor', { ...zeros('float64', shape), data: [] }, 'expected data in a Float64Array, got []'],
    ] as const;
    for (const [code, value, text] of wrong)
      expect(partsOf(() => backward(call, { [name]: value }))).toEqual({
        code,
        operator,
        argument,
        message: `${operator}: ${argument} ${text}`,
      });
  });

  test('refuses a gradient of an output that is none', () => {
    for (const name of ['out', 'x', 'toString'])
      expect(partsOf(() => backward(call, { [name]: zeros('float64', [1]) }))).toEqual({
        code: 'unknown-output',
        operator,
        argument: name,
        message: `${operator}: ${name} expected an output gradient for one of ${shapes.map(([n]) => n).join(', ')}, got ${name}`,
      });
  });

  test.each([null, undefined, 5, 'y'])('refuses output gradients %p', (given) => {
    expect(partsOf(() => backward(call, given))).toMatchObject({
      operator,
      code: 'bad-tensor',
      argument: 'output gradients',
    });
  });

  test('refuses to want what has no gradient', () => {
    const list = floating.join(', ');
    const optional = Object.keys(inputs).filter((name) => inputSpecs(operator)[name]!.optional);
    const required = Object.fromEntries(Object.entries(inputs).filter(([name]) => !optional.includes(name)));
    const integers = Object.keys(inputs).filter((name) => !floating.includes(name));
    const rows: readonly (readonly [Call<OperatorName>, unknown])[] = [
      ...['dx', 'toString', ...integers].map((name) => [call, name] as const),
      ...optional.map((name) => [check(operator, required, attributes), name] as const),
      ...optional.map(
        (name) => [check(operator, { ...inputs, [name]: undefined }, attributes), name] as const,
      ),
    ];
    for (const [given, name] of rows)
      expect(partsOf(() => backward(given, {}, [name]))).toMatchObject({
        operator,
        code: 'bad-wanted',
        argument: 'wanted',
      });
    expect(partsOf(() => backward(call, {}, ['dx'])).message).toBe(
      `${operator}: wanted expected floating inputs that were given (${list}), got dx`,
    );
  });

  test.each(['x', null, { x: true }])('refuses wanted %p, which is no list', (wanted) => {
    expect(partsOf(() => backward(call, {}, wanted))).toMatchObject({
      operator,
      code: 'bad-wanted',
      argument: 'wanted',
    });
  });
});
