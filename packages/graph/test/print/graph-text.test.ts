import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { backward, backwardByEdge, forward, graphText, type Graph, type GraphNode } from '../../src/index.ts';
import { columnsOf } from '../../src/print/columns.ts';
import { add, addConstant, apply, multiply, scalar, scalars, scale } from '../nodes.ts';
import { tiny } from '../tiny.ts';

/** The drawing that follows, without the margin it has in the source. */
const drawing = ([text]: TemplateStringsArray): string => text!.replaceAll(/^ {4}/gm, '').trim();

const neuron: Graph = {
  inputs: ['w0', 'x0', 'w1', 'x1', 'w2'],
  nodes: [
    multiply('p0', 'w0', 'x0'),
    multiply('p1', 'w1', 'x1'),
    add('s0', 'p0', 'p1'),
    add('s', 's0', 'w2'),
    scale('minus', 's', -1),
    apply('e', 'exp', 'minus'),
    addConstant('plus1', 'e', 1),
    apply('f', 'reciprocal', 'plus1'),
  ],
};
const cube: Graph = {
  inputs: ['x', 'unused'],
  nodes: [scale('q1', 'x', 3), multiply('q2', 'x', 'x'), multiply('f', 'q1', 'q2')],
};
const recurrent: Graph = {
  inputs: ['x', 'w', 'lengths'],
  nodes: [
    { name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'w', wh: 'w', lengths: 'lengths' } },
    add('s', 'r.hT', 'r.hT'),
  ],
};

describe('graphText', () => {
  test('the sigmoid neuron, the value above each edge and its gradient below', async () => {
    const run = await forward(neuron, scalars({ w0: 2, x0: -1, w1: -3, x1: -2, w2: -3 }), [tiny]);
    expect(graphText(run, await backward(run, scalars({ f: 1 })))).toBe(drawing`
    input w0, to p0 (a)
    input x0, to p0 (b)
    input w1, to p1 (a)
    input x1, to p1 (b)
    input w2, to s (b)

    p0 = multiply on tiny, to s0 (a)
             2                -1
      w0 ─────────→ a   x0 ────────→ b
          -0.1966           0.3932

    p1 = multiply on tiny, to s0 (b)
            -3                -2
      w1 ─────────→ a   x1 ─────────→ b
          -0.3932           -0.5898

    s0 = add on tiny, to s (a)
            -2               6
      p0 ────────→ a   p1 ────────→ b
          0.1966           0.1966

    s = add on tiny, to minus (x)
            4                -3
      s0 ────────→ a   w2 ────────→ b
          0.1966           0.1966

    minus = scale (value -1) on tiny, to e (x)
           1
      s ────────→ x
         0.1966

    e = exp on tiny, to plus1 (x)
               -1
      minus ─────────→ x
             -0.1966

    plus1 = addConstant (value 1) on tiny, to f (x)
         0.3679
      e ─────────→ x
         -0.5344

    f = reciprocal on tiny
              1.368           0.7311
      plus1 ─────────→ x   f ────────→
             -0.5344            1
    `);
  });

  test('a branch: each edge has what came back along it, and their sum is written out with the seed', async () => {
    const run = await forward(cube, scalars({ x: 2, unused: 9 }), [tiny]);
    expect(graphText(run, await backwardByEdge(run, scalars({ f: -1, x: 5 })))).toBe(drawing`
    input x, to q1 (x), q2 (a, b)
      gradients of x add up: seed 5 + (-12) + (-12) + (-12) = -31
    input unused, read by no node
              9
      unused ───→
              0

    q1 = scale (value 3) on tiny, to f (a)
          2
      x ─────→ x
         -12

    q2 = multiply on tiny, to f (b)
          2            2
      x ─────→ a   x ─────→ b
         -12          -12

    f = multiply on tiny
          6            4           24
      q1 ────→ a   q2 ────→ b   f ────→
          -4           -6          -1
    `);
  });

  test('where only sums are known, a branch’s edges carry the sum, marked as one', async () => {
    const run = await forward(cube, scalars({ x: 2, unused: 9 }), [tiny]);
    const text = graphText(run, await backward(run, scalars({ f: 1 })));
    expect(text).toContain('\n  gradients of x add up: 36\n');
    expect(text).toContain('\n      2             2\n  x ──────→ a   x ──────→ b\n     Σ 36          Σ 36\n');
  });

  test('without gradients there are values only', async () => {
    const run = await forward(
      { inputs: ['x', 'y'], nodes: [add('f', 'x', 'y')] },
      scalars({ x: 2, y: -0.25 }),
      [tiny],
    );
    expect(graphText(run)).toBe(drawing`
    input x, to f (a)
    input y, to f (b)

    f = add on tiny
         2          -0.25          1.75
      x ───→ a   y ───────→ b   f ──────→
    `);
  });

  test('tensors, int32, several outputs, and an output that nobody reads', async () => {
    const run = await forward(
      recurrent,
      {
        x: tensor('float64', [2, 1, 2], [1, 2, 3, 4.5]),
        w: tensor('float64', [2, 2], [1, 2, 3, 4]),
        lengths: tensor('int32', [1], [2]),
      },
      [tiny],
    );
    expect(graphText(run, await backwardByEdge(run, { s: tensor('float64', [1, 2], [0.1, -7]) })))
      .toBe(drawing`
    input x, to r (x)
    input w, to r (wx, wh)
      gradients of w add up: 0 0 0 …, the sum of 2
    input lengths, to r (lengths)

    r = rnn on tiny
      r.hT, to s (a, b)
         [2, 1, 2] 1 2 3 …          [2, 2] 1 2 3 …           [2, 2] 1 2 3 …
      x ───────────────────→ x   w ────────────────→ wx   w ────────────────→ wh
           0 0 0.6000 …                0 0 0 …                  0 0 0 …
               int32 [1] 2                  [2, 1, 2] 2 4 6 …
      lengths ─────────────→ lengths   r.h ───────────────────→
               no gradient                          0
      gradients of r.hT add up: 0.2 -14, the sum of 2

    s = add on tiny
            [1, 2] 9 13.5             [1, 2] 9 13.5          [1, 2] 18 27
      r.hT ───────────────→ a   r.hT ───────────────→ b   s ──────────────→
               0.1 -7                    0.1 -7                 0.1 -7
    `);
  });

  test('long names are shortened on edges, stand in full below, and no line is wider than 80 columns', async () => {
    const long = (letter: string) => `encoder.${letter.repeat(120)}.weight`;
    const nodes: GraphNode[] = [
      { name: long('v'), operator: 'multiply', inputs: { a: long('a'), b: long('가') } },
      { name: 'two\nlines', operator: 'add', inputs: { a: long('v'), b: 'a "quote"' } },
    ];
    const inputs = [long('a'), long('가'), 'a "quote"'];
    const values = Array.from({ length: 35 }, (_, i) => -1.2345678e-9 * (i + 1));
    const given = inputs.map((name) => [name, tensor('float64', [5, 7], values)] as const);
    const run = await forward({ inputs, nodes }, Object.fromEntries(given), [
      { ...tiny, name: 'an-implementation-'.repeat(9) },
    ]);
    const text = graphText(
      run,
      await backwardByEdge(run, { ['two\nlines']: tensor('float64', [5, 7], values) }),
    );
    const lines = text.split('\n');
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(80);
    const joined = lines.map((line) => line.trim()).join('');
    for (const name of [long('a'), long('v'), long('가'), '"a \\"quote\\""', '"two\\nlines"'])
      expect([name, joined.includes(name)]).toEqual([name, true]);
    expect(text).toContain('encoder.aaa…aaa.weight ──');
    expect(text).toContain('  encoder.aaa…aaa.weight is\n    encoder.aaaa');
  });

  test('100,000 nodes, and a value that 100,000 read', async () => {
    const N = 100_000;
    const nodes = Array.from({ length: N }, (_, i) => scale(`n${i}`, i % 2 === 0 ? 'x' : `n${i - 1}`, -1));
    const run = await forward({ inputs: ['x'], nodes }, { x: scalar(3) }, [tiny]);
    const ends = Object.fromEntries(nodes.filter((_, i) => i % 2 === 1).map(({ name }) => [name, scalar(2)]));
    const text = graphText(run, await backwardByEdge(run, ends));
    expect(text.includes('\n  gradients of x add up: 100000, the sum of 50000\n')).toBe(true);
    expect(text.match(/^n\d+ = scale/gm)).toHaveLength(N);
  }, 60_000);

  test('the empty graph is the empty text, and a graph of inputs only has edges out of it', async () => {
    expect(graphText(await forward({ inputs: [], nodes: [] }, {}, []))).toBe('');
    expect(graphText(await forward({ inputs: ['x'], nodes: [] }, { x: scalar(-0) }, []))).toBe(drawing`
    input x, read by no node
         -0
      x ────→
    `);
  });

  test.each([
    [
      'of no value of the run',
      { ff: scalar(1) },
      'other-graph',
      'gradient of ff: the run has no such value; nearest: f',
    ],
    [
      'of another shape',
      { f: tensor('float64', [1], [1]) },
      'other-graph',
      'gradient of f expected float64 [], as the value is, got float64 [1]',
    ],
    [
      'of another dtype',
      { f: tensor('float32', [], [1]) },
      'other-graph',
      'gradient of f expected float64 [], as the value is, got float32 []',
    ],
  ])('a gradient %s is refused', async (_, gradients, code, message) => {
    const run = await forward({ inputs: ['x'], nodes: [scale('f', 'x', 2)] }, { x: scalar(3) }, [tiny]);
    expect(() => graphText(run, new Map(Object.entries(gradients)))).toThrow(
      expect.objectContaining({ code, message }),
    );
  });

  test('a gradient of int32 is refused', async () => {
    const run = await forward({ inputs: ['labels'], nodes: [] }, { labels: tensor('int32', [1], [3]) }, []);
    expect(() => graphText(run, new Map([['labels', tensor('float64', [1], [1])]]))).toThrow(
      expect.objectContaining({
        code: 'no-gradient',
        message: 'gradient of labels: an int32 value has no gradient',
      }),
    );
  });
});
