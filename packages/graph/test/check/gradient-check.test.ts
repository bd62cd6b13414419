import { describe, expect, test } from '@jest/globals';
import { tensor, type FloatTensor, type Implementation, type OperatorName } from '@gradspec/spec';
import {
  forward,
  gradientCheck,
  type Graph,
  type GradientCheckOptions,
  type GraphNode,
  type NotJudged,
} from '../../src/index.ts';
import { kernelOf } from '../../src/kernel-of.ts';
import { add, maximum, multiply, scalar, scalars, scale } from '../nodes.ts';
import { tapedImplementation as taped } from '../taped/index.ts';
import { tiny } from '../tiny.ts';
import { net, netInputs } from './net-of-all-kinds.ts';
import { elementwise, mine, sabotaged } from './sabotage.ts';

const wrongNodes = (check: Awaited<ReturnType<typeof gradientCheck>>) => [
  ...new Set(check.nodes.filter(({ wrong }) => wrong > 0).map(({ node }) => node)),
];
const firstInput = (node: GraphNode): string => Object.keys(node.inputs)[0]!;

describe('a net of 21 nodes', () => {
  test.each([1, 2, 3])('that is right gives no alarm, seed %i', async (seed) => {
    const check = await gradientCheck(net, netInputs(seed), [taped], { seed });
    expect(wrongNodes(check)).toEqual([]);
    expect(check).toMatchObject({ agrees: true, unreached: [], promoted: [] });
    expect(check.inputs.map(({ input, elements, checked }) => [input, elements, checked])).toEqual([
      ['x', 6, 6],
      ['w', 12, 12],
      ['b', 4, 4],
      ['kernels', 12, 12],
    ]);
    expect([...check.inputs, ...check.nodes].flatMap(({ notJudged }) => notJudged)).toEqual([]);
    expect(new Set(check.nodes.map(({ node }) => node)).size).toBe(net.nodes.length);
  });

  test.each(net.nodes.map((node) => [node.name, node] as const))(
    'a wrong sign in %s is found there and only there',
    async (name, node) => {
      const wrong = sabotaged(
        taped,
        node.operator,
        elementwise(firstInput(node), (value) => -value),
      );
      const check = await gradientCheck(net, netInputs(1), [wrong, taped]);
      expect(check.agrees).toBe(false);
      expect(wrongNodes(check)).toEqual([name]);
      const found = check.nodes.find(({ wrong }) => wrong > 0)!;
      expect(found).toMatchObject({
        node: name,
        operator: node.operator,
        implementation: 'mine',
        input: firstInput(node),
      });
      expect(found.worst!.got).toBeCloseTo(-found.worst!.expected, 6);
      expect(check.inputs.some(({ wrong }) => wrong > 0)).toBe(true);
    },
  );

  test.each(net.nodes.map((node) => [node.name, node] as const))(
    'a millionth too much in %s is found',
    async (name, node) => {
      const wrong = sabotaged(
        taped,
        node.operator,
        elementwise(firstInput(node), (value) => value * (1 + 1e-6)),
      );
      const check = await gradientCheck(net, netInputs(1), [wrong, taped]);
      expect(wrongNodes(check)).toEqual([name]);
    },
  );
});

describe('gradientCheck finds', () => {
  const square: Graph = {
    inputs: ['x', 'w', 'v'],
    nodes: [
      { name: 'first', operator: 'linear', inputs: { x: 'x', w: 'w' } },
      { name: 'second', operator: 'linear', inputs: { x: 'first', w: 'v' } },
    ],
  };
  const given = {
    x: tensor('float64', [2, 3], [1, -2, 0.5, 3, 0.25, -1]),
    w: tensor('float64', [3, 3], [1, 2, 3, -4, 5, 6, 7, -8, 9]),
    v: tensor('float64', [2, 3], [0.5, -1, 2, 3, 4, -2]),
  };

  test('a transposed dw, in the node whose w is square, with the place and both numbers', async () => {
    const transposed = sabotaged(taped, 'linear', (gradient, input) => {
      const [O, I] = gradient.shape as [number, number];
      if (input !== 'w' || O !== I) return gradient;
      return tensor(
        'float64',
        [O, I],
        Array.from(gradient.data, (_, i) => gradient.data[(i % I) * I + Math.floor(i / I)]!),
      );
    });
    const check = await gradientCheck(square, given, [transposed, taped]);
    expect(wrongNodes(check)).toEqual(['first']);
    const [found] = check.nodes.filter(({ wrong }) => wrong > 0);
    expect(found).toMatchObject({ input: 'w', elements: 9, checked: 9, wrong: 6 });
    const { at, got, expected, tolerance } = found!.worst!;
    const right = (await gradientCheck(square, given, [taped])).nodes.find(
      ({ node, input }) => node === 'first' && input === 'w',
    )!;
    expect(right.wrong).toBe(0);
    expect(at).toHaveLength(2);
    expect(at[0]).not.toBe(at[1]);
    expect(Math.abs(got - expected)).toBeGreaterThan(1000 * tolerance);
    expect(check.inputs.find(({ wrong }) => wrong > 0)).toMatchObject({ input: 'w' });
  });

  test('a gradient that is not a number, and one that is infinite', async () => {
    for (const [bad, operator] of [
      [NaN, 'tanh'],
      [-Infinity, 'exp'],
    ] as const) {
      const wrong = sabotaged(
        taped,
        operator,
        elementwise('x', (value, i) => (i === 3 ? bad : value)),
      );
      const check = await gradientCheck(net, netInputs(4), [wrong, taped]);
      const [found] = check.nodes.filter(({ wrong }) => wrong > 0);
      expect(found).toMatchObject({ operator, wrong: 1, worst: { at: [0, 3], got: bad } });
    }
  });

  test('what a kernel saved in memory that its next call overwrites', async () => {
    const shared = new Float64Array(6);
    const right = taped.kernels.tanh!;
    const overwriting: Implementation = {
      name: 'overwriting',
      version: '0.0.0',
      kernels: {
        tanh: {
          async forward({ x }) {
            const { outputs } = await right.forward({ x });
            shared.set(outputs.y.data);
            return { outputs, saved: shared };
          },
          backward: ({ y }, saved) => ({
            x: tensor(
              'float64',
              y!.shape,
              Array.from(y!.data, (dy, i) => dy * (1 - (saved as Float64Array)[i]! ** 2)),
            ),
          }),
        },
      },
    };
    const graph: Graph = {
      inputs: ['x'],
      nodes: [
        { name: 'once', operator: 'tanh', inputs: { x: 'x' } },
        { name: 'twice', operator: 'tanh', inputs: { x: 'once' } },
      ],
    };
    const check = await gradientCheck(graph, { x: given.x }, [overwriting]);
    expect(wrongNodes(check)).toContain('once');
  });

  test('an output gradient that was left out and is not taken for zeros, as in the graph itself', async () => {
    const rnn = kernelOf(tiny, 'rnn')!;
    const ones: typeof rnn = {
      forward: (inputs) => rnn.forward(inputs),
      backward: ({ h, hT }, saved, wanted) =>
        rnn.backward!({ h: h ?? tensor('float64', [2, 1, 2], [1, 1, 1, 1]), hT }, saved, wanted),
    };
    const graph: Graph = {
      inputs: ['x', 'w'],
      nodes: [{ name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'w', wh: 'w' } }, scale('s', 'r.hT', 2)],
    };
    const inputs = {
      x: tensor('float64', [2, 1, 2], [1, 2, 3, 4]),
      w: tensor('float64', [2, 2], [1, 2, 3, 4]),
    };
    const seeds = { s: tensor('float64', [1, 2], [1, -2]) };
    expect(
      wrongNodes(await gradientCheck(graph, inputs, [mine('rnn', ones), tiny], { outputGrads: seeds })),
    ).toEqual(['r']);
    expect(await gradientCheck(graph, inputs, [mine('rnn', ones), tiny])).toMatchObject({ agrees: true });
  });

  test('a mistake that no node makes by itself, in the whole graph', async () => {
    let [count, last] = [0, 0];
    const multiplies = kernelOf(tiny, 'multiply')!;
    const forgetful: typeof multiplies = {
      forward(inputs, attributes) {
        count++;
        return multiplies.forward(inputs, attributes);
      },
      // the first backward after a forward is wrong: as if something were not there yet
      async backward(outputGrads, saved, wanted) {
        const gradients = await multiplies.backward!(outputGrads, saved, wanted);
        if (last > 0) return gradients;
        last = count;
        return { ...gradients, a: scalar(99) };
      },
    };
    const check = await gradientCheck(
      { inputs: ['x', 'y'], nodes: [multiply('f', 'x', 'y')] },
      scalars({ x: 2, y: 3 }),
      [mine('multiply', forgetful)],
    );
    expect(check).toMatchObject({
      agrees: false,
      inputs: [
        { input: 'x', wrong: 1, worst: { got: 99 } },
        { input: 'y', wrong: 0 },
      ],
    });
    expect(wrongNodes(check)).toEqual([]);
  });
});

describe('gradientCheck does not judge', () => {
  test('kinks: relu at 0, a tie of maxima', async () => {
    const graph: Graph = {
      inputs: ['x', 'y'],
      nodes: [{ name: 'r', operator: 'relu', inputs: { x: 'x' } }, maximum('m', 'x', 'y')],
    };
    const inputs = { x: tensor('float64', [4], [0, 1, -1, 2]), y: tensor('float64', [4], [-3, 1, 1, 1]) };
    const check = await gradientCheck(graph, inputs, [taped]);
    expect(check.agrees).toBe(true);
    expect(
      check.nodes.map(({ node, input, notJudged }) => [
        node,
        input,
        notJudged.map(({ at, reason }) => [...at, reason]),
      ]),
    ).toEqual([
      ['r', 'x', [[0, 'kink']]],
      ['m', 'a', [[1, 'kink']]],
      ['m', 'b', [[1, 'kink']]],
    ]);
    const [{ left, right, got }] = check.nodes[0]!.notJudged as [NotJudged];
    expect(left).toBe(0);
    expect(Math.abs(right)).toBeGreaterThan(0.4);
    expect(got).toBe(0);
  });

  test.each([-2, -1.7, -1, -2 / 3, -1e-9, 0, 1e-9, 0.5, 2 / 3, 1, 1.5, 1.9, 2.1, 40])(
    'a kink %d steps away is no mistake, and a wrong gradient beside it is not hidden for long',
    async (steps) => {
      const graph: Graph = { inputs: ['x'], nodes: [{ name: 'r', operator: 'relu', inputs: { x: 'x' } }] };
      const inputs = { x: tensor('float64', [2], [steps * 2 ** -17, 1.5]) };
      const check = await gradientCheck(graph, inputs, [taped]);
      expect(wrongNodes(check)).toEqual([]);
      const wrong = sabotaged(
        taped,
        'relu',
        elementwise('x', (value, i) => (i === 0 ? value + 5 : value)),
      );
      const found = (await gradientCheck(graph, inputs, [wrong])).nodes[0]!;
      expect(found.wrong + found.notJudged.length).toBe(1);
      if (Math.abs(steps) > 2) expect(found.wrong).toBe(1);
    },
  );

  test('slopes that are lost in rounding, and says so', async () => {
    const graph: Graph = {
      inputs: ['x'],
      nodes: [{ name: 'big', operator: 'addConstant', inputs: { x: 'x' }, attributes: { value: 1e12 } }],
    };
    const check = await gradientCheck(graph, { x: tensor('float64', [2], [1, 2]) }, [tiny]);
    expect(check.agrees).toBe(false);
    expect(check.nodes[0]!.notJudged.map(({ reason }) => reason)).toEqual(['rounding', 'rounding']);
  });

  test('a function that is not finite, whose slopes could be anything', async () => {
    const graph: Graph = { inputs: ['x'], nodes: [{ name: 's', operator: 'sum', inputs: { x: 'x' } }] };
    const check = await gradientCheck(graph, { x: tensor('float64', [3], [NaN, 2, 4]) }, [taped]);
    expect(check).toMatchObject({ agrees: false, nodes: [{ wrong: 0, checked: 3, worst: undefined }] });
    expect(check.nodes[0]!.notJudged.map(({ reason }) => reason)).toEqual(Array(3).fill('not finite'));
  });

  test('elements that are not finite, and the others as ever: steps past a sequence’s length', async () => {
    const inputs = {
      x: tensor('float64', [3, 2, 1], [0.5, -1, 2, NaN, -0.25, Infinity]),
      wx: tensor('float64', [2, 1], [1, -0.5]),
      wh: tensor('float64', [2, 2], [0.3, -0.2, 0.1, 0.7]),
      lengths: tensor('int32', [2], [3, 1]),
    };
    const graph: Graph = {
      inputs: Object.keys(inputs),
      nodes: [{ name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'wx', wh: 'wh', lengths: 'lengths' } }],
    };
    const { agrees, nodes } = await gradientCheck(graph, inputs, [taped]);
    expect(agrees).toBe(true);
    expect(nodes.map(({ input, notJudged }) => [input, notJudged.map(({ at }) => at)])).toEqual([
      [
        'x',
        [
          [1, 1, 0],
          [2, 1, 0],
        ],
      ],
      ['wx', []],
      ['wh', []],
    ]);
  });

  test('nothing: a graph without elements agrees with nothing', async () => {
    const empty = await gradientCheck(
      { inputs: ['x'], nodes: [scale('f', 'x', 2)] },
      { x: tensor('float64', [0, 3], []) },
      [tiny],
    );
    expect(empty).toMatchObject({ agrees: false, nodes: [{ checked: 0, wrong: 0 }] });
    expect(await gradientCheck({ inputs: [], nodes: [] }, {}, [])).toMatchObject({
      agrees: false,
      nodes: [],
    });
  });
});

const badOptions: readonly (readonly [GradientCheckOptions, string])[] = [
  [{ elements: 0 }, 'elements expected an integer of at least 1, got 0'],
  [{ elements: 2.5 }, 'elements expected an integer of at least 1, got 2.5'],
  [{ seed: -1 }, 'seed expected an integer from 0 to 2³² − 1, got -1'],
  [{ seed: '1' as unknown as number }, 'seed expected an integer from 0 to 2³² − 1, got 1'],
  [
    JSON.parse('{ "element": 3 }') as GradientCheckOptions,
    'element is no option of gradientCheck; nearest: elements',
  ],
];

describe('gradientCheck', () => {
  const branching: Graph = {
    inputs: ['x', 'y'],
    nodes: [multiply('q', 'x', 'x'), add('f', 'q', 'y'), scale('aside', 'y', 2), scale('more', 'aside', 2)],
  };

  test('starts where it is told to, and names the nodes that are not reached', async () => {
    const inputs = scalars({ x: 2, y: 3 });
    const check = await gradientCheck(branching, inputs, [tiny], { outputGrads: { f: scalar(-2) } });
    expect(check).toMatchObject({ agrees: true, unreached: ['aside', 'more'] });
    expect(check.inputs.map(({ worst }) => worst!.got)).toEqual([-8, -2]);
    expect(check.nodes.map(({ node, input }) => `${node}.${input}`)).toEqual(['q.a', 'q.b', 'f.a', 'f.b']);
    const middle = await gradientCheck(branching, inputs, [tiny], {
      outputGrads: { f: scalar(-2), q: scalar(10), y: scalar(7) },
    });
    expect(middle.agrees).toBe(true);
    expect(middle.inputs.map(({ worst }) => worst!.got)).toEqual([32, 5]);
  });

  test('checks float32 as float64, and says which inputs those were', async () => {
    const inputs = { x: tensor('float32', [], [0.1]), y: tensor('float32', [], [1 / 3]) };
    const seeds = { f: tensor('float32', [], [-1.25]) };
    const check = await gradientCheck(branching, inputs, [tiny], { outputGrads: seeds });
    expect(check).toMatchObject({ agrees: true, promoted: ['x', 'y'] });
    expect(check.inputs[0]!.worst!.tolerance).toBeLessThan(1e-8);
    expect(inputs.x.dtype).toBe('float32');
  });

  test('refuses a kernel that makes float32 of float64', async () => {
    const narrow: Implementation = {
      name: 'narrow',
      version: '0.0.0',
      kernels: {
        scale: {
          forward: ({ x }) => ({ outputs: { y: tensor('float32', x.shape, x.data) }, saved: undefined }),
        },
      },
    };
    await expect(gradientCheck(branching, scalars({ x: 2, y: 3 }), [narrow, tiny])).rejects.toMatchObject({
      code: 'bad-result',
      message:
        'node aside (scale on narrow) returned float32 as y for inputs of float64, in which gradients are checked',
    });
  });

  test('leaves int32 inputs alone, in the graph and in its nodes', async () => {
    const graph: Graph = {
      inputs: ['s', 'labels'],
      nodes: [{ name: 'loss', operator: 'hingeLoss', inputs: { scores: 's', labels: 'labels' } }],
    };
    const inputs = {
      s: tensor('float64', [3, 4], [1, 2.5, -3, 4, 0.5, 6, 7, -8, 9, 1, 2, 3]),
      labels: tensor('int32', [3], [2, -1, 0]),
    };
    const check = await gradientCheck(graph, inputs, [taped]);
    expect(check).toMatchObject({ agrees: true, inputs: [{ input: 's' }], nodes: [{ input: 'scores' }] });
  });

  test('awaits promises', async () => {
    const later = <T>(value: T) => new Promise<T>((resolve) => setImmediate(() => resolve(value)));
    const slow: Implementation = {
      name: 'slow',
      version: '0.0.0',
      kernels: {
        multiply: {
          forward: async (inputs) => later(await tiny.kernels.multiply!.forward(inputs)),
          backward: async (grads, saved, wanted) =>
            later(await tiny.kernels.multiply!.backward!(grads, saved, wanted)),
        },
      },
    };
    expect((await gradientCheck(branching, scalars({ x: 2, y: 3 }), [slow, tiny])).agrees).toBe(true);
  });

  test('compares at most so many elements of a tensor, the same ones for the same seed, at a bounded cost', async () => {
    let calls = 0;
    const counting: Implementation = {
      name: 'counting',
      version: '0.0.0',
      kernels: {
        tanh: { ...taped.kernels.tanh!, forward: (inputs) => (calls++, taped.kernels.tanh!.forward(inputs)) },
      },
    };
    const graph: Graph = { inputs: ['x'], nodes: [{ name: 't', operator: 'tanh', inputs: { x: 'x' } }] };
    const inputs = {
      x: tensor(
        'float64',
        [20, 30],
        Array.from({ length: 600 }, (_, i) => Math.sin(i)),
      ),
    };
    const places = async (seed: number) => {
      const wrong = sabotaged(
        counting,
        'tanh',
        elementwise('x', (value) => value + 1),
      );
      const { nodes } = await gradientCheck(graph, inputs, [wrong], { elements: 7, seed });
      expect(nodes[0]).toMatchObject({ elements: 600, checked: 7, wrong: 7 });
      return JSON.stringify(nodes[0]!.worst!.at);
    };
    expect(await places(5)).toBe(await places(5));
    expect(await places(5)).not.toBe(await places(6));
    expect(calls).toBe(4 * (1 + 2 * (11 + 4 * 7)));
  });

  test('reads a gradient before the kernel uses its memory again, as backward does', async () => {
    const memory = tensor('float64', [3], [0, 0, 0]);
    const scales = kernelOf(tiny, 'scale')!;
    const reusing = mine('scale', {
      forward(inputs, attributes) {
        memory.data.fill(NaN);
        return scales.forward(inputs, attributes);
      },
      backward({ y }) {
        y!.data.forEach((dy, i) => (memory.data[i] = 3 * dy));
        return { x: memory };
      },
    });
    const graph: Graph = { inputs: ['x'], nodes: [scale('f', 'x', 3)] };
    const check = await gradientCheck(graph, { x: tensor('float64', [3], [1, -2, 5]) }, [reusing]);
    expect(check).toMatchObject({ agrees: true, nodes: [{ wrong: 0, checked: 3 }] });
  });

  test('does not change the inputs', async () => {
    const inputs = netInputs(1);
    const before = structuredClone(inputs);
    await gradientCheck(net, inputs, [taped]);
    expect(inputs).toEqual(before);
    await forward(net, inputs, [taped]);
  });

  test.each(badOptions)('refuses the options %j', async (options, message) => {
    await expect(gradientCheck(branching, scalars({ x: 2, y: 3 }), [tiny], options)).rejects.toMatchObject({
      code: 'bad-option',
      message,
    });
  });

  test('a kernel without backward is the error that backward gives', async () => {
    const operator: OperatorName = 'multiply';
    const forwardOnly: Implementation = {
      name: 'forward-only',
      version: '0.0.0',
      kernels: {
        [operator]: {
          forward: (inputs: { a: FloatTensor; b: FloatTensor }) => tiny.kernels.multiply!.forward(inputs),
        },
      },
    };
    await expect(
      gradientCheck(branching, scalars({ x: 2, y: 3 }), [forwardOnly, tiny]),
    ).rejects.toMatchObject({
      code: 'not-implemented',
      argument: 'q',
    });
  });

  test('3,000 nodes in a chain', async () => {
    const nodes = Array.from({ length: 3000 }, (_, i) => add(`n${i}`, i === 0 ? 'x' : `n${i - 1}`, 'x'));
    const check = await gradientCheck({ inputs: ['x'], nodes: nodes.reverse() }, { x: scalar(0.3) }, [tiny]);
    expect(check).toMatchObject({ agrees: true });
    expect(check.nodes).toHaveLength(6000);
  }, 30_000);
});
