/**
 * Recomputing Jacobians and paths: one walk back per output element.
 *
 * @module
 */
import { traceCall } from '../oracle/trace.ts';
import { fromJsonAll, toJson } from '../vectors/json-tensor.ts';
import type { JacobianVector, JsonTensor } from '../vectors/types.ts';
import { compareTensor, solve, type Difference, type Recomputed } from './difference.ts';

/** Recomputes the rows of a Jacobian and the terms of paths. */
export function recomputeJacobian(vector: JacobianVector): Recomputed {
  const differences: Difference[] = [];
  const inputs = fromJsonAll(vector.inputs, 'float64');
  const trace = traceCall(vector.operator, inputs, vector.attributes);
  const sent = (output: string, position: number, value: number) => {
    const { shape, expressions } = trace.values.get(output)!;
    const data = new Float64Array(expressions.length);
    data[position] = value;
    return solve(trace, inputs, { [output]: { dtype: 'float64', shape, data } });
  };
  const { jacobian, paths, ...head } = vector;
  const rowsOf = ({ output, input, rows }: NonNullable<typeof jacobian>): JsonTensor => {
    const solved = Array.from({ length: rows.shape[0]! }, (_, row) => sent(output, row, 1));
    const data = solved.flatMap(({ exact }) => exact.gradients[input]!);
    const slack = solved.flatMap((one) => one.slack.gradients[input]!);
    differences.push(...compareTensor('jacobian', rows, data, slack));
    return toJson(rows.shape, data);
  };
  const termsOf = ({ output, outputGrad, of }: NonNullable<typeof paths>) =>
    of.map((path) => {
      const terms = path.terms.map(({ from, value }) => {
        const position = flat(from, outputGrad.shape);
        const { exact, slack } = sent(output, position, Number(outputGrad.data[position]));
        const target = flat(path.at, trace.values.get(path.input)!.shape);
        const [right, bound] = [exact.gradients[path.input]![target]!, slack.gradients[path.input]![target]!];
        differences.push(
          ...compareTensor(`paths ${path.input}`, { shape: [], data: [value] }, [right], [bound]),
        );
        return { from, value: right };
      });
      return { ...path, terms };
    });
  return {
    vector: {
      ...head,
      ...(jacobian && { jacobian: { ...jacobian, rows: rowsOf(jacobian) } }),
      ...(paths && { paths: { ...paths, of: termsOf(paths) } }),
    },
    differences,
  };
}

const flat = (index: readonly number[], shape: readonly number[]): number =>
  index.reduce((position, i, axis) => position * shape[axis]! + i, 0);
