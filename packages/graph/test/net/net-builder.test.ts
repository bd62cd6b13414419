import { describe, expect, test } from '@jest/globals';
import { constant, netBuilder, type NetBuilder } from '../../src/index.ts';
import { standardInitial } from '../../src/net/initial.ts';

/** f = (x + w)·2 */
function small(net: NetBuilder) {
  const sum = net.node('sum', 'add', { a: net.input('x'), b: net.parameter('w', [3, 2], constant(1)) });
  return net.node('f', 'scale', { x: sum }, { value: 2 });
}

describe('netBuilder', () => {
  test('the model is what was said, as plain data', () => {
    const net = netBuilder();
    const model = net.model(small(net));
    expect(model.graph).toEqual({
      inputs: ['x', 'w'],
      nodes: [
        { name: 'sum', operator: 'add', inputs: { a: 'x', b: 'w' } },
        { name: 'f', operator: 'scale', inputs: { x: 'sum' }, attributes: { value: 2 } },
      ],
    });
    expect(model.loss).toBe('f');
    expect(model.parameters).toEqual({ w: { shape: [3, 2], initial: expect.any(Function) as unknown } });
  });

  test('without an initial, a parameter has the standard one', () => {
    const net = netBuilder();
    const w = net.parameter('w', [3, 2]);
    expect(net.model(w).parameters.w!.initial).toBe(standardInitial);
  });

  test('what is added later is not in an earlier model', () => {
    const net = netBuilder();
    const model = net.model(small(net));
    const shape = [2, 5];
    net.node('g', 'multiply', { a: 'f', b: net.parameter('v', shape) });
    const later = net.model('g');
    shape[0] = 7;
    expect([model.graph.inputs, model.graph.nodes.length, Object.keys(model.parameters)]).toEqual([
      ['x', 'w'],
      2,
      ['w'],
    ]);
    expect(later.parameters.v!.shape).toEqual([2, 5]);
  });

  test.each([
    [[2, -3], '[2, -3]'],
    [[2.5], '[2.5]'],
    [[NaN, 1], '[NaN, 1]'],
  ])('%j is no shape', (shape, got) => {
    expect(() => netBuilder().parameter('w', shape)).toThrow(
      new RangeError(`parameter w: shape expected integers of at least 0, got ${got}`),
    );
  });

  test('a node that does not fit its operator does not compile', () => {
    const net = netBuilder();
    // @ts-expect-error -- add reads b too
    net.node('y', 'add', { a: 'x' });
    // @ts-expect-error -- scale has no factor
    net.node('z', 'scale', { x: 'x' }, { factor: 2 });
    // @ts-expect-error -- a misspelt operator
    net.node('q', 'ad', { a: 'x', b: 'x' });
  });
});
