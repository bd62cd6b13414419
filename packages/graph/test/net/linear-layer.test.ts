import { describe, expect, test } from '@jest/globals';
import { constant, linearLayer, netBuilder, type LinearLayer } from '../../src/index.ts';
import { shapesOf } from '../shapes-of.ts';

function built(more: Partial<LinearLayer>) {
  const net = netBuilder();
  const y = linearLayer(net, 'fc', { x: net.input('x'), inputs: 3, outputs: 4, ...more });
  return net.model(net.node('loss', 'sumOfSquares', { x: y }));
}

describe('linearLayer', () => {
  test('has a w, a b and one node', () => {
    const model = built({});
    expect(model.graph.nodes[0]).toEqual({
      name: 'fc',
      operator: 'linear',
      inputs: { x: 'x', w: 'fc.w', b: 'fc.b' },
    });
    const shapes = shapesOf(model, { x: [2, 5, 3] });
    expect(['fc.w', 'fc.b', 'fc'].map((ref) => shapes.get(ref))).toEqual([[4, 3], [4], [2, 5, 4]]);
  });

  test('without bias it has no b', () => {
    const model = built({ bias: false });
    expect(Object.keys(model.parameters)).toEqual(['fc.w']);
    expect(model.graph.nodes[0]!.inputs).toEqual({ x: 'x', w: 'fc.w' });
  });

  test('initial is for w', () => {
    const initial = constant(7);
    const { parameters } = built({ initial });
    expect(parameters['fc.w']!.initial).toBe(initial);
    expect(parameters['fc.b']!.initial).not.toBe(initial);
  });

  test('a width that is none is an error', () => {
    expect(() => built({ outputs: 2.5 })).toThrow(
      new RangeError('parameter fc.w: shape expected integers of at least 0, got [2.5, 3]'),
    );
  });
});
