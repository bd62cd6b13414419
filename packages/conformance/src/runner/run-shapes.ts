/**
 * Running what only concerns shapes: output shapes, calls that must be refused, and counts.
 *
 * @module
 */
import {
  elementCount,
  inferShapes,
  operators,
  SpecError,
  tensor,
  type Implementation,
  type Kernel,
  type OperatorName,
  type OperatorSpec,
  type Shape,
  type Tensor,
} from '@gradspec/spec';
import type { Count, CountVector, ErrorVector, ShapeVector } from '../vectors/types.ts';
import { Findings, messageOf, notRun, type VectorResult } from './result.ts';

/** The row of the table in which counts stand: they are the spec's, not an implementation's. */
export const specRow = 'spec';

/** Tensors of small integers of these shapes, different everywhere they stand side by side. */
function filled(operator: OperatorName, shapes: Readonly<Record<string, Shape>>): Record<string, Tensor> {
  const inputs = (operators[operator] as unknown as OperatorSpec).inputs as Record<
    string,
    { dtype?: 'int32' }
  >;
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const values = Array.from({ length: elementCount(shape) }, (_, i) =>
        inputs[name]?.dtype ? 0 : ((i * 7) % 11) - 5,
      );
      return [name, tensor(inputs[name]?.dtype ?? 'float64', shape, values)];
    }),
  );
}

/** Runs forward on inputs of the shapes and compares the shapes of what comes. */
export async function runShape(implementation: Implementation, vector: ShapeVector): Promise<VectorResult> {
  const { id, operator } = vector;
  const kernel = implementation.kernels[operator] as Kernel<OperatorName> | undefined;
  if (!kernel) return notRun(id, operator, `${operator} is not claimed`);
  const findings = new Findings();
  for (const { inputs, attributes, outputs } of vector.cases) {
    const shown = Object.entries(inputs).map(([name, shape]) => `${name} [${shape.join(', ')}]`);
    const what = `${shown.join(', ')}${attributes ? ` ${JSON.stringify(attributes)}` : ''}`;
    try {
      const ran = await kernel.forward(filled(operator, inputs) as never, attributes);
      for (const [name, shape] of Object.entries(outputs)) {
        const got = (ran.outputs as unknown as Record<string, Tensor>)[name]?.shape;
        if (got?.join() !== shape.join())
          findings.fail(
            what,
            `expected ${name} of shape [${shape.join(', ')}], got [${got?.join(', ') ?? 'nothing'}]`,
          );
      }
    } catch (error) {
      findings.fail(what, `threw ${messageOf(error)}`);
    }
  }
  return findings.result(id, operator);
}

/** Makes a call that is wrong and expects it to be refused; a refusal other than the spec's is a note. */
export async function runError(implementation: Implementation, vector: ErrorVector): Promise<VectorResult> {
  const { id, operator, code, argument, names } = vector;
  const kernel = implementation.kernels[operator] as Kernel<OperatorName> | undefined;
  if (!kernel) return notRun(id, operator, `${operator} is not claimed`);
  const findings = new Findings();
  try {
    await kernel.forward(filled(operator, vector.inputs) as never, vector.attributes);
    findings.fail('forward', `expected an error about ${argument} (${code}), got a result`);
  } catch (error) {
    const isSpecs = error instanceof Error && error.name === 'SpecError';
    const { code: came, argument: about } = error as Partial<SpecError>;
    if (!isSpecs)
      findings.notes.push(`refused with ${messageOf(error)}; the spec's own error is SpecError ${code}`);
    else if (came !== code || about !== argument)
      findings.fail(
        'forward',
        `expected SpecError ${code} about ${argument}, got ${came} about ${about}: ${error.message}`,
      );
    else
      for (const name of names)
        if (!error.message.includes(name))
          findings.fail('forward', `expected a message that names ${name}, got: ${error.message}`);
  }
  return findings.result(id, operator);
}

function count(of: Count): number {
  if (typeof of === 'number') return of;
  if ('sum' in of) return of.sum.reduce<number>((total, part) => total + count(part), 0);
  if ('product' in of) return of.product.reduce<number>((total, part) => total * count(part), 1);
  const { outputShapes } = inferShapes(of.operator, of.shapes, of.attributes);
  const shapes: Readonly<Record<string, Shape>> = { ...of.shapes, ...outputShapes };
  return of.elements.reduce((total, name) => total + elementCount(shapes[name]!), 0);
}

/** Computes amounts from the spec's shapes and compares them. */
export function runCount(vector: CountVector): VectorResult {
  const findings = new Findings();
  for (const [name, { value, of }] of Object.entries(vector.counts)) {
    try {
      const got = count(of);
      if (got !== value) findings.fail(name, `expected ${value}, the shapes come to ${got}`);
    } catch (error) {
      findings.fail(name, `threw ${messageOf(error)}`);
    }
  }
  return findings.result(vector.id, specRow);
}
