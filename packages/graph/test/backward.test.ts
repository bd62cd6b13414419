import { describe, expect, test } from '@jest/globals';
import { tensor, type FloatTensor, type Implementation, type SyncKernel, type Tensor } from '@gradspec/spec';
import { backward, forward, type Graph, type GraphNode } from '../src/index.ts';
import { add, apply, multiply, numbers, scalar, scalarNumbers, scalars, scale } from './nodes.ts';
import { tiny } from './tiny.ts';

const diamond: Graph = {
  inputs: ['x'],
  nodes: [scale('a', 'x', 2), multiply('b', 'a', 'x'), multiply('ba', 'b', 'a'), add('f', 'a', 'ba')],
};

/** An rnn of the tiny implementation (h = 2x, hT = 3 · last x), with lengths. */
const recurrent: Graph = {
  inputs: ['x', 'w', 'lengths'],
  nodes: [{ name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'w', wh: 'w', lengths: 'lengths' } }],
};
const recurrentInputs: Record<string, Tensor> = {
  x: tensor('float64', [2, 1, 2], [1, 2, 3, 4]),
  w: tensor('float64', [2, 2], [1, 2, 3, 4]),
  lengths: tensor('int32', [1], [2]),
};

describe('backward', () => {
  test('a second backward gives the same, not twice it', async () => {
    const run = await forward(diamond, { x: scalar(3) }, [tiny]);
    const once = await backward(run, { f: scalar(1) });
    expect(scalarNumbers(once).x).toBe(110);
    expect(scalarNumbers(await backward(run, { f: scalar(1) }))).toEqual(scalarNumbers(once));
    expect(scalarNumbers(await backward(run, { f: scalar(-2) })).x).toBe(-220);
    expect(scalarNumbers(once).x).toBe(110);
  });

  test('two backward passes at the same time do not meet', async () => {
    const run = await forward(diamond, { x: scalar(3) }, [tiny]);
    const both = await Promise.all([backward(run, { f: scalar(1) }), backward(run, { b: scalar(1) })]);
    expect(both.map((gradients) => scalarNumbers(gradients).x)).toEqual([110, 12]);
  });

  test('neither inputs nor seeds nor values are changed, and no gradient is memory of another tensor', async () => {
    const sharing: Implementation = {
      name: 'sharing',
      version: '0.0.0',
      kernels: {
        add: {
          forward: (inputs, attributes) => tiny.kernels.add!.forward(inputs, attributes),
          backward: ({ y }) => ({ a: y!, b: y! }), // what a kernel must not do
        },
      },
    };
    const graph: Graph = {
      inputs: ['x', 'y'],
      nodes: [add('q', 'x', 'y'), add('r', 'q', 'x'), add('f', 'r', 'r')],
    };
    const [inputs, seeds] = [scalars({ x: 3, y: 4 }), scalars({ f: 1, q: 10 })];
    const run = await forward(graph, inputs, [sharing, tiny]);
    const gradients = await backward(run, seeds);
    expect(scalarNumbers(gradients)).toEqual({ x: 14, y: 12, q: 12, r: 2, f: 1 });
    expect(scalarNumbers(run.values)).toEqual({ x: 3, y: 4, q: 7, r: 10, f: 20 });
    expect([inputs, seeds]).toEqual([scalars({ x: 3, y: 4 }), scalars({ f: 1, q: 10 })]);
    const buffers = [...gradients.values(), ...run.values.values(), ...Object.values(seeds)].map(
      ({ data }) => data.buffer,
    );
    expect(new Set(buffers).size).toBe(buffers.length);
  });

  test('what no seed depends on has zeros, also beside infinities and kernels without backward', async () => {
    const forwardOnly: Implementation = {
      name: 'forward-only',
      version: '0.0.0',
      kernels: { exp: { forward: (inputs) => tiny.kernels.exp!.forward(inputs) } },
    };
    const graph: Graph = {
      inputs: ['x', 'zero'],
      nodes: [apply('inf', 'reciprocal', 'zero'), apply('e', 'exp', 'inf'), scale('f', 'x', 2)],
    };
    const run = await forward(graph, scalars({ x: 1, zero: 0 }), [forwardOnly, tiny]);
    expect(scalarNumbers(run.values)).toMatchObject({ inf: Infinity, e: Infinity });
    expect(scalarNumbers(await backward(run, { f: scalar(1) }))).toEqual({
      x: 2,
      zero: 0,
      inf: 0,
      e: 0,
      f: 1,
    });
    expect(scalarNumbers(await backward(run, {}))).toEqual({ x: 0, zero: 0, inf: 0, e: 0, f: 0 });
  });

  test('float32 gradients stay float32 and have their values’ shapes', async () => {
    const x = tensor('float32', [2, 2], [1, 2, 3, 4]);
    const graph: Graph = { inputs: ['x'], nodes: [multiply('y', 'x', 'x'), add('f', 'y', 'x')] };
    const run = await forward(graph, { x }, [tiny]);
    const gradients = await backward(run, { f: tensor('float32', [2, 2], [1, 10, 100, 0.5]) });
    expect(gradients.get('x')).toEqual(tensor('float32', [2, 2], [3, 50, 700, 4.5]));
  });

  test('an empty batch has empty gradients', async () => {
    const run = await forward(
      { inputs: ['x'], nodes: [scale('f', 'x', 2)] },
      { x: tensor('float64', [0, 3], []) },
      [tiny],
    );
    const gradients = await backward(run, { f: tensor('float64', [0, 3], []) });
    expect(gradients.get('x')).toEqual(tensor('float64', [0, 3], []));
  });

  test.each([
    ['all', { 'r.h': [1, 10, 100, 1000], 'r.hT': [5, 7] }, [2, 20, 200 + 15, 2000 + 21]],
    ['h', { 'r.h': [1, 10, 100, 1000] }, [2, 20, 200, 2000]],
    ['hT', { 'r.hT': [5, 7] }, [0, 0, 15, 21]],
  ])(
    'a node with several outputs, seeded in %s, and int32 inputs without a gradient',
    async (_, seeds, dx) => {
      const run = await forward(recurrent, recurrentInputs, [tiny]);
      const shaped = Object.entries(seeds).map(([ref, data]): [string, FloatTensor] => [
        ref,
        tensor('float64', run.values.get(ref)!.shape, data),
      ]);
      const gradients = await backward(run, Object.fromEntries(shaped));
      expect([...gradients.keys()]).toEqual(['x', 'w', 'r.h', 'r.hT']);
      expect(numbers(gradients)).toEqual({
        x: dx,
        w: [0, 0, 0, 0],
        'r.h': [0, 0, 0, 0],
        'r.hT': [0, 0],
        ...seeds,
      });
    },
  );
});

describe('backward of wanted gradients', () => {
  /** `tiny` that notes what each backward was asked for. */
  function noting(log: string[]): Implementation {
    const entries = Object.entries(tiny.kernels as Record<string, SyncKernel<'add'>>);
    const kernels = entries.map(([operator, kernel]) => {
      const noted: SyncKernel<'add'> = {
        ...kernel,
        backward(grads, saved, wanted) {
          log.push(`${operator} ${wanted?.join(' ')}`);
          return kernel.backward(grads, saved, wanted);
        },
      };
      return [operator, noted];
    });
    return {
      name: 'noting',
      version: '0.0.0',
      kernels: Object.fromEntries(kernels) as Implementation['kernels'],
    };
  }
  const graph: Graph = {
    inputs: ['x', 'y', 'z'],
    nodes: [add('q', 'x', 'y'), multiply('f', 'q', 'z'), scale('g', 'f', 2)],
  };

  test.each([
    ['all', undefined, { x: -8, y: -8, z: 6, q: -8, f: 2, g: 1 }, ['scale x', 'multiply a b', 'add a b']],
    ['an input', ['y'], { y: -8 }, ['scale x', 'multiply a', 'add b']],
    ['another', ['z'], { z: 6 }, ['scale x', 'multiply b']],
    ['a value in the middle', ['q'], { q: -8 }, ['scale x', 'multiply a']],
    ['two, in the order asked', ['z', 'x'], { z: 6, x: -8 }, ['scale x', 'multiply a b', 'add a']],
    ['the seeded one', ['g'], { g: 1 }, []],
    ['none', [], {}, []],
  ])('%s: only what they need is computed', async (_, wanted, expected, calls) => {
    const log: string[] = [];
    const run = await forward(graph, scalars({ x: -2, y: 5, z: -4 }), [noting(log)]);
    const gradients = await backward(run, { g: scalar(1) }, wanted);
    expect(Object.entries(scalarNumbers(gradients))).toEqual(Object.entries(expected));
    expect(log).toEqual(calls);
  });

  test('what arrives is told edge by edge, in the order in which it is added', async () => {
    const told: string[] = [];
    const run = await forward(graph, scalars({ x: -2, y: 5, z: -4 }), [tiny]);
    await backward(run, scalars({ g: 1, q: 3 }), ['x'], ({ ref, reader, gradient }) =>
      told.push(`${ref} ${reader ? `${reader.node}.${reader.input}` : 'seed'} ${gradient.data[0]}`),
    );
    expect(told).toEqual(['g seed 1', 'q seed 3', 'f g.x 2', 'q f.a -8', 'x q.a -5']);
  });

  test('lengths are never asked for', async () => {
    const log: string[] = [];
    const run = await forward(recurrent, recurrentInputs, [noting(log)]);
    await backward(run, { 'r.hT': tensor('float64', [1, 2], [1, 1]) });
    expect(log).toEqual(['rnn x wx wh']);
  });
});

describe('large graphs', () => {
  test('100,000 nodes in a chain, all of which read x, last first', async () => {
    const N = 100_000;
    const nodes = Array.from({ length: N }, (_, i): GraphNode =>
      add(`n${i}`, i === 0 ? 'x' : `n${i - 1}`, 'x'),
    );
    const run = await forward({ inputs: ['x'], nodes: nodes.reverse() }, { x: scalar(3) }, [tiny]);
    expect(run.values.get(`n${N - 1}`)!.data[0]).toBe(3 * (N + 1));
    const gradients = await backward(run, { [`n${N - 1}`]: scalar(2) });
    expect([gradients.get('x')!.data[0], gradients.get('n0')!.data[0]]).toEqual([2 * (N + 1), 2]);
  }, 20_000);

  test('one value that 100,000 nodes read, added up again in a tree', async () => {
    const N = 100_000;
    const nodes = Array.from({ length: N }, (_, i): GraphNode => scale(`n${i}`, 'x', (i % 7) - 3));
    let level = nodes.map(({ name }) => name);
    for (let depth = 0; level.length > 1; depth++) {
      const next: string[] = [];
      for (let i = 0; i + 1 < level.length; i += 2) {
        next.push(`sum${depth}.${i}`);
        nodes.push(add(next.at(-1)!, level[i]!, level[i + 1]!));
      }
      if (level.length % 2 === 1) next.push(level.at(-1)!);
      level = next;
    }
    const factors = nodes.slice(0, N).reduce((sum, _, i) => sum + (i % 7) - 3, 0);
    const run = await forward({ inputs: ['x'], nodes: nodes.reverse() }, { x: scalar(-5) }, [tiny]);
    expect(run.values.get(level[0]!)!.data[0]).toBe(-5 * factors);
    const gradients = await backward(run, { [level[0]!]: scalar(2) });
    expect([gradients.get('x')!.data[0], gradients.get('n6')!.data[0]]).toEqual([2 * factors, 2]);
  }, 60_000);
});
