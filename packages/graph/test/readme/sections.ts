/** The README's further examples, each between its `begin` and `end`, on the graph and the run of its first one. */
import type { FloatTensor, Implementation } from '@gradspec/spec';
import {
  backwardByEdge,
  forward,
  gradientCheck,
  gradientCheckText,
  graphFromJson,
  graphText,
  graphToDot,
  graphToJson,
  type Graph,
  type Run,
} from '../../src/index.ts';

/** What every example may use. */
export interface Given {
  readonly graph: Graph;
  readonly run: Run;
  readonly number: (value: number) => FloatTensor;
  readonly naiveLoops: Implementation;
}

/** The examples by the heading they stand under. */
export const examples: Readonly<Record<string, (given: Given) => unknown>> = {
  async 'A graph as text'({ run, number }) {
    // begin
    const edges = await backwardByEdge(run, { f: number(1) });
    console.log(graphText(run, edges));
    // end
  },

  'A graph as DOT'({ graph, run }) {
    // begin
    console.log(graphToDot(graph, run));
    // end
  },

  async 'A graph as JSON'({ graph, run, naiveLoops }) {
    // begin
    const text = graphToJson(graph, { values: run.values });
    console.log(text);

    const read = graphFromJson(text); // read.graph, read.values, read.gradients
    const inputs = read.graph.inputs.map((name) => [name, read.values.get(name)!] as const);
    const again = await forward(read.graph, Object.fromEntries(inputs), [naiveLoops]);
    console.log(again.values.get('f')!.data[0] === run.values.get('f')!.data[0]);
    // end
  },

  async 'Which node is wrong?'({ graph, number, naiveLoops }) {
    // begin
    // a product whose backward is that of a sum
    const multiply = { ...naiveLoops.kernels.multiply!, backward: ({ y = number(0) }) => ({ a: y, b: y }) };
    const mine: Implementation = { name: 'mine', version: '1', kernels: { multiply } };
    const inputs = { x: number(-2), y: number(5), z: number(-4) };
    const check = await gradientCheck(graph, inputs, [mine, naiveLoops], { outputGrads: { f: number(1) } });
    console.log(gradientCheckText(check));
    // end
  },
};
