/** The table of one operator: right calls with what is inferred, wrong calls with their errors. */
import { describe, expect, test } from '@jest/globals';
import { inferShapes, type OperatorName, type Shape, type SpecErrorCode } from '../src/index.ts';
import { check, partsOf, shapesOf, tensorsOf, type Given } from './calls.ts';

type Inputs = Readonly<Record<string, Given>>;

/** A right call, the output shapes, and attributes that must have been filled in. */
export type RightCall = readonly [
  title: string,
  inputs: Inputs,
  attributes: object,
  outputs: Readonly<Record<string, Shape>>,
  filled?: object,
];

/** A wrong call and its error; `text` is the message from `expected` on. */
export type WrongCall = readonly [
  title: string,
  inputs: Inputs,
  attributes: object,
  code: SpecErrorCode,
  argument: string,
  text: string,
];

/** Tests every row; `inferShapes` must say the same wherever shapes alone show it. */
export function describeOperator(
  operator: OperatorName,
  rows: { readonly right: readonly RightCall[]; readonly wrong: readonly WrongCall[] },
): void {
  describe(operator, () => {
    test.each(rows.right)('%s', (_, given, attributes, outputs, filled = {}) => {
      for (const dtype of ['float32', 'float64'] as const) {
        const inputs = tensorsOf(operator, given, dtype);
        const call = check(operator, inputs, attributes);
        expect(call).toMatchObject({ operator, inputs, dtype, attributes: { ...attributes, ...filled } });
        expect(call.outputShapes).toEqual(outputs);
        const inferred = inferShapes(operator, shapesOf(inputs), attributes);
        expect(inferred).toEqual({ attributes: call.attributes, outputShapes: call.outputShapes });
      }
    });

    test.each(rows.wrong)('refuses %s', (_, given, attributes, code, argument, text) => {
      const expected = { code, operator, argument, message: `${operator}: ${argument} ${text}` };
      const inputs = tensorsOf(operator, given);
      expect(partsOf(() => check(operator, inputs, attributes))).toEqual(expected);
      if (!onlyValuesShow.has(code) && !(code === 'empty-mean' && argument === 'labels'))
        expect(partsOf(() => inferShapes(operator, shapesOf(inputs), attributes))).toEqual(expected);
    });
  });
}

/** What shapes alone cannot show. */
const onlyValuesShow: ReadonlySet<SpecErrorCode> = new Set([
  'bad-label',
  'bad-length',
  'bad-dtype',
  'mixed-dtypes',
]);
