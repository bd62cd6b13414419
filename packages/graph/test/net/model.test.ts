import { describe, expect, test } from '@jest/globals';
import { GraphError, netBuilder, type Graph } from '../../src/index.ts';
import { checkModel } from '../../src/net/model.ts';
import { add, scale } from '../nodes.ts';

const parameter = { shape: [], initial: () => [1] };

describe('checkModel', () => {
  test.each([
    ['the loss itself', { inputs: ['p'], nodes: [] }, 'p'],
    [
      'a way of several nodes, listed last first',
      { inputs: ['p'], nodes: [scale('b', 'a', 2), scale('a', 'p', 2)] },
      'b',
    ],
    ['one of two ways', { inputs: ['p'], nodes: [scale('dead', 'p', 2), scale('a', 'p', 2)] }, 'a'],
  ])('a parameter is used by %s', (_, graph: Graph, loss) => {
    expect(() => checkModel({ graph, parameters: { p: parameter }, loss })).not.toThrow();
  });

  test('data may be unused', () => {
    const net = netBuilder();
    net.input('nobody reads it');
    const p = net.parameter('p', []);
    expect(net.model(net.node('loss', 'add', { a: p, b: p })).graph.inputs).toEqual(['nobody reads it', 'p']);
  });

  test('one output of a node may be the loss, whichever of them', () => {
    const net = netBuilder();
    const x = net.input('x');
    net.node('r', 'rnn', { x, wx: net.parameter('wx', [1, 1]), wh: net.parameter('wh', [1, 1]) });
    expect(() => net.model('r.hT')).not.toThrow();
    expect(() => net.model('r.h')).not.toThrow();
    expect(() => net.model('r')).toThrow(
      new GraphError('bad-loss', ['r'], 'loss r: no such value; nearest: r.h, r.hT, x'),
    );
  });

  test('the mistakes of a graph are named as everywhere', () => {
    const twice = netBuilder();
    twice.input('w');
    twice.parameter('w', [2]);
    expect(() => twice.model('w')).toThrow(
      new GraphError('duplicate-name', ['w'], 'w is the name of two inputs or nodes of the graph'),
    );
    const dangling = netBuilder();
    dangling.node('y', 'exp', { x: 'xx' });
    expect(() => dangling.model('y')).toThrow('node y reads xx as its x');
  });

  test('a parameter may have the name of an object’s method', () => {
    const net = netBuilder();
    const p = net.parameter('toString', []);
    net.parameter('__proto__', []);
    expect(() => net.model(p)).toThrow(expect.objectContaining({ names: ['__proto__'] }));
  });

  test('a net of 100,000 nodes in a chain', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => add(`n${i}`, i === 0 ? 'p' : `n${i - 1}`, 'p'));
    const graph = { inputs: ['p', 'q'], nodes: nodes.reverse() };
    const model = { graph, parameters: { p: parameter }, loss: 'n99999' };
    expect(() => checkModel(model)).not.toThrow();
    expect(() => checkModel({ ...model, parameters: { p: parameter, q: parameter } })).toThrow(
      'parameter q: no way leads from it to the loss n99999',
    );
  });
});
