/**
 * Running Jacobians and paths: a backward pass from one output element alone shows what that element sends to each input.
 *
 * @module
 */
import {
  elementCount,
  zeros,
  type FloatTensor,
  type Implementation,
  type Kernel,
  type OperatorName,
} from '@gradspec/spec';
import { bounds } from '../oracle/bounds.ts';
import { traceCall } from '../oracle/trace.ts';
import { precisions } from '../tolerance/index.ts';
import { fromJson, fromJsonAll } from '../vectors/json-tensor.ts';
import type { JacobianVector } from '../vectors/types.ts';
import { transformedCall } from './expectation.ts';
import { Findings, messageOf, notRun, type VectorResult } from './result.ts';

type Gradients = Readonly<Record<string, FloatTensor | undefined>>;
type Send = (
  output: string,
  position: number,
  value: number,
) => Promise<{ got: Gradients; bound: Readonly<Record<string, readonly number[]>> }>;

const flat = (index: readonly number[], shape: readonly number[]): number =>
  index.reduce((position, i, axis) => position * shape[axis]! + i, 0);

/** Runs one backward pass per output element and compares its row, or its terms of the paths. */
export async function runJacobian(
  implementation: Implementation,
  vector: JacobianVector,
): Promise<VectorResult> {
  const { id, operator } = vector;
  const kernel = implementation.kernels[operator] as Kernel<OperatorName> | undefined;
  if (!kernel) return notRun(id, operator, `${operator} is not claimed`);
  if (!kernel.backward) return notRun(id, operator, `${operator} has no backward`);
  const findings = new Findings();
  findings.dtype = 'float64';
  try {
    const inputs = fromJsonAll(vector.inputs, 'float64');
    const { outputs, saved } = await kernel.forward(inputs as never, vector.attributes);
    const trace = traceCall(operator, inputs, vector.attributes);
    const bound = implementation.claims?.[operator]?.bound ?? 'direct';
    const transformed = transformedCall(operator, bound, vector.attributes);
    const send: Send = async (output, position, value) => {
      const seed = zeros('float64', (outputs as unknown as Record<string, FloatTensor>)[output]!.shape);
      seed.data[position] = value;
      const got = (await kernel.backward!({ [output]: seed }, saved)) as Gradients;
      return { got, bound: bounds(trace, inputs, { [output]: seed }, 'float64', { transformed }).gradients };
    };
    if (vector.jacobian)
      await checkRows(vector.jacobian, send, inputs[vector.jacobian.input]!.shape, findings);
    if (vector.paths) await checkPaths(vector.paths, send, findings);
  } catch (error) {
    findings.fail('jacobian', `threw ${messageOf(error)}`);
  }
  return findings.result(id, operator);
}

async function checkRows(
  { output, input, rows }: NonNullable<JacobianVector['jacobian']>,
  send: Send,
  shape: readonly number[],
  findings: Findings,
): Promise<void> {
  const width = elementCount(shape);
  for (let row = 0; row < rows.shape[0]!; row++) {
    const { got, bound } = await send(output, row, 1);
    const values = rows.data.slice(row * width, (row + 1) * width).map(Number);
    findings.check(`∂${output}[${row}]/∂${input}`, got[input], { shape, values, bounds: bound[input]! });
  }
}

async function checkPaths(
  { output, outputGrad, of }: NonNullable<JacobianVector['paths']>,
  send: Send,
  findings: Findings,
): Promise<void> {
  const grads = fromJson(outputGrad, 'float64');
  for (const { input, at, terms, sum } of of) {
    let total = 0;
    let size = 0;
    for (const { from, value } of terms) {
      const position = flat(from, grads.shape);
      const { got, bound } = await send(output, position, grads.data[position]!);
      const target = got[input];
      if (!target) return findings.fail(`gradient of ${input}`, 'expected a tensor, got nothing');
      const i = flat(at, target.shape);
      const what = `what ${output}[${from}] sends to ${input}[${at}]`;
      const element: FloatTensor = { dtype: 'float64', shape: [], data: Float64Array.of(target.data[i]!) };
      findings.check(what, element, { shape: [], values: [value], bounds: [bound[input]![i]!] });
      total += value;
      size += Math.abs(value);
    }
    if (Math.abs(total - sum) > 2 * terms.length * precisions.float64.u * size)
      findings.fail(`paths to ${input}[${at}]`, `add up to ${total}, but the gradient is ${sum}`);
  }
}
