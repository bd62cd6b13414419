import { expect, test } from '@jest/globals';
import { forward, type Graph, type Run } from '@gradspec/graph';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor } from '@gradspec/spec';
import {
  breadthFirst,
  depthFirst,
  firingAtEachArrival,
} from '../../../src/mistakes/graph-order/wrong-orders.ts';

/** a = 2x, b = exp(a)·a, and f adds a and b, which it reads in this order: a has a short way and two long ones to f. */
const graphReading = (first: string, second: string): Graph => ({
  inputs: ['x'],
  nodes: [
    { name: 'a', operator: 'scale', inputs: { x: 'x' }, attributes: { value: 2 } },
    { name: 'e', operator: 'exp', inputs: { x: 'a' } },
    { name: 'b', operator: 'multiply', inputs: { a: 'e', b: 'a' } },
    { name: 'f', operator: 'add', inputs: { a: first, b: second } },
  ],
});
const runOf = (first = 'b', second = 'a') =>
  forward(graphReading(first, second), { x: tensor('float64', [], [0]) }, [naiveLoops]);

test('depth-first: a runs before b and e, which read it, when f reads it first', async () => {
  const names = (run: Run) => depthFirst(run, ['f']).map(({ node }) => node.name);
  expect(names(await runOf('a', 'b'))).toEqual(['f', 'a', 'b', 'e']);
  expect(names(await runOf('b', 'a'))).toEqual(['f', 'b', 'e', 'a']); // right by luck
});

test('breadth-first: a runs before e, which reads it', async () => {
  const names = breadthFirst(await runOf(), ['f']).map(({ node }) => node.name);
  expect(names).toEqual(['f', 'b', 'a', 'e']);
});

test('a node that runs at each arrival passes on earlier terms again', async () => {
  // At x = 0: a = 0, e = 1, b = 0. df/da = 1 (directly) + e + a·e = 2; the terms arrive at a as 0, 1, 1.
  // Passed on each time with all before: 2·0 + 2·(0 + 1) + 2·(0 + 1 + 1) = 6, where 2·2 = 4 is right.
  const gradients = await firingAtEachArrival(await runOf(), { f: tensor('float64', [], [1]) });
  expect(gradients.get('a')!.data[0]).toBe(2);
  expect(gradients.get('x')!.data[0]).toBe(6);
});
