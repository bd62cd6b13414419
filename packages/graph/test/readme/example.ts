import { tensor, type Implementation } from '@gradspec/spec';
import { backward, forward, type Graph } from '../../src/index.ts';

/** The README's example, from the second import on; there `naiveLoops` is imported too. */
export async function example(naiveLoops: Implementation): Promise<void> {
  const graph: Graph = {
    inputs: ['x', 'y', 'z'],
    nodes: [
      { name: 'q', operator: 'add', inputs: { a: 'x', b: 'y' } },
      { name: 'f', operator: 'multiply', inputs: { a: 'q', b: 'z' } },
    ],
  };
  const number = (value: number) => tensor('float64', [], [value]);

  const run = await forward(graph, { x: number(-2), y: number(5), z: number(-4) }, [naiveLoops]);
  const gradients = await backward(run, { f: number(1) }); // df/df = 1
  for (const [name, value] of run.values)
    console.log(`${name} = ${value.data[0]}, df/d${name} = ${gradients.get(name)!.data[0]}`);
}
