/**
 * A generated case in words: what a stranger needs to make the call by hand.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import type { GeneratedCase } from './case.ts';
import { fillText } from './fill-kinds.ts';

/** Tensors up to this size are printed with their numbers. */
const printed = 12;

const number = (value: number): string => String(Number(value.toPrecision(9)));

function tensorText(name: string, { shape, data, dtype }: Tensor): string {
  const head = `${name} [${shape.join(', ')}]`;
  if (dtype !== 'int32' && data.length > printed) return head;
  return `${head} = ${Array.from(data, number).join(' ') || 'nothing'}`;
}

/** The same with all numbers, each as exactly as it is, in rows of the last axis. */
function wholeText(name: string, { shape, data }: Tensor): string {
  const width = shape.at(-1) ?? 1;
  const rows = Array.from({ length: width === 0 ? 0 : data.length / width }, (_, row) =>
    `  ${Array.from(data.subarray(row * width, (row + 1) * width), exactly).join(' ')}`.trimEnd(),
  );
  return [`${name} [${shape.join(', ')}]`, ...rows].join('\n');
}

const exactly = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** The call on a few lines: operator, attributes, tensors, and what is asked of backward. */
export function describeCase(one: GeneratedCase): string[] {
  return describedWith(tensorText, one);
}

/** The call with all its numbers. */
export function describeWhole(one: GeneratedCase): string[] {
  return describedWith(wholeText, one);
}

function describedWith(text: typeof tensorText, one: GeneratedCase): string[] {
  const attributes = Object.entries(one.attributes).map(
    ([name, value]) => `${name} ${JSON.stringify(value)}`,
  );
  const { kind, reach, nonFinite } = one.fill;
  const numbers = `${fillText(kind, reach)}${nonFinite ? ', NaN and infinities among them' : ''}`;
  return [
    `${one.operator}, ${one.dtype}, ${numbers}`,
    ...(attributes.length > 0 ? [attributes.join(', ')] : []),
    ...Object.entries(one.inputs).map(([name, tensor]) => text(name, tensor)),
    ...Object.entries(one.outputGrads).map(([name, grad]) => text(`output gradient of ${name}`, grad)),
    ...(one.wanted ? [`wanted: ${one.wanted.join(', ')}`] : []),
  ];
}
