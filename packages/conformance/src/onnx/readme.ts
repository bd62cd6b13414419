/**
 * The README of a folder of ONNX cases: what is there, how it is named, and what was left out for which reason.
 *
 * @module
 */
import { irVersion, opset } from './graph.ts';
import type { Tally } from './tally.ts';

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** A table in Markdown. */
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function operatorTable({ operators }: Tally): string {
  const rows = [...operators].map(([operator, { written, nodes }]) => [
    operator,
    [...nodes].join(', ') || 'none',
    written.float32,
    written.float64,
  ]);
  return table(['operator', 'in ONNX', 'float32', 'float64'], rows);
}

/** A row per reason, with the operators it concerns. */
function leftOutTable({ operators }: Tally): string {
  const byReason = new Map<string, string[]>();
  for (const [operator, { leftOut }] of operators)
    for (const [reason, count] of leftOut)
      byReason.set(reason, [...(byReason.get(reason) ?? []), `${operator} ${count}`]);
  return table(
    ['why', 'calls'],
    [...byReason].map(([reason, counts]) => [reason, counts.join(', ')]),
  );
}

/** The text of the README. */
export const readmeText = (tally: Tally): string => `# gradspec's cases for ONNX

${tally.written} cases in the layout of ONNX's own backend tests, one folder each:

    test_conv_primes_2d_float32/model.onnx
    test_conv_primes_2d_float32/test_data_set_0/input_0.pb    the inputs, in the order of the model's
    test_conv_primes_2d_float32/test_data_set_0/output_0.pb   the outputs, likewise

\`vectors/\` holds the published vectors, \`corpus/\` the generated cases of the frozen corpus. A folder is called after the id of its
vector, with its dtype; the description of the vector stands in the model's graph. Operator set ${opset}, IR version ${irVersion}.

The outputs are computed exactly from the inputs as they stand, and rounded once. An engine that adds up in another order comes
close to them: compare with a tolerance. ONNX Runtime 1.30 agrees in every case, within 1e-5 of the largest element in float32 and
1e-12 in float64.

${operatorTable(tally)}

Numbers such as a slope are attributes or constants of the model; every tensor of the vector is an input. The gates of lstm and
gru stand in ONNX's order, a bias without a recurrent bias is followed by zeros, and past the end of a sequence Y is 0 and X may
hold NaN, which is not to be read. A kernel that is flipped goes through a Slice with steps of −1.

## What is not here

Gradients: ONNX has no operators for them. They are in the JSON and npz formats, as are the states c of an lstm before the last,
which LSTM does not return. Nets, Jacobians, counts, shapes and refused calls are in JSON only.

Of the calls, counted once per dtype:

${leftOutTable(tally)}
`;
