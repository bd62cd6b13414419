/**
 * Running graphs: every intermediate value and gradient, in the order in which the graph computes them, so that the first
 * one that is wrong names the node.
 *
 * The implementation under test runs the nodes whose operators it claims; naive-loops runs the others.
 *
 * @module
 */
import { backward, forward, type Graph, type GraphNode, type Run, type Step } from '@gradspec/graph';
import { naiveLoops } from '@gradspec/naive-loops';
import type { FloatTensor, Implementation, Tensor } from '@gradspec/spec';
import type { ArithmeticVector, GraphProgram, GraphVector, Relation } from '../vectors/types.ts';
import { dtypesOf, expectGraph, type Expectation } from './expectation.ts';
import { changed, Findings, messageOf, notRun, snapshot, type VectorResult } from './result.ts';

/** The row of the table in which nets and arithmetic count. */
export const graphRow = 'graph';

/** The graph of a vector. */
export function graphOf({ inputs, nodes }: GraphProgram): Graph {
  return { inputs: Object.keys(inputs), nodes: nodes as readonly GraphNode[] };
}

/** Whether the implementation has a kernel for one of the graph's nodes. */
export const claimsOne = (implementation: Implementation, { nodes }: GraphProgram): boolean =>
  nodes.some(({ operator }) => implementation.kernels[operator]);

/** The implementations that run a graph for the one under test, in order. */
export const withFallback = (implementation: Implementation): readonly Implementation[] =>
  implementation.kernels === naiveLoops.kernels ? [implementation] : [implementation, naiveLoops];

/** A backward pass: the gradient of every floating value, from output gradients. */
export type GraphBackward = (
  run: Run,
  outputGrads: Readonly<Record<string, FloatTensor>>,
) => ReturnType<typeof backward>;

/** Runs a net or plain arithmetic in every dtype it has; its gradients come from `sweep`. */
export async function runGraph(
  implementation: Implementation,
  vector: GraphVector | ArithmeticVector,
  sweep: GraphBackward = backward,
): Promise<VectorResult> {
  if (!claimsOne(implementation, vector))
    return notRun(vector.id, graphRow, 'none of its operators is claimed');
  const findings = new Findings();
  const promised = new Map(
    vector.nodes
      .filter(({ operator }) => implementation.kernels[operator])
      .map(({ name, operator }) => [name, implementation.claims?.[operator]?.bound ?? 'direct']),
  );
  for (const dtype of dtypesOf(vector)) {
    findings.dtype = dtype;
    const expectation = expectGraph(vector, dtype, promised);
    await runOnce({ implementation, vector, sweep }, expectation, findings);
    if (findings.failures.length > 0) break;
  }
  return findings.result(vector.id, graphRow);
}

async function runOnce(
  {
    implementation,
    vector,
    sweep,
  }: {
    readonly implementation: Implementation;
    readonly vector: GraphVector | ArithmeticVector;
    readonly sweep: GraphBackward;
  },
  expectation: Expectation,
  findings: Findings,
): Promise<void> {
  const before = snapshot(expectation.inputs);
  try {
    const run = await forward(graphOf(vector), expectation.inputs, withFallback(implementation));
    for (const step of run.steps)
      for (const [ref, expected] of Object.entries(expectation.values))
        if (makes(step, ref) && !findings.checkPart(ref, run.values.get(ref), expected, by(step))) return;
    findings.judgeTogether('the values', Object.values(expectation.values));
    for (const relation of vector.kind === 'graph' ? (vector.relations ?? []) : [])
      checkRelation(relation, run.values, expectation, findings);
    if (vector.kind === 'graph' && vector.gradients) await checkGradients(run, sweep, expectation, findings);
  } catch (error) {
    findings.fail('graph', `threw ${messageOf(error)}`);
  }
  for (const name of changed(expectation.inputs, before))
    findings.fail('graph', `a node changed the input ${name}`);
}

/** Gradients from the last node back, then the inputs': the first that is wrong is the nearest to its cause. */
async function checkGradients(
  run: Run,
  sweep: GraphBackward,
  expectation: Expectation,
  findings: Findings,
): Promise<void> {
  if (run.steps.some(({ node, implementation }) => !implementation.kernels[node.operator]?.backward)) {
    findings.forwardOnly = true;
    return;
  }
  const gradients = await sweep(run, expectation.outputGrads);
  const place = (ref: string) => run.steps.findIndex((step) => makes(step, ref));
  const refs = Object.keys(expectation.gradients).sort((a, b) => place(b) - place(a));
  for (const ref of refs)
    if (!findings.checkPart(`gradient of ${ref}`, gradients.get(ref), expectation.gradients[ref]!)) return;
  findings.judgeTogether('the gradients', Object.values(expectation.gradients));
  const again = await sweep(run, expectation.outputGrads);
  for (const ref of refs)
    findings.checkPart(`gradient of ${ref}, second backward`, again.get(ref), expectation.gradients[ref]!);
}

/** Whether a value is an output of the step's node. */
const makes = ({ node }: Step, ref: string): boolean => ref === node.name || ref.startsWith(`${node.name}.`);
const by = ({ node, implementation }: Step): string => ` (node ${node.name}, run by ${implementation.name})`;

function checkRelation(
  { kind, between }: Relation,
  values: ReadonlyMap<string, Tensor>,
  expectation: Expectation,
  findings: Findings,
): void {
  const [a, b] = between.map((ref) => values.get(ref)!) as [Tensor, Tensor];
  const [first, second] = between.map((ref) => expectation.values[ref]);
  const slack = (i: number) =>
    (first?.bounds[i] ?? 0) + (second?.bounds.at(kind === 'reversed' ? -1 - i : i) ?? 0);
  const same = Array.from(a.data).every((value, i) => {
    const other = kind === 'reversed' ? b.data.at(-1 - i)! : b.data[i]!;
    return Math.abs(value - other) <= slack(i);
  });
  if (same === (kind === 'different'))
    findings.fail(
      between.join(' and '),
      `must be ${kind}, got [${a.data.join(', ')}] and [${b.data.join(', ')}]`,
    );
}
