/**
 * A call in words: the operator's formula, the attributes that were given and make a difference, the sizes.
 *
 * @module
 */
import {
  inferShapes,
  operators,
  type InputSpec,
  type OperatorName,
  type OperatorSpec,
  type Shape,
} from '@gradspec/spec';
import { layEquation, wrapText } from './line-breaks.ts';
import type { Style } from './style.ts';

/** An operator, the shapes it is given, and its attributes. */
export interface ShapedCall {
  readonly operator: OperatorName;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

const specOf = (operator: OperatorName): OperatorSpec => operators[operator];

/** A value of an attribute as text. */
export const attributeText = (value: unknown): string =>
  JSON.stringify(value).replaceAll('"', '').replaceAll(',', ', ').replaceAll('-', '−');

/** The attributes that are not what the operator would take anyway, as `stride = [1, 2]`. */
export function attributeTexts({ operator, shapes, attributes = {} }: ShapedCall): string[] {
  const filled = JSON.stringify(inferShapes(operator, shapes, attributes).attributes);
  const matters = (name: string): boolean => {
    const others = Object.fromEntries(Object.entries(attributes).filter(([other]) => other !== name));
    try {
      return JSON.stringify(inferShapes(operator, shapes, others).attributes) !== filled;
    } catch {
      return true; // it has no default, or the others do not fit without it
    }
  };
  return Object.entries(attributes)
    .filter(([name]) => matters(name))
    .map(([name, value]) => `${name} = ${attributeText(value)}`);
}

/** The formula and the attributes of an operator. */
export function formulaLines(call: ShapedCall, { width }: Style): string[] {
  const formulas = specOf(call.operator).formula.split(/,\s{2,}/);
  const lines = formulas.flatMap((formula) => {
    const [left, ...right] = formula.split(' = ') as [string, ...string[]];
    const sides = [{ relation: '=' as const, text: right.join(' = ') }];
    return layEquation({ left, sides }, { width, indent: 2, pad: 0 });
  });
  return [
    ...lines,
    ...wrapText(attributeTexts(call).join(', '), width, '  ').filter((line) => line.trim() !== ''),
  ];
}

const noBreak = '\u00a0';
const unbroken = (text: string): string => text.replaceAll(' ', noBreak);
const broken = (text: string): string => text.replaceAll(noBreak, ' ');

const subscripts = '₁₂₃';

/** The axes of a layout by name, a run of axes written out: N, C, S₁, S₂. */
function axes(layout: string, rank: number): string[] {
  const names = layout === '' ? [] : layout.split(',');
  return names.flatMap((name) => {
    if (!name.startsWith('...')) return [name];
    const count = rank - names.length + 1;
    return Array.from({ length: count }, (_, i) =>
      count === 1 ? name.slice(3) : name.slice(3) + (subscripts[i] ?? i + 1),
    );
  });
}

/** The sizes of what goes in and comes out: `x: N×C×S = 1×1×5`. */
export function shapeLines(call: ShapedCall, { width, wording }: Style): string[] {
  const spec = specOf(call.operator);
  const { outputShapes } = inferShapes(call.operator, call.shapes, call.attributes);
  const layouts = Object.fromEntries(
    Object.entries(spec.inputs as Record<string, InputSpec>).map(([name, { layout }]) => [name, layout]),
  );
  const text = (name: string, layout: string, shape: Shape) =>
    shape.length === 0
      ? `${name}: 1`
      : `${name}: ${axes(layout, shape.length).join('×')} = ${shape.join('×')}`;
  const inputs = Object.entries(call.shapes).map(([name, shape]) => text(name, layouts[name]!, shape));
  const outputs = Object.entries(outputShapes as Record<string, Shape>).map(([name, shape]) =>
    text(name, (spec.outputs as Record<string, string>)[name]!, shape),
  );
  const sizes = `${inputs.map(unbroken).join(', ')} → ${outputs.map(unbroken).join(', ')}`;
  return [...wrapText(sizes, width, '  ').map(broken), ...wrapText(wording.indices, width, '  ')];
}
