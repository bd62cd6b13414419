/** Gates, functions of one tensor, structure and losses, by their definitions. */
import { elementCount, type OperatorName, type Shape } from '@gradspec/spec';
import {
  apply,
  exponential,
  hyperbolic,
  inverse,
  largest,
  logistic,
  plus,
  scaled,
  term,
  times,
  total,
  type Definition,
  type Term,
} from './tape.ts';

/** The last axis of a tensor, row by row. */
const rows = (terms: readonly Term[], length: number): readonly (readonly Term[])[] =>
  Array.from({ length: length === 0 ? 0 : terms.length / length }, (_, i) =>
    terms.slice(i * length, (i + 1) * length),
  );

/** Three axes that stand for all: before, along and behind one axis. */
function around(shape: Shape, axis: number) {
  return {
    before: elementCount(shape.slice(0, axis)),
    along: shape[axis]!,
    behind: elementCount(shape.slice(axis + 1)),
  };
}

const softmaxOf = (scores: readonly Term[]): readonly Term[] => {
  const powers = scores.map(exponential);
  const whole = inverse(total(powers));
  return powers.map((power) => times(power, whole));
};
const logarithm = (x: Term): Term => apply(x, Math.log(x.value), 1 / x.value);
const positive = (x: Term): Term => apply(x, Math.max(0, x.value), x.value > 0 ? 1 : 0);

/** Losses of the elements as `reduction` wants them; `counted` of them make the mean. */
function reduced(
  losses: readonly Term[],
  reduction: 'none' | 'sum' | 'mean',
  counted: number,
): readonly Term[] {
  if (reduction === 'none') return losses;
  return [scaled(total(losses), reduction === 'sum' ? 1 : 1 / counted)];
}

type Names = Extract<
  OperatorName,
  | 'add'
  | 'multiply'
  | 'maximum'
  | 'scale'
  | 'addConstant'
  | 'reciprocal'
  | 'exp'
  | 'sigmoid'
  | 'tanh'
  | 'relu'
  | 'leakyRelu'
  | 'elu'
  | 'softmax'
  | 'maxout'
  | 'reshape'
  | 'concat'
  | 'slice'
  | 'sum'
  | 'softmaxCrossEntropy'
  | 'hingeLoss'
  | 'meanSquaredError'
  | 'sumOfSquares'
>;

export const elementwise: { readonly [Op in Names]: Definition<Op> } = {
  add: ({ a, b }) => ({ y: a.map((one, i) => plus(one, b[i]!)) }),
  multiply: ({ a, b }) => ({ y: a.map((one, i) => times(one, b[i]!)) }),
  maximum: ({ a, b }) => ({ y: a.map((one, i) => plus(largest([one, b[i]!]), term(0))) }),
  scale: ({ x }, { attributes: { value } }) => ({ y: x.map((one) => scaled(one, value)) }),
  addConstant: ({ x }, { attributes: { value } }) => ({ y: x.map((one) => plus(one, term(value))) }),
  reciprocal: ({ x }) => ({ y: x.map(inverse) }),
  exp: ({ x }) => ({ y: x.map(exponential) }),
  sigmoid: ({ x }) => ({ y: x.map(logistic) }),
  tanh: ({ x }) => ({ y: x.map(hyperbolic) }),
  relu: ({ x }) => ({ y: x.map(positive) }),
  leakyRelu: ({ x }, { attributes: { slope } }) => ({
    y: x.map((one) => scaled(one, one.value <= 0 ? slope : 1)),
  }),
  elu: ({ x }, { attributes: { alpha } }) => ({
    y: x.map((one) =>
      one.value <= 0
        ? apply(one, alpha * Math.expm1(one.value), alpha * Math.exp(one.value))
        : scaled(one, 1),
    ),
  }),
  softmax: ({ x }, { outputShapes: { y } }) => ({ y: rows(x, y.at(-1)!).flatMap(softmaxOf) }),
  maxout: ({ x }, { inputs }) => {
    const { before, along, behind } = around(inputs.x.shape, 1);
    const pieces = (n: number, f: number) =>
      Array.from({ length: along }, (_, p) => x[(n * along + p) * behind + f]!);
    return {
      y: Array.from({ length: before * behind }, (_, i) =>
        scaled(largest(pieces(Math.floor(i / behind), i % behind)), 1),
      ),
    };
  },
  reshape: ({ x }) => ({ y: x.map((one) => scaled(one, 1)) }),
  concat: ({ a, b }, { inputs, attributes: { axis } }) => {
    const [first, second] = [around(inputs.a.shape, axis), around(inputs.b.shape, axis)];
    const part = (terms: readonly Term[], { along, behind }: typeof first, i: number) =>
      terms.slice(i * along * behind, (i + 1) * along * behind).map((one) => scaled(one, 1));
    return {
      y: Array.from({ length: first.before }, (_, i) => [...part(a, first, i), ...part(b, second, i)]).flat(),
    };
  },
  slice: ({ x }, { inputs, attributes: { axis, start, end } }) => {
    const { along, behind } = around(inputs.x.shape, axis);
    const index = (i: number) => Math.floor(i / behind) % along;
    return { y: x.filter((_, i) => index(i) >= start && index(i) < end).map((one) => scaled(one, 1)) };
  },
  sum: ({ x }) => ({ y: [total(x)] }),
  softmaxCrossEntropy: ({ scores }, { inputs: { labels, scores: given }, attributes: { reduction } }) => {
    const losses = rows(scores, given.shape.at(-1)!).map((row, i) => {
      const label = labels.data[i]!;
      return label === -1 ? term(0) : scaled(logarithm(softmaxOf(row)[label]!), -1);
    });
    return { loss: reduced(losses, reduction, labels.data.filter((label) => label !== -1).length) };
  },
  hingeLoss: ({ scores }, { inputs: { labels, scores: given }, attributes: { reduction, margin } }) => {
    const losses = rows(scores, given.shape.at(-1)!).map((row, i) => {
      const label = labels.data[i]!;
      if (label === -1) return term(0);
      const ahead = plus(scaled(row[label]!, -1), term(margin));
      return total(row.filter((_, j) => j !== label).map((score) => positive(plus(score, ahead))));
    });
    return { loss: reduced(losses, reduction, labels.data.filter((label) => label !== -1).length) };
  },
  meanSquaredError: ({ prediction, target }, { attributes: { reduction } }) => {
    const differences = prediction.map((one, i) => plus(one, scaled(target[i]!, -1)));
    const losses = differences.map((one) => times(one, one));
    return { loss: reduced(losses, reduction, losses.length) };
  },
  sumOfSquares: ({ x }, { attributes: { scale } }) => ({
    loss: [scaled(total(x.map((one) => times(one, one))), scale)],
  }),
};
