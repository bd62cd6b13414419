import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { backward, forward, l2Loss, netBuilder, type L2Loss } from '../../src/index.ts';
import { numbers, scalar } from '../nodes.ts';
import { tinyNet } from '../tiny-net.ts';

const values = {
  data: scalar(5),
  w: tensor('float64', [2, 3], [1, -2, 3, -1, 0, 2]), // squares: 19
  v: tensor('float64', [2], [-3, 1]), // squares: 10
  u: scalar(2),
};

/** The graph of a loss `data` with the cost of some of w, v, u; those left out are added to it free of charge. */
function built(options: Partial<L2Loss>) {
  const net = netBuilder();
  const loss = net.input('data');
  for (const [name, { shape }] of Object.entries(values)) if (name !== 'data') net.parameter(name, shape);
  const total = l2Loss(net, 'total', { loss, parameters: ['w', 'v', 'u'], strength: 0.5, ...options });
  return { net, total };
}

describe('l2Loss', () => {
  test('adds strength · Σ p² of every parameter to the loss, and strength · 2p to its gradient', async () => {
    const { net, total } = built({});
    expect(total).toBe('total');
    const run = await forward(net.model(total).graph, values, [tinyNet]);
    expect(numbers(run.values)).toMatchObject({
      'total.w': [9.5],
      'total.upTo.w': [14.5],
      'total.v': [5],
      'total.upTo.v': [19.5],
      'total.u': [2],
      total: [21.5],
    });
    expect(numbers(await backward(run, { total: scalar(-2) }, ['data', 'w', 'v', 'u']))).toEqual({
      data: [-2],
      w: [-2, 4, -6, 2, 0, -4],
      v: [6, -2],
      u: [-4],
    });
  });

  test('a parameter that is not named costs nothing', () => {
    const { net, total } = built({ parameters: ['w'] });
    expect(() => net.model(total)).toThrow('parameters v, u: no way leads from them to the loss total');
  });

  test('a parameter that is named twice is an error', () => {
    const { net, total } = built({ parameters: ['w', 'v', 'u', 'w'] });
    expect(() => net.model(total)).toThrow('total.w is the name of two inputs or nodes of the graph');
  });

  test.each([
    [{ strength: -0.1 }, 'l2Loss total: strength expected a finite number of at least 0, got -0.1'],
    [{ strength: NaN }, 'l2Loss total: strength expected a finite number of at least 0, got NaN'],
    [{ parameters: [] }, 'l2Loss total: the number of parameters expected 1 or more, got 0'],
  ])('%j', (options, message) => {
    expect(() => built(options)).toThrow(new RangeError(message));
  });
});
