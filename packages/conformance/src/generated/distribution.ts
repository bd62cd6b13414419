/**
 * What the cases of an operator are like: how many have each attribute at another value than its default, each optional
 * input, each dtype. It is printed beside the result, because ten thousand cases without a stride say nothing about strides.
 *
 * @module
 */
import { operators, type InputSpec, type OperatorName } from '@gradspec/spec';
import { equalAxes } from './equal-axes.ts';
import { fillKinds } from './fill-kinds.ts';
import type { Recipe } from './recipe.ts';
import { filledAttributesOf, isRight, outputShapesOf, type ShapedCall } from './shaped-call.ts';
import { workLimits, workOf } from './work.ts';

/** One property and the share of the cases that have it, from 0 to 1. */
export interface Share {
  readonly what: string;
  readonly share: number;
}

/** What the cases of one operator are like. */
export interface Distribution {
  readonly operator: OperatorName;
  /** Different cases: duplicates are not among them. */
  readonly cases: number;
  /** How many calls were made a second time and left out. */
  readonly repeated: number;
  /** Attributes that have a default: the cases with another value. */
  readonly attributes: readonly Share[];
  /** Attributes without a default: how many different values there are. */
  readonly values: readonly { readonly what: string; readonly different: number }[];
  /** Optional inputs that were given. */
  readonly inputs: readonly Share[];
  /** Number of axes of the first input, sizes and work. */
  readonly shapes: readonly Share[];
  /** Dtypes and what the numbers are for. */
  readonly numbers: readonly Share[];
  /** What is asked of backward. */
  readonly backward: readonly Share[];
}

/** The distribution of cases. */
export function distributionOf(
  operator: OperatorName,
  recipes: readonly Recipe[],
  repeated: number,
): Distribution {
  const share = (what: string, has: (recipe: Recipe) => boolean): Share => ({
    what,
    share: recipes.filter(has).length / recipes.length,
  });
  const spec = operators[operator];
  const names = Object.keys(spec.attributes);
  const required = names.filter((name) => recipes.some(({ call }) => lacks(call, name) === 'required'));
  const optional = Object.entries(spec.inputs as Record<string, InputSpec>).filter(
    ([, input]) => input.optional,
  );
  const outputs = recipes[0] ? Object.keys(outputShapesOf(recipes[0].call)) : [];
  const rank = ({ call }: Recipe) => Object.values(call.shapes)[0]!.length;
  const ranks = [...new Set(recipes.map(rank))].sort((a, b) => a - b);
  return {
    operator,
    cases: recipes.length,
    repeated,
    attributes: names
      .filter((name) => !required.includes(name))
      .map((name) => share(name, ({ call }) => lacks(call, name) === 'other than its default')),
    values: required.map((what) => ({
      what,
      different: new Set(recipes.map(({ call }) => JSON.stringify(call.attributes[what]))).size,
    })),
    inputs: optional.map(([name]) => share(name, ({ call }) => call.shapes[name] !== undefined)),
    shapes: [
      ...ranks.map((axes) => share(`rank ${axes}`, (recipe) => rank(recipe) === axes)),
      share(`over ${workLimits.small} products`, ({ call }) => workOf(call) > workLimits.small),
      share('two axes of one size', ({ call }) => equalAxes(call).length > 0),
    ],
    numbers: [
      share('float32', ({ dtype }) => dtype === 'float32'),
      ...Object.keys(fillKinds).map((kind) => share(kind, ({ fill }) => fill.kind === kind)),
      share('NaN or ∞', ({ fill }) => fill.nonFinite),
    ],
    backward: [
      ...(outputs.length > 1 ? [share('output gradients left out', leavesOut(outputs.length))] : []),
      share('wanted given', ({ wanted }) => wanted !== undefined),
    ],
  };
}

const leavesOut =
  (outputs: number) =>
  ({ given }: Recipe): boolean => {
    const named = (given ?? 0) & (2 ** outputs - 1);
    return named !== 0 && named !== 2 ** outputs - 1;
  };

/** What an attribute is, found out by leaving it out: the call is wrong then, or means something else, or the same. */
function lacks(call: ShapedCall, name: string): 'required' | 'other than its default' | 'at its default' {
  if (call.attributes[name] === undefined) return 'at its default';
  const { [name]: value, ...attributes } = call.attributes;
  const without: ShapedCall = { ...call, attributes };
  if (isRight(without)) {
    const standard = filledAttributesOf(without)[name];
    return JSON.stringify(standard) === JSON.stringify(value) ? 'at its default' : 'other than its default';
  }
  return isRequired(without, name) ? 'required' : 'other than its default';
}

function isRequired(without: ShapedCall, name: string): boolean {
  try {
    outputShapesOf(without);
  } catch (error) {
    const { code, argument } = error as { code?: string; argument?: string };
    return code === 'missing-attribute' && argument === name;
  }
  return false;
}
