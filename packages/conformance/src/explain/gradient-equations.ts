/**
 * The lines of the gradient of one tensor.
 *
 * @module
 */
import type { Expression } from '../oracle/tape.ts';
import { equation, type Equation } from './equation.ts';
import { number } from './formula.ts';
import { flowFormula, type Flow, type ZeroReason } from './gradient-terms.ts';
import type { Line } from './lines.ts';
import type { Solution } from './solution.ts';
import type { Style } from './style.ts';

/** An element and what flows back to it. */
export interface GradientElement {
  readonly expression: Expression;
  readonly left: string;
  readonly flow: Flow;
}

/** Where gradients are written from. */
interface Context {
  readonly solution: Solution;
  readonly style: Style;
  /** Without output gradients there are formulas, and no numbers. */
  readonly numbers: boolean;
}

/** Of several reasons the one to give. */
const importance: readonly ZeroReason[] = ['notMaximum', 'clipped', 'noState', 'unreached', 'unread'];
const reasonOf = ({ reasons }: Flow): ZeroReason => importance.find((reason) => reasons.has(reason))!;

/** Whether nothing flows. */
export const isZero = ({ terms }: Flow): boolean => terms.length === 0;

/** Why all of these are 0, if they are many and it is for the same reason. */
export function commonReason(elements: readonly GradientElement[]): ZeroReason | undefined {
  if (elements.length < 2 || !elements.every(({ flow }) => isZero(flow))) return undefined;
  const [reason, ...others] = new Set(elements.map(({ flow }) => reasonOf(flow)));
  return others.length === 0 ? reason : undefined;
}

/** The lines of a tensor's elements; one for all of them if they are 0 for the same reason. */
export function tensorLines(
  context: Context,
  place: Pick<Line, 'symbol' | 'paragraph'>,
  elements: readonly GradientElement[],
): Line[] {
  const { wording } = context.style;
  const reason = commonReason(elements);
  if (!reason)
    return elements.map((element) => ({ ...place, make: () => gradientEquation(context, element) }));
  const make = () => zero(place.symbol, wording.allZero(wording.zero[reason]), context.style);
  return [{ ...place, elements: elements.length, make }];
}

const zero = (left: string, why: string, style: Style): Equation =>
  equation({ left, formula: number(0), remark: `(${why})` }, style);

function gradientEquation(
  { solution, style, numbers }: Context,
  { left, flow, expression }: GradientElement,
): Equation {
  if (isZero(flow)) return zero(left, style.wording.zero[reasonOf(flow)], style);
  const formula = flowFormula(flow);
  return equation(
    numbers ? { left, formula, value: solution.gradients[expression]! } : { left, formula },
    style,
  );
}
