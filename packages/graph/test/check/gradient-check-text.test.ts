import { expect, test } from '@jest/globals';
import { tensor, type FloatTensor } from '@gradspec/spec';
import {
  gradientCheck,
  gradientCheckText,
  type ComparedInput,
  type Graph,
  type GradientCheck,
} from '../../src/index.ts';
import { addConstant, maximum, scalar, scalars, scale } from '../nodes.ts';
import { tapedImplementation as taped } from '../taped/index.ts';
import { tiny } from '../tiny.ts';
import { elementwise, sabotaged } from './sabotage.ts';

const linear: Graph = {
  inputs: ['x', 'w'],
  nodes: [{ name: 's', operator: 'linear', inputs: { x: 'x', w: 'w' } }, scale('f', 's', 0.5)],
};
const inputs = {
  x: tensor('float64', [1, 3], [0.5, -2, 1.25]),
  w: tensor('float64', [2, 3], [1, 2, 3, -4, 5, 6]),
};
const seeds = { f: tensor('float64', [1, 2], [2, -0.5]) };

const text = async (...all: Parameters<typeof gradientCheck>) =>
  gradientCheckText(await gradientCheck(...all));

test('gradients that agree are one line', async () => {
  expect(await text(linear, inputs, [taped])).toBe(
    'the gradients agree with central differences: 2 nodes, 2 inputs of the graph, 20 of 20 elements judged',
  );
  expect(await text(linear, inputs, [taped], { elements: 2 })).toMatch(/, 10 of 20 elements judged$/);
});

test('a wrong gradient: node, operator, implementation, input, place, both numbers', async () => {
  const wrong = sabotaged(
    taped,
    'linear',
    elementwise('w', (value, i) => (i === 4 ? -value : value)),
  );
  const lines = (await text(linear, inputs, [wrong, taped], { outputGrads: seeds })).split('\n');
  expect(lines).toEqual([
    'the gradients are wrong: 1 of 2 nodes, 1 of 2 inputs of the graph, 20 of 20 elements judged',
    expect.stringMatching(
      /^node s \(linear on mine\): the gradient of w at \[1, 1\] is (\S+), central differences say (\S+) ± \S+; 1 of 6 elements wrong$/,
    ),
    expect.stringMatching(
      /^the whole graph: the gradient of w at \[1, 1\] is -0.5, central differences say 0.5 ± \S+; 1 of 6 elements wrong$/,
    ),
  ]);
  const [, is, say] = /is (\S+), central differences say (\S+)/.exec(lines[1]!)!;
  expect(Number(is)).toBeCloseTo(-Number(say), 3);
});

test('of a scalar it is not said how many elements are wrong', async () => {
  const wrong = sabotaged(
    tiny,
    'scale',
    elementwise('x', (value) => value + 1),
  );
  const printed = await text({ inputs: ['x'], nodes: [scale('f', 'x', 2)] }, scalars({ x: 3 }), [wrong]);
  expect(printed).toMatch(
    /^node f \(scale on mine\): the gradient of x is \S+, central differences say \S+ ± \S+$/m,
  );
});

test('a sample says out of how many', async () => {
  const wrong = sabotaged(
    taped,
    'linear',
    elementwise('w', (value) => value + 1),
  );
  expect(await text(linear, inputs, [wrong, taped], { elements: 4 })).toContain(
    '; 4 of 4 elements compared, out of 6, wrong\n',
  );
});

test('numbers that differ late are printed far enough to differ', async () => {
  const wrong = sabotaged(
    taped,
    'scale',
    elementwise('x', (value) => value * (1 + 1e-7)),
  );
  const printed = await text(linear, inputs, [taped, wrong].reverse(), { outputGrads: seeds });
  expect(printed).toMatch(
    /the whole graph: the gradient of x at \[\d, \d\] is (-?[\d.]+), central differences say (?!\1 )\S+ ±/,
  );
});

test('what was not judged and why, promoted inputs, and nodes that were not reached', async () => {
  const graph: Graph = {
    inputs: ['x', 'y'],
    nodes: [maximum('m', 'x', 'y'), addConstant('big', 'y', 1e12), scale('aside', 'x', 2)],
  };
  const given = { x: tensor('float32', [3], [1, 2, 3]), y: tensor('float32', [3], [1, 2, -3]) };
  const outputGrads = { m: tensor('float32', [3], [2, -3, 1]), big: tensor('float32', [3], [1, 1, 2]) };
  expect((await text(graph, given, [tiny], { outputGrads })).split('\n')).toEqual([
    'the gradients agree with central differences: 2 nodes, 2 inputs of the graph, 2 of 15 elements judged',
    expect.stringMatching(
      /^node m \(maximum on tiny\): a at \[0\] was not judged, at a kink its slope is 0 on the left and \S+ on the right \(and 1 more of a\)$/,
    ),
    expect.stringMatching(
      /^node m \(maximum on tiny\): b at \[0\] was not judged, at a kink .* \(and 1 more of b\)$/,
    ),
    'node big (addConstant on tiny): x at [0] was not judged, its slope is lost in rounding (and 2 more of x)',
    'the whole graph: x at [0] was not judged, its slope is lost in rounding (and 2 more of x)',
    'the whole graph: y at [0] was not judged, its slope is lost in rounding (and 2 more of y)',
    'checked as float64: x, y',
    'not checked, as no output gradient depends on them: aside',
  ]);
});

test('nothing that was judged is no agreement', async () => {
  const graph: Graph = { inputs: ['x'], nodes: [{ name: 'r', operator: 'relu', inputs: { x: 'x' } }] };
  expect((await text(graph, scalars({ x: 0 }), [taped])).split('\n')[0]).toBe(
    'nothing could be said about the gradients: 0 of 2 elements judged',
  );
  expect(await text(graph, { x: scalar(NaN) }, [taped])).toContain(
    'node r (relu on taped): x was not judged, it or the function is not finite',
  );
});

test('100,000 wrong gradients are 100,000 lines', () => {
  const worst = { at: [], got: 1, expected: 2, tolerance: 1e-9 };
  const compared: ComparedInput = { input: 'x', elements: 1, checked: 1, wrong: 1, worst, notJudged: [] };
  const nodes = Array.from({ length: 100_000 }, (_, i) => ({
    node: `n${i}`,
    operator: 'tanh',
    implementation: 'mine',
    ...compared,
  }));
  const check: GradientCheck = { agrees: false, inputs: [], nodes, unreached: [], promoted: [] };
  expect(gradientCheckText(check).split('\n')).toHaveLength(100_001);
});

test('names are shown so that they cannot be mistaken for something else', async () => {
  const graph: Graph = {
    inputs: ['my x'],
    nodes: [{ name: 'two\nlines', operator: 'tanh', inputs: { x: 'my x' } }],
  };
  const wrong = sabotaged(
    taped,
    'tanh',
    (gradient): FloatTensor => ({ ...gradient, data: gradient.data.map(() => 9) }) as FloatTensor,
  );
  const printed = await text(graph, { 'my x': scalar(0.5) }, [{ ...wrong, name: 'my own' }]);
  expect(printed).toContain(String.raw`node "two\nlines" (tanh on "my own"): the gradient of x is 9,`);
  expect(printed).toContain('the whole graph: the gradient of "my x" is');
});
