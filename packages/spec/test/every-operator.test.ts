import { describe, expect, test } from '@jest/globals';
import { inferShapes, operators } from '../src/index.ts';
import { check, inputSpecs, partsOf, shapesOf, tensorsOf } from './calls.ts';
import { mistakesOf } from './mistakes.ts';
import { defaultText } from './operator-table.ts';
import { each, samples, sampleTensors } from './samples.ts';

describe.each(each)('$operator', ({ operator }) => {
  const specification = operators[operator];
  const { inputs, attributes } = samples[operator];

  test('its sample has every input', () => {
    expect(Object.keys(inputs).sort()).toEqual(Object.keys(inputSpecs(operator)).sort());
  });

  test.each(['float32', 'float64'] as const)('a right call, %s', (dtype) => {
    const tensors = tensorsOf(operator, inputs, dtype);
    const call = check(operator, tensors, attributes);
    expect(call).toMatchObject({ operator, inputs: tensors, dtype, attributes: attributes ?? {} });
    expect(Object.keys(call.attributes).sort()).toEqual(Object.keys(specification.attributes).sort());
    expect(Object.keys(call.outputShapes)).toEqual(Object.keys(specification.outputs));
    const inferred = inferShapes(operator, shapesOf(tensors), attributes);
    expect(inferred).toEqual({ attributes: call.attributes, outputShapes: call.outputShapes });
  });

  test('filled attributes are attributes: asking with them changes nothing', () => {
    const call = check(operator, sampleTensors(operator), attributes);
    expect(check(operator, sampleTensors(operator), call.attributes)).toEqual(call);
  });

  test('optional inputs may be left out or undefined, and change no output', () => {
    const tensors = sampleTensors(operator);
    const optional = Object.keys(tensors).filter((name) => inputSpecs(operator)[name]!.optional);
    const { outputShapes } = check(operator, tensors, attributes);
    for (const name of optional) {
      const without = Object.fromEntries(Object.entries(tensors).filter(([other]) => other !== name));
      expect(check(operator, without, attributes).outputShapes).toEqual(outputShapes);
      expect(check(operator, { ...tensors, [name]: undefined }, attributes).outputShapes).toEqual(
        outputShapes,
      );
    }
  });

  test.each(mistakesOf(operator))('refuses $title', ({ inputs, attributes, code, argument, text = '' }) => {
    const parts = partsOf(() => check(operator, inputs, attributes));
    expect(parts).toMatchObject({ operator, code, argument });
    expect(parts.message.startsWith(`${operator}: ${argument} expected `)).toBe(true);
    expect(parts.message).toContain(text);
    expect(parts.message.length).toBeLessThan(250);
  });

  test.each([
    ['a negative size', -1],
    ['a fractional size', 1.5],
    ['a size that is a string', '2'],
  ])('inferShapes refuses %s', (_, size) => {
    const [name, shape] = Object.entries(shapesOf(sampleTensors(operator)))[0]!;
    const shapes = { ...shapesOf(sampleTensors(operator)), [name]: [size, ...shape.slice(1)] };
    const parts = partsOf(() =>
      inferShapes(operator, shapes as Parameters<typeof inferShapes>[1], attributes),
    );
    expect(parts).toMatchObject({ operator, code: 'bad-tensor', argument: name });
  });

  test('inferShapes refuses a missing shape and an unknown one', () => {
    const shapes = shapesOf(sampleTensors(operator));
    const [first] = Object.keys(shapes) as [string];
    const infer = (changed: object) => () => inferShapes(operator, { ...shapes, ...changed }, attributes);
    expect(partsOf(infer({ [first]: undefined }))).toMatchObject({ code: 'missing-input', argument: first });
    expect(partsOf(infer({ bias: [2] }))).toMatchObject({ code: 'unknown-input', argument: 'bias' });
  });

  test('every name stands in its specification', () => {
    expect(specification.name).toBe(operator);
    expect(specification.formula).not.toBe('');
    for (const { at, rule, because } of specification.policies) expect([at, rule, because]).not.toContain('');
  });

  test('each attribute’s text ends in its default', () => {
    const call = check(operator, sampleTensors(operator), attributes);
    const filled = call.attributes as Readonly<Record<string, unknown>>;
    for (const [name, text] of Object.entries(specification.attributes as Readonly<Record<string, string>>)) {
      const standard = defaultText(filled, name, filled[name], attributes ?? {});
      expect(`${name}: ${text}`).toMatch(new RegExp(`\\(${standard.replaceAll('.', '\\.')}\\)$`));
    }
  });
});
