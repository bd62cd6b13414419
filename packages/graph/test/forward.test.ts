import { describe, expect, test } from '@jest/globals';
import { tensor, type Implementation, type Kernel } from '@gradspec/spec';
import { backward, forward, type Graph } from '../src/index.ts';
import { add, multiply, numbers, scalar, scalarNumbers, scalars, scale } from './nodes.ts';
import { tiny } from './tiny.ts';

const example: Graph = { inputs: ['x', 'y', 'z'], nodes: [add('q', 'x', 'y'), multiply('f', 'q', 'z')] };
const given = scalars({ x: -2, y: 5, z: -4 });

/** `tiny` under another name, with some of its operators. */
const only = (name: string, ...operators: readonly ('add' | 'multiply' | 'scale')[]): Implementation => ({
  name,
  version: '0.0.0',
  kernels: Object.fromEntries(operators.map((operator) => [operator, tiny.kernels[operator]])),
});

describe('forward', () => {
  test.each([
    ['one that has all', [tiny], { q: 'tiny', f: 'tiny' }],
    ['the first that has the operator', [only('a', 'add'), only('b', 'add', 'multiply')], { q: 'a', f: 'b' }],
    ['order counts', [only('b', 'add', 'multiply'), only('a', 'add')], { q: 'b', f: 'b' }],
    ['those without kernels are passed over', [only('none'), tiny], { q: 'tiny', f: 'tiny' }],
  ])('every node runs on %s', async (_, implementations, ranOn) => {
    const run = await forward(example, given, implementations);
    expect(Object.fromEntries(run.ranOn)).toEqual(ranOn);
    expect(run.implementations).toBe(implementations);
    expect(run.steps.map(({ node }) => node.name)).toEqual(['q', 'f']);
    expect(scalarNumbers(run.values)).toEqual({ x: -2, y: 5, z: -4, q: 3, f: -12 });
    expect(scalarNumbers(await backward(run, { f: scalar(1) })).z).toBe(3);
  });

  test('an asynchronous implementation is awaited, forward and backward, one node after the other', async () => {
    const add = tiny.kernels.add!;
    const log: string[] = [];
    const later = async <T>(word: string, value: T | Promise<T>): Promise<T> => {
      log.push(`${word} starts`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(`${word} ends`);
      return value;
    };
    const slow: Kernel<'add'> = {
      forward: (inputs) => later('forward', add.forward(inputs)),
      backward: (grads, saved, wanted) => later('backward', add.backward!(grads, saved, wanted)),
    };
    const graph: Graph = {
      inputs: ['x', 'y', 'z'],
      nodes: [...example.nodes, { name: 'g', operator: 'add', inputs: { a: 'f', b: 'q' } }],
    };
    const run = await forward(graph, given, [
      { name: 'slow', version: '0.0.0', kernels: { add: slow } },
      tiny,
    ]);
    expect(scalarNumbers(await backward(run, { g: scalar(1) }))).toEqual({
      x: -3,
      y: -3,
      z: 3,
      q: -3,
      f: 1,
      g: 1,
    });
    const once = (word: string) => [`${word} starts`, `${word} ends`];
    expect(log).toEqual([...once('forward'), ...once('forward'), ...once('backward'), ...once('backward')]);
  });

  test('a kernel may be an object with methods of its own', async () => {
    class Doubler implements Kernel<'add'> {
      factor = 2;
      forward({ a }: { a: ReturnType<typeof scalar> }) {
        return { outputs: { y: scalar(this.factor * a.data[0]!) }, saved: undefined };
      }
      backward({ y }: { y?: ReturnType<typeof scalar> }) {
        return { a: scalar(this.factor * y!.data[0]!), b: scalar(0) };
      }
    }
    const implementation = { name: 'doubler', version: '0.0.0', kernels: { add: new Doubler() } };
    const run = await forward({ inputs: ['x'], nodes: [add('f', 'x', 'x')] }, { x: scalar(4) }, [
      implementation,
    ]);
    expect(scalarNumbers(run.values).f).toBe(8);
    expect(scalarNumbers(await backward(run, { f: scalar(1) })).x).toBe(2);
  });

  test('tensors of any shape and dtype pass through', async () => {
    const x = tensor('float32', [2, 3], [1, 2, 3, 4, 5, 6]);
    const graph: Graph = { inputs: ['x'], nodes: [scale('y', 'x', 0.5)] };
    const { values } = await forward(graph, { x }, [tiny]);
    expect(values.get('y')).toEqual(tensor('float32', [2, 3], [0.5, 1, 1.5, 2, 2.5, 3]));
  });

  test('a node with several outputs has a value for each', async () => {
    const graph: Graph = {
      inputs: ['x', 'w'],
      nodes: [{ name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'w', wh: 'w' } }, add('s', 'r.hT', 'r.hT')],
    };
    const inputs = {
      x: tensor('float64', [3, 1, 2], [1, 2, 3, 4, 5, 6]),
      w: tensor('float64', [2, 2], [0, 0, 0, 0]),
    };
    const run = await forward(graph, inputs, [tiny]);
    expect(numbers(run.values)).toMatchObject({ 'r.h': [2, 4, 6, 8, 10, 12], 'r.hT': [15, 18], s: [30, 36] });
    expect([...run.values.keys()]).toEqual(['x', 'w', 'r.h', 'r.hT', 's']);
    expect(Object.fromEntries(run.ranOn)).toEqual({ r: 'tiny', s: 'tiny' });
  });

  test('an unused input is no mistake', async () => {
    const graph: Graph = { inputs: ['x', 'unused'], nodes: [scale('y', 'x', 2)] };
    const run = await forward(graph, scalars({ x: 1, unused: 9 }), [tiny]);
    expect(scalarNumbers(await backward(run, { y: scalar(1) })).unused).toBe(0);
  });
});
