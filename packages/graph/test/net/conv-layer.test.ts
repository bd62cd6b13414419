import { describe, expect, test } from '@jest/globals';
import { convLayer, netBuilder, type ConvLayer } from '../../src/index.ts';
import { shapesOf } from '../shapes-of.ts';

function built(more: Partial<ConvLayer>) {
  const net = netBuilder();
  const layer = { x: net.input('x'), channels: 4, filters: 6, kernel: [3, 2], ...more };
  return net.model(net.node('loss', 'sumOfSquares', { x: convLayer(net, 'c1', layer) }));
}
/** The shapes of w, b and y. */
const shapes = (more: Partial<ConvLayer>, x: readonly number[]) => {
  const all = shapesOf(built(more), { x });
  return ['c1.w', 'c1.b', 'c1'].map((ref) => all.get(ref));
};

describe('convLayer', () => {
  test.each([
    ['two axes', {}, [5, 4, 7, 9], [[6, 4, 3, 2], [6], [5, 6, 5, 8]]],
    ['groups', { groups: 2 }, [5, 4, 7, 9], [[6, 2, 3, 2], [6], [5, 6, 5, 8]]],
    [
      'stride and padding',
      {
        stride: [2, 3],
        padding: [
          [1, 1],
          [0, 2],
        ] as const,
      },
      [5, 4, 7, 9],
      [[6, 4, 3, 2], [6], [5, 6, 4, 4]],
    ],
    ['one axis', { kernel: [3] }, [5, 4, 7], [[6, 4, 3], [6], [5, 6, 5]]],
  ])('%s', (_, more, x, expected) => {
    expect(shapes(more, x)).toEqual(expected);
  });

  test('the attributes are those of the node, and nothing else is', () => {
    const attributes = { stride: [2, 3], dilation: [1, 2], flip: true };
    expect(built(attributes).graph.nodes[0]).toEqual({
      name: 'c1',
      operator: 'conv',
      inputs: { x: 'x', w: 'c1.w', b: 'c1.b' },
      attributes,
    });
  });

  test.each([3, 0, 0.5, -2])('groups of %p do not divide 4 channels', (groups) => {
    expect(() => built({ groups })).toThrow(
      new RangeError(`convLayer c1: groups expected a divisor of channels = 4, got ${groups}`),
    );
  });
});
