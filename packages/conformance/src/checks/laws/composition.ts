/**
 * The check `composition`: a layer before the operator learns from the operator's input gradient.
 *
 *   x = u·Wᵀ,   y = f(x),   ∂L/∂W[o, i] = Σ_rows ∂L/∂x[row, o] · u[row, i]
 *
 * The layer is linear and runs on naive-loops (on the kernel under test where that is linear); ∂L/∂W is what training would move it by.
 *
 * @module
 */
import { backward, forward, type Graph } from '@gradspec/graph';
import { naiveLoops } from '@gradspec/naive-loops';
import { operatorNames, tensor, type Implementation, type Tensor } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../../generated/case.ts';
import { numbersOf } from '../../generated/fill.ts';
import { otherChoices } from '../../generated/kink-choices.ts';
import type { Recipe } from '../../generated/recipe.ts';
import { attempt } from '../../runner/attempt.ts';
import { compare, type Expected } from '../../runner/compare.ts';
import { gamma, precisions } from '../../tolerance/direct.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overCases } from '../over-cases.ts';
import { rightFor, subjectOf, type Subject } from '../subject.ts';
import { onlyOperator, testedNode } from '../tested-node.ts';
import { withInput } from './affine-inputs.ts';

/** A call whose first input is what the layer makes of u. */
interface Composed {
  readonly one: GeneratedCase;
  readonly first: string;
  readonly u: Tensor;
  readonly W: Tensor;
  /** What W is due. */
  readonly due: Expected;
}

/** Features of u: two, so that x stays small. */
const I = 2;

/** The check. */
export const composition: Check = {
  id: 'composition',
  title: 'a layer before the operator gets the right gradient of its weights',
  catches:
    'a wrong input gradient that a test of one layer never asks for; saved values that a later call overwrites',
  why:
    'The first layer of a net needs no input gradient, so a net of one layer trains well without a right one. With a ' +
    'layer before it, a wrong input gradient becomes a wrong gradient of that layer’s weights: what a person sees who ' +
    'trains it. The graph calls forward of all nodes before backward of any, as training does.',
  provesLittle: 'where the first input is a scalar or the gradient of the weights is 0 everywhere',
  operators: operatorNames,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overCases(operator, options, {
      suit: (recipe) => composed(subject, recipe),
      shown: ({ one }) => one,
      judge: (composed, findings) => judge(implementation, subject, composed, findings),
    });
  },
};

function composed(subject: Subject, recipe: Recipe): Composed | string {
  const base = makeCase({ ...recipe, fill: { ...recipe.fill, reach: 1 } });
  const first = Object.keys(base.inputs)[0]!;
  const { shape, dtype, data } = base.inputs[first]!;
  if (shape.length === 0) return 'the first input is a scalar';
  const O = shape.at(-1)!;
  const numbers = numbersOf({ ...base.fill, seed: (base.fill.seed ^ 0x51ab3e77) >>> 0 }, base);
  const uShape = [...shape.slice(0, -1), I];
  const u = tensor(dtype, uShape, numbers.floating(uShape));
  const W = tensor(dtype, [O, I], numbers.floating([O, I]));
  const x = Array.from(data, (_, i) =>
    row(u, Math.floor(i / O)).reduce((sum, own, k) => sum + own * W.data[(i % O) * I + k]!, 0),
  );
  const one = withInput(base, first, tensor(dtype, shape, x));
  const due = weightGradient(rightFor(subject, one).gradients[first]!, { u, W }, one);
  return due.values.every((value) => value === 0)
    ? 'the gradient of the weights is 0 everywhere'
    : { one, first, u, W, due };
}

const row = ({ data }: Tensor, at: number): readonly number[] =>
  Array.from(data.subarray(at * I, (at + 1) * I));

async function judge(
  implementation: Implementation,
  subject: Subject,
  { one, first, u, W, due }: Composed,
  findings: CheckFindings,
): Promise<void> {
  if (!subject.kernel.backward) {
    findings.forwardOnly = true;
    return;
  }
  const { [first]: _, ...others } = one.inputs;
  const layer = { name: 'layer', operator: 'linear', inputs: { x: 'u', w: 'W' } } as const;
  const tested = testedNode(one, 'tested', (input) => (input === first ? 'layer' : input));
  const graph: Graph = { inputs: ['u', 'W', ...Object.keys(others)], nodes: [layer, tested] };
  const outputs = Object.keys(one.outputGrads);
  const seeds = Object.fromEntries(
    outputs.map((name) => [outputs.length === 1 ? 'tested' : `tested.${name}`, one.outputGrads[name]!]),
  );
  const got = await attempt('the net', findings, async () => {
    const run = await forward(graph, { u, W, ...others }, [
      onlyOperator(implementation, one.operator),
      naiveLoops,
    ]);
    return (await backward(run, seeds, ['W'])).get('W');
  });
  if (got)
    findings.checkPart(
      'gradient of W',
      got,
      dueBy(got, { one, first, u, W, due }, findings),
      `: W are the weights of a linear layer before ${one.operator}, which get theirs through the gradient of ${first}`,
    );
}

/** What is due: by the spec, or by another choice at kinks where that is what came. */
function dueBy(got: Tensor, { one, first, u, W, due }: Composed, findings: CheckFindings): Expected {
  if (compare(got, due, one.dtype).outcome !== 'wrong') return due;
  for (const { gradients, note } of otherChoices(one)) {
    const other = weightGradient(gradients[first]!, { u, W }, one);
    if (compare(got, other, one.dtype).outcome === 'wrong') continue;
    findings.remark(note);
    return other;
  }
  return due;
}

/** What the layer's weights are due: Σ_rows dx[row, o]·u[row, i], which a float32 layer rounds once more. */
function weightGradient(
  dx: Expected,
  { u, W }: Pick<Composed, 'u' | 'W'>,
  { dtype }: GeneratedCase,
): Expected {
  const [O] = W.shape as [number];
  const rows = u.data.length / I;
  const rounding = gamma(rows + 1, precisions[dtype].u);
  const values: number[] = [];
  const bounds: number[] = [];
  for (let o = 0; o < O; o++)
    for (let i = 0; i < I; i++) {
      let [value, error, size] = [0, 0, 0];
      for (let n = 0; n < rows; n++) {
        const [own, by] = [dx.values[n * O + o]!, u.data[n * I + i]!];
        value += own * by;
        error += dx.bounds[n * O + o]! * Math.abs(by);
        size += (Math.abs(own) + dx.bounds[n * O + o]!) * Math.abs(by);
      }
      values.push(value);
      bounds.push(error + rounding * size);
    }
  return { shape: W.shape, values, bounds };
}
