/**
 * The pages of what has no numbers to follow: counts, shapes, calls that are refused.
 *
 * @module
 */
import { elementCount, inferShapes, SpecError, type Shape } from '@gradspec/spec';
import type { Count, CountVector, ErrorVector, ShapeVector } from '../vectors/types.ts';
import { attributeText } from './call-lines.ts';
import { layEquations, wrapText } from './line-breaks.ts';
import type { Section } from './section.ts';
import type { Style } from './style.ts';

const shapeText = (name: string, shape: Shape): string => `${name} [${shape.join(', ')}]`;
type Shapes = Readonly<Record<string, Shape>>;

function callText(
  operator: string,
  inputs: Shapes,
  attributes: Readonly<Record<string, unknown>> = {},
): string {
  const given = Object.entries(inputs).map(([name, shape]) => shapeText(name, shape));
  const extra = Object.entries(attributes).map(([name, value]) => `${name} = ${attributeText(value)}`);
  return `${operator}(${[given.join(', '), ...(extra.length > 0 ? [extra.join(', ')] : [])].join('; ')})`;
}

/** The sections of a shape vector: every case with the shapes that follow. */
export function shapeSections({ operator, cases }: ShapeVector, { wording, width }: Style): Section[] {
  const body = cases.flatMap(({ inputs, attributes }) => {
    const { outputShapes } = inferShapes(operator, inputs, attributes);
    const outputs = Object.entries(outputShapes as Shapes).map(([name, shape]) => shapeText(name, shape));
    return wrapText(`${callText(operator, inputs, attributes)} → ${outputs.join(', ')}`, width, '  ');
  });
  return [{ heading: wording.cases, body }];
}

/** The sections of an error vector: the call and what it is refused with. */
export function errorSections(
  { operator, inputs, attributes }: ErrorVector,
  { wording, width }: Style,
): Section[] {
  return [
    { heading: wording.call, body: wrapText(callText(operator, inputs, attributes), width, '  ') },
    {
      heading: wording.refused,
      body: wrapText(refusal(operator, inputs, attributes) ?? wording.notRefused, width, '  '),
    },
  ];
}

function refusal(operator: ErrorVector['operator'], inputs: Shapes, attributes?: object): string | undefined {
  try {
    inferShapes(operator, inputs, attributes);
    return undefined;
  } catch (error) {
    if (error instanceof SpecError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** The sections of a count vector: each count with what it is made of. */
export function countSections({ counts }: CountVector, { width, wording }: Style): Section[] {
  const equations = Object.entries(counts).map(([left, { of }]) => {
    const { text, value } = count(of);
    const texts = [text, String(value)].filter((one, i, all) => one !== all[i - 1]);
    return { left, sides: texts.map((one) => ({ relation: '=' as const, text: one })) };
  });
  return [{ heading: wording.counts, body: layEquations(equations, width) }];
}

interface Counted {
  readonly text: string;
  readonly value: number;
  readonly isSum: boolean;
}

function count(of: Count): Counted {
  if (typeof of === 'number') return { text: String(of), value: of, isSum: false };
  if ('sum' in of) {
    const parts = of.sum.map(count);
    return {
      text: parts.map(({ text }) => text).join(' + '),
      value: parts.reduce((sum, { value }) => sum + value, 0),
      isSum: true,
    };
  }
  if ('product' in of) {
    const parts = of.product.map(count);
    const text = parts.map((part) => (part.isSum ? `(${part.text})` : part.text)).join('·');
    return { text, value: parts.reduce((product, { value }) => product * value, 1), isSum: false };
  }
  const shapes = {
    ...of.shapes,
    ...(inferShapes(of.operator, of.shapes, of.attributes).outputShapes as Shapes),
  };
  const sizes = of.elements.map((name) => shapes[name]!);
  const text = sizes.map((shape) => (shape.length === 0 ? '1' : shape.join('·'))).join(' + ');
  return { text, value: sizes.reduce((sum, shape) => sum + elementCount(shape), 0), isSum: sizes.length > 1 };
}
