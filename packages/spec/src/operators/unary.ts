/**
 * Elementwise functions of one tensor.
 *
 *   scale        y = value · x          reciprocal  y = 1 / x        sigmoid  y = 1 / (1 + e^−x)
 *   addConstant  y = value + x          exp         y = e^x          tanh     y = tanh x
 *   relu         y = 0 where x ≤ 0, else x
 *   leakyRelu    y = slope · x where x ≤ 0, else x
 *   elu          y = alpha · (e^x − 1) where x ≤ 0, else x
 *
 * Source: cs231n, "Neural Networks Part 1"; torch.nn for names and defaults.
 * @module
 */
import { finiteNumber } from '../attributes.ts';
import type { NoAttributes, OneInput, OneOutput, OperatorSpec, Policy } from '../operator.ts';

/** The types of an elementwise function without attributes: x[…] → y[…]. */
export interface Unary {
  inputs: OneInput;
  attributes: NoAttributes;
  required: never;
  outputs: OneOutput;
}
/** The types of `scale` and `addConstant`. */
export interface WithValue extends Omit<Unary, 'attributes' | 'required'> {
  attributes: { value: number };
  required: 'value';
}
/** The types of `leakyRelu`. */
export interface LeakyRelu extends Omit<Unary, 'attributes'> {
  attributes: { slope: number };
}
/** The types of `elu`. */
export interface Elu extends Omit<Unary, 'attributes'> {
  attributes: { alpha: number };
}

const elementwise = {
  inputs: { x: { layout: '...L' } },
  outputs: { y: '...L' },
} as const;

const unary = (name: string, formula: string, policies: readonly Policy[] = []): OperatorSpec<Unary> => ({
  ...elementwise,
  name,
  formula,
  attributes: {},
  policies,
  infer: ({ axes }) => ({ attributes: {}, outputs: { y: axes.L! } }),
});

const withValue = (name: string, formula: string, meaning: string): OperatorSpec<WithValue> => ({
  ...elementwise,
  name,
  formula,
  attributes: { value: `${meaning} (required)` },
  policies: [],
  infer: (question) => ({
    attributes: { value: finiteNumber(question, 'value') },
    outputs: { y: question.axes.L! },
  }),
});

/** The specification of `scale`. */
export const scale = withValue('scale', 'y = value · x', 'the factor');
/** The specification of `addConstant`. */
export const addConstant = withValue('addConstant', 'y = value + x', 'the addend');
/** The specification of `reciprocal`. */
export const reciprocal = unary('reciprocal', 'y = 1 / x', [
  { at: 'x = 0', rule: 'y is ±∞ and dx is −∞ · dy', because: 'IEEE 754 division; nothing is hidden' },
]);
/** The specification of `exp`. */
export const exp = unary('exp', 'y = e^x');
/** The specification of `sigmoid`. */
export const sigmoid = unary('sigmoid', 'y = 1 / (1 + e^−x)');
/** The specification of `tanh`. */
export const tanh = unary('tanh', 'y = tanh x');
/** The specification of `relu`. */
export const relu = unary('relu', 'y = 0 where x ≤ 0, else x', [
  {
    at: 'x = 0',
    rule: 'the derivative is 0',
    because: 'y = max(0, x) with the constant first, as every framework has it',
  },
]);
/** The specification of `leakyRelu`. */
export const leakyRelu: OperatorSpec<LeakyRelu> = {
  ...elementwise,
  name: 'leakyRelu',
  formula: 'y = slope · x where x ≤ 0, else x',
  attributes: { slope: 'the derivative below 0 (0.01)' },
  policies: [
    { at: 'x = 0', rule: 'the derivative is slope', because: '0 belongs to the branch below it, as in relu' },
  ],
  infer: (question) => ({
    attributes: { slope: finiteNumber(question, 'slope', 0.01) },
    outputs: { y: question.axes.L! },
  }),
};
/** The specification of `elu`. */
export const elu: OperatorSpec<Elu> = {
  ...elementwise,
  name: 'elu',
  formula: 'y = alpha · (e^x − 1) where x ≤ 0, else x',
  attributes: { alpha: 'minus the limit at −∞ (1)' },
  policies: [
    { at: 'x = 0', rule: 'the derivative is alpha', because: '0 belongs to the branch below it, as in relu' },
  ],
  infer: (question) => ({
    attributes: { alpha: finiteNumber(question, 'alpha', 1) },
    outputs: { y: question.axes.L! },
  }),
};
