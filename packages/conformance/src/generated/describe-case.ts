/**
 * A generated case in words: what a stranger needs to make the call by hand.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import type { GeneratedCase } from './case.ts';

/** Tensors up to this size are printed with their numbers. */
const printed = 12;

const number = (value: number): string => String(Number(value.toPrecision(9)));

function tensorText(name: string, { shape, data, dtype }: Tensor): string {
  const head = `${name} [${shape.join(', ')}]`;
  if (dtype !== 'int32' && data.length > printed) return head;
  return `${head} = ${Array.from(data, number).join(' ') || 'nothing'}`;
}

/** The call on a few lines: operator, attributes, tensors, and what is asked of backward. */
export function describeCase(one: GeneratedCase): string[] {
  const attributes = Object.entries(one.attributes).map(
    ([name, value]) => `${name} ${JSON.stringify(value)}`,
  );
  const { kind, reach, nonFinite } = one.fill;
  const numbers = `${kind} from −${reach} to ${reach}${nonFinite ? ', NaN and infinities among them' : ''}`;
  return [
    `${one.operator}, ${one.dtype}, ${numbers}`,
    ...(attributes.length > 0 ? [attributes.join(', ')] : []),
    ...Object.entries(one.inputs).map(([name, tensor]) => tensorText(name, tensor)),
    ...Object.entries(one.outputGrads).map(([name, grad]) => tensorText(`output gradient of ${name}`, grad)),
    ...(one.wanted ? [`wanted: ${one.wanted.join(', ')}`] : []),
  ];
}
