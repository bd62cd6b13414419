import { expect, test } from '@jest/globals';
import { operators } from '@gradspec/spec';
import { loadVectors } from '../../src/vectors/load.ts';
import type { GraphVector } from '../../src/vectors/types.ts';

/** The nets that the documents draw. */
const nets = [
  'graph/neuron',
  'graph/two-layer-net',
  'graph/three-layer-net',
  'graph/feed-forward-3-4-4-1',
  'graph/stacked-rnn-3-4-4',
  'graph/stacked-rnn-1-node',
];

test.each(nets)('%s compares every value of the net and every gradient, not only the leaves', (id) => {
  const vector = loadVectors().find((one) => one.id === id) as GraphVector;
  const made = vector.nodes.flatMap(({ name, operator }) => {
    const outputs = Object.keys(operators[operator].outputs);
    return outputs.length === 1 ? [name] : outputs.map((output) => `${name}.${output}`);
  });
  expect(Object.keys(vector.values).sort()).toEqual([...made].sort());
  expect(Object.keys(vector.gradients!).sort()).toEqual([...Object.keys(vector.inputs), ...made].sort());
});
