/**
 * The check `translation-equivariance`: what is seen through a window does not depend on where the window is.
 *
 *   x′[i] = x[i + s]  ⟹  y′[o] = y[o + 1]      conv and pools with stride s, windows that reach no border
 *   x′[i] = x[i + 1]  ⟹  y′[o] = y[o + s]      convTranspose, where no border takes part
 *
 * x and x′ are two cuts of one longer signal, along one axis.
 *
 * @module
 */
import type { OperatorName, Shape } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../../generated/case.ts';
import type { Recipe } from '../../generated/recipe.ts';
import { filledAttributesOf } from '../../generated/shaped-call.ts';
import { indexOf } from '../../runner/compare.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { cut, withSize } from '../cut.ts';
import { overCases } from '../over-cases.ts';
import { forwardOf, rightFor, subjectOf, type Subject } from '../subject.ts';
import { withInput } from './affine-inputs.ts';
import { checkLaw } from './answer.ts';

/** A call, the same one on x′, and which elements of y are due where in y′. */
interface Shifted {
  readonly one: GeneratedCase;
  readonly moved: GeneratedCase;
  /** Positions in y′ and in y, in row-major order. */
  readonly pairs: readonly (readonly [moved: number, original: number])[];
  readonly axis: number;
  readonly shift: number;
}

/** The check. */
export const translationEquivariance: Check = {
  id: 'translation-equivariance',
  title: 'x moved by the stride moves y by one, away from the borders',
  catches:
    'ends of vectors and tiles that are computed otherwise, weights that depend on the place, wrong strides',
  why:
    'A window knows what it sees, not where it is. So when x moves by one stride, y moves by one element, except where ' +
    'padding comes into it. The same numbers then go through another lane of a vector, another tile or another row of ' +
    'an im2col matrix; whatever treats those differently gives itself away.',
  provesLittle: 'where no two windows lie inside x beside each other, or what they see is 0 everywhere',
  operators: ['conv', 'convTranspose', 'maxPool', 'avgPool'],
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overCases(operator, options, {
      suit: shiftedCall,
      shown: ({ moved }) => moved,
      judge: (shifted, findings) => judge(subject, shifted, findings),
    });
  },
};

function shiftedCall(recipe: Recipe): Shifted | string {
  const { operator, shapes } = recipe.call;
  const S = shapes.x!.slice(2);
  const axis = recipe.fill.seed % S.length;
  const { stride } = filledAttributesOf(recipe.call) as { stride: Shape };
  const transposed = operator === 'convTranspose';
  const shift = transposed ? 1 : stride[axis]!;
  const size = S[axis]!;
  const long = {
    ...recipe,
    call: { ...recipe.call, shapes: { ...shapes, x: withSize(shapes.x!, axis + 2, size + shift) } },
  };
  const signal = makeCase(long).inputs.x!;
  const base = makeCase(recipe);
  const one = withInput(base, 'x', cut(signal, axis + 2, 0, size));
  const moved = withInput(base, 'x', cut(signal, axis + 2, shift, size));
  if (signal.data.every((value) => value === 0)) return 'x is 0 everywhere';
  const step = transposed ? stride[axis]! : 1;
  const pairs = pairsOf(base.outputGrads.y!.shape, axis + 2, step, insideOf(recipe, operator, axis));
  return pairs.length > 0
    ? { one, moved, pairs, axis, shift }
    : 'no two windows lie inside x beside each other';
}

/** Whether output o of y′ and its pair in y see nothing but elements that both cuts have. */
function insideOf({ call }: Recipe, operator: OperatorName, axis: number): (o: number) => boolean {
  const filled = filledAttributesOf(call) as {
    stride: Shape;
    padding: readonly (readonly [number, number])[];
    dilation?: Shape;
    kernel?: Shape;
  };
  const S = call.shapes.x![axis + 2]!;
  const K = filled.kernel?.[axis] ?? call.shapes.w![axis + 2]!;
  const [s, before, d] = [filled.stride[axis]!, filled.padding[axis]![0], filled.dilation?.[axis] ?? 1];
  const span = (K - 1) * d;
  return operator === 'convTranspose'
    ? (o) => o + before - span >= 0 && o + before <= (S - 2) * s
    : (o) => o * s - before >= 0 && (o + 1) * s - before + span < S;
}

function pairsOf(shape: Shape, axis: number, step: number, inside: (o: number) => boolean) {
  const below = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const count = shape.reduce((product, size) => product * size, 1);
  const pairs: (readonly [number, number])[] = [];
  for (let position = 0; position < count; position++) {
    const o = indexOf(position, shape)[axis]!;
    if (o + step < shape[axis]! && inside(o)) pairs.push([position, position + step * below]);
  }
  return pairs;
}

async function judge(
  subject: Subject,
  { one, moved, pairs, axis, shift }: Shifted,
  findings: CheckFindings,
): Promise<void> {
  const [y, there] = [await forwardOf(subject, one, findings), await forwardOf(subject, moved, findings)];
  if (!y || !there) return;
  const [right, rightThere] = [rightFor(subject, one).outputs.y!, rightFor(subject, moved).outputs.y!];
  const got = there.outputs.y!;
  const values = Array.from(got.data);
  const bounds = values.map(() => Infinity);
  for (const [at, original] of pairs) {
    values[at] = y.outputs.y!.data[original]!;
    bounds[at] = right.bounds[original]!;
  }
  const law = `x moved by ${shift} along spatial axis ${axis}, and y is not what it was before, moved as far`;
  checkLaw('y', { got, right: rightThere, due: { shape: got.shape, values, bounds }, law }, findings);
}
