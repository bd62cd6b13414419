import { describe, expect, test } from '@jest/globals';
import { SpecError, tensor, type FloatTensor, type Implementation, type Kernel } from '@gradspec/spec';
import {
  backward,
  forward,
  gradientCheck,
  graphErrorCodes,
  GraphError,
  graphFromJson,
  graphText,
  graphToJson,
  topologicalOrder,
  type Graph,
  type GraphErrorCode,
  type GraphNode,
} from '../src/index.ts';
import { learningErrors } from './learning-errors.ts';
import { add, multiply, scalar, scalars, scale } from './nodes.ts';
import { tiny } from './tiny.ts';

type Row = readonly [
  title: string,
  code: GraphErrorCode,
  names: readonly string[],
  message: string,
  work: () => unknown,
];

const example: Graph = { inputs: ['x', 'y', 'z'], nodes: [add('q', 'x', 'y'), multiply('f', 'q', 'z')] };
const given = scalars({ x: -2, y: 5, z: -4 });
const rnn: GraphNode = { name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'y', wh: 'z' } };

const order =
  (nodes: readonly GraphNode[], inputs: readonly string[] = ['x', 'y', 'z']) =>
  () =>
    topologicalOrder({ inputs, nodes });
const run = (inputs: Readonly<Record<string, FloatTensor>>) => () => forward(example, inputs, [tiny]);
const seeded = (seeds: object, wanted?: readonly string[]) => async (): Promise<unknown> =>
  backward(await forward(example, given, [tiny]), seeds as Record<string, FloatTensor>, wanted);

/** An implementation whose add is wrong. */
const faulty = (kernel: object): Implementation => ({
  name: 'faulty',
  version: '0.0.0',
  kernels: { add: { ...tiny.kernels.add!, ...kernel } },
});
const on = (kernel: object) => async (): Promise<unknown> =>
  backward(await forward(example, given, [faulty(kernel), tiny]), { f: scalar(1) });
const withLabels: Graph = {
  inputs: ['s', 'labels'],
  nodes: [{ name: 'loss', operator: 'softmaxCrossEntropy', inputs: { scores: 's', labels: 'labels' } }],
};
const labelled = async () =>
  forward(withLabels, { s: tensor('float64', [1, 2], [1, 2]), labels: tensor('int32', [1], [0]) }, [
    { name: 'zero', version: '0.0.0', kernels: { softmaxCrossEntropy: zeroLoss } },
  ]);
const zeroLoss: Kernel<'softmaxCrossEntropy'> = {
  forward: () => ({ outputs: { loss: scalar(0) }, saved: undefined }),
};

const rows: readonly Row[] = [
  ...learningErrors,
  [
    'an operator that does not exist',
    'unknown-operator',
    ['q'],
    'node q: there is no operator ad; nearest: add',
    order([{ name: 'q', operator: 'ad', inputs: {} } as unknown as GraphNode]),
  ],
  [
    'two inputs of one name',
    'duplicate-name',
    ['x'],
    'x is the name of two inputs or nodes of the graph',
    order([], ['x', 'x']),
  ],
  [
    'two nodes of one name',
    'duplicate-name',
    ['q'],
    'q is the name of two inputs or nodes of the graph',
    order([add('q', 'x', 'y'), scale('q', 'x', 1)]),
  ],
  [
    'a node with the name of an input',
    'duplicate-name',
    ['x'],
    'x is the name of two inputs or nodes of the graph',
    order([scale('x', 'y', 1)]),
  ],
  [
    'an input with the name of a node’s output',
    'duplicate-name',
    ['r.h'],
    'r.h is the name of two inputs or nodes of the graph',
    order([rnn], ['x', 'y', 'z', 'r.h']),
  ],
  [
    'a node that reads a value nobody makes',
    'unknown-reference',
    ['qq'],
    "node f reads qq as its a, which is neither an input nor a node's output; nearest: q",
    order([add('q', 'x', 'y'), multiply('f', 'qq', 'z')]),
  ],
  [
    'a node that reads a node with several outputs as one value',
    'unknown-reference',
    ['r'],
    "node s reads r as its x, which is neither an input nor a node's output; nearest: r.h, r.hT, x, y",
    order([rnn, scale('s', 'r', 1)]),
  ],
  [
    'a node that reads the output of a node with one by its operator’s name for it',
    'unknown-reference',
    ['q.y'],
    "node s reads q.y as its x, which is neither an input nor a node's output; nearest: q",
    order([add('q', 'x', 'x'), scale('s', 'q.y', 1)], ['x']),
  ],
  [
    'a node that reads itself',
    'cycle',
    ['a'],
    'the graph has a cycle: a reads a',
    order([add('a', 'x', 'a')]),
  ],
  [
    'a ring, and a node that leads into it',
    'cycle',
    ['a', 'b', 'c'],
    'the graph has a cycle: a reads b reads c reads a',
    order([scale('start', 'a', 1), add('a', 'x', 'b'), scale('b', 'c', 1), scale('c', 'a', 1)]),
  ],
  [
    'a ring through one of several outputs',
    'cycle',
    ['s', 'r'],
    'the graph has a cycle: s reads r reads s',
    order([scale('s', 'r.hT', 1), { ...rnn, inputs: { x: 's', wx: 'y', wh: 'z' } }]),
  ],
  [
    'an input without a tensor',
    'missing-input',
    ['z'],
    "the graph's input z was not given",
    run(scalars({ x: 1, y: 2 })),
  ],
  [
    'an input with the name of an object’s method',
    'missing-input',
    ['toString'],
    "the graph's input toString was not given",
    () => forward({ inputs: ['toString'], nodes: [] }, {}, []),
  ],
  [
    'a tensor for no input',
    'unknown-input',
    ['zz'],
    'the graph has no input zz, which was given; nearest: z',
    run({ ...given, zz: scalar(1) }),
  ],
  [
    'a seed for no value',
    'unknown-reference',
    ['ff'],
    'seed ff: the graph has no such value; nearest: f',
    seeded({ ff: scalar(1) }),
  ],
  [
    'a seed of another shape',
    'bad-seed',
    ['f'],
    'seed f expected float64 [], got float64 [1]',
    seeded({ f: tensor('float64', [1], [1]) }),
  ],
  [
    'a seed of another dtype',
    'bad-seed',
    ['f'],
    'seed f expected float64 [], got float32 []',
    seeded({ f: tensor('float32', [], [1]) }),
  ],
  [
    'a seed that is a number',
    'bad-seed',
    ['f'],
    'seed f expected float64 [], got no tensor',
    seeded({ f: 1 }),
  ],
  [
    'a seed that is nothing',
    'bad-seed',
    ['f'],
    'seed f expected float64 [], got no tensor',
    seeded({ f: undefined }),
  ],
  [
    'a seed for labels',
    'no-gradient',
    ['labels'],
    'seed labels: an int32 value has no gradient',
    async () => backward(await labelled(), { labels: tensor('float64', [1], [1]) }),
  ],
  [
    'a wanted gradient of labels',
    'no-gradient',
    ['labels'],
    'wanted gradient labels: an int32 value has no gradient',
    async () => backward(await labelled(), {}, ['labels']),
  ],
  [
    'a wanted gradient of no value',
    'unknown-reference',
    ['weight'],
    'wanted gradient weight: the graph has no such value',
    seeded({ f: scalar(1) }, ['weight']),
  ],
  [
    'a call that is wrong inside a node',
    'node-failed',
    ['f'],
    'node f (multiply on tiny): multiply: b expected 0 axes for ...L, as a has, got [2]; ' +
      'a is q (float64 [], made by add), b is z (float64 [2], given)',
    run({ ...given, z: tensor('float64', [2], [1, 2]) }),
  ],
  [
    'a shape that does not fit, of one of several outputs',
    'node-failed',
    ['s'],
    'node s (add on tiny): add: b expected 2 axes for ...L, as a has, got []; ' +
      'a is r.hT (float64 [1, 2], made by rnn), b is bias (float64 [], given)',
    () =>
      forward(
        { inputs: ['x', 'y', 'z', 'bias'], nodes: [rnn, add('s', 'r.hT', 'bias')] },
        {
          x: tensor('float64', [3, 1, 2], [1, 2, 3, 4, 5, 6]),
          y: tensor('float64', [2, 2], [1, 2, 3, 4]),
          z: tensor('float64', [2, 2], [1, 2, 3, 4]),
          bias: scalar(1),
        },
        [tiny],
      ),
  ],
  [
    'an input that is no tensor',
    'node-failed',
    ['q'],
    'node q (add on tiny): add: b expected a tensor with dtype float32, float64 or int32, got 5; ' +
      'a is x (float64 [], given), b is y (no tensor, given)',
    run({ ...given, y: 5 as unknown as FloatTensor }),
  ],
  [
    'a kernel that throws',
    'node-failed',
    ['q'],
    'node q (add on faulty): out of memory',
    on({
      forward: () => {
        throw new Error('out of memory');
      },
    }),
  ],
  [
    'a kernel that rejects with something else than an error',
    'node-failed',
    ['q'],
    'node q (add on faulty): lost',
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as foreign kernels may
    on({ backward: () => Promise.reject('lost') }),
  ],
  [
    'a kernel without the output',
    'bad-result',
    ['q'],
    'node q (add on faulty) returned no output y',
    on({ forward: () => ({ outputs: {}, saved: undefined }) }),
  ],
  [
    'a kernel without a gradient',
    'bad-result',
    ['q'],
    'node q (add on faulty) returned no tensor as the gradient of b, float64 []',
    on({ backward: () => ({ a: scalar(1) }) }),
  ],
  [
    'a gradient of another shape',
    'bad-result',
    ['q'],
    'node q (add on faulty) returned float64 [1] as the gradient of a, float64 []',
    on({ backward: () => ({ a: tensor('float64', [1], [1]), b: scalar(1) }) }),
  ],
  [
    'a gradient of another dtype',
    'bad-result',
    ['q'],
    'node q (add on faulty) returned float32 [] as the gradient of a, float64 []',
    on({ backward: () => ({ a: tensor('float32', [], [1]), b: scalar(1) }) }),
  ],
  [
    'a gradient of a value that the run does not have',
    'other-graph',
    ['ff'],
    'gradient of ff: the run has no such value; nearest: f',
    async () => graphText(await forward(example, given, [tiny]), new Map([['ff', scalar(1)]])),
  ],
  [
    'JSON that is no graph',
    'bad-json',
    ['nodes[0].inputs.b'],
    'nodes[0].inputs.b expected text, got 7',
    () => graphFromJson(graphToJson(example).replace('"b":"y"', '"b":7')),
  ],
  [
    'an option that is out of range',
    'bad-option',
    ['elements'],
    'elements expected an integer of at least 1, got 0',
    () => gradientCheck(example, given, [tiny], { elements: 0 }),
  ],
];

describe('GraphError', () => {
  test.each(rows)('%s: %s', async (_, code, names, message, work) => {
    const error: unknown = await Promise.resolve()
      .then(work)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GraphError);
    expect(error).toMatchObject({ code, names, message });
  });

  test('the error inside a node is its cause', async () => {
    const error = run({ ...given, z: tensor('float64', [2], [1, 2]) });
    await expect(error()).rejects.toMatchObject({ cause: expect.any(SpecError) as unknown });
    await expect(error()).rejects.toMatchObject({
      cause: { code: 'bad-rank', operator: 'multiply', argument: 'b' },
    });
  });

  test('every code has a case here', () => {
    expect(new Set(rows.map(([, code]) => code))).toEqual(new Set(Object.keys(graphErrorCodes)));
  });
});

describe('not-implemented', () => {
  test.each([
    [[], 'add: q expected a kernel for add in no implementation, got none'],
    [
      [
        { ...tiny, name: 'a', kernels: {} },
        { ...tiny, name: 'b', kernels: { exp: tiny.kernels.exp! } },
      ],
      'add: q expected a kernel for add in a, b, got none',
    ],
  ])('no implementation has the operator', async (implementations, message) => {
    const error = { name: 'SpecError', code: 'not-implemented', operator: 'add', argument: 'q', message };
    await expect(forward(example, given, implementations)).rejects.toMatchObject(error);
  });

  test('nothing runs when a later node cannot', async () => {
    let calls = 0;
    const counting = faulty({ forward: () => calls++ });
    await expect(forward(example, given, [counting])).rejects.toMatchObject({ argument: 'f' });
    expect(calls).toBe(0);
  });

  test('the kernel has no backward', async () => {
    await expect(on({ backward: undefined })()).rejects.toMatchObject({
      name: 'SpecError',
      code: 'not-implemented',
      operator: 'add',
      argument: 'q',
      message: 'add: q expected a backward of faulty, got a kernel without one',
    });
  });
});
