/** A net of 21 nodes of 21 operators, with branches, sizes that are all different and a loss. */
import { tensor, type Tensor } from '@gradspec/spec';
import type { Graph, GraphNode } from '../../src/index.ts';
import { randomGradient } from '../../src/check/random-probes.ts';
import { seededRandom } from '../../src/random.ts';

export const net: Graph = {
  inputs: ['x', 'w', 'b', 'kernels'],
  nodes: [
    { name: 'lin', operator: 'linear', inputs: { x: 'x', w: 'w', b: 'b' } },
    { name: 'th', operator: 'tanh', inputs: { x: 'lin' } },
    { name: 'sg', operator: 'sigmoid', inputs: { x: 'lin' } },
    { name: 'mul', operator: 'multiply', inputs: { a: 'th', b: 'sg' } },
    { name: 'sc', operator: 'scale', inputs: { x: 'mul' }, attributes: { value: -1.5 } },
    { name: 'ac', operator: 'addConstant', inputs: { x: 'sc' }, attributes: { value: 1.2 } },
    { name: 'ex', operator: 'exp', inputs: { x: 'ac' } },
    { name: 'rc', operator: 'reciprocal', inputs: { x: 'ex' } },
    { name: 'el', operator: 'elu', inputs: { x: 'th' } },
    { name: 'mx', operator: 'maximum', inputs: { a: 'el', b: 'rc' } },
    { name: 'cat', operator: 'concat', inputs: { a: 'mx', b: 'sg' }, attributes: { axis: 1 } },
    { name: 'rs', operator: 'reshape', inputs: { x: 'cat' }, attributes: { shape: [2, 2, 4] } },
    { name: 'cv', operator: 'conv', inputs: { x: 'rs', w: 'kernels' } },
    { name: 'ap', operator: 'avgPool', inputs: { x: 'cv' }, attributes: { kernel: [2], stride: [1] } },
    { name: 'mo', operator: 'maxout', inputs: { x: 'ap' } },
    { name: 'lr', operator: 'leakyRelu', inputs: { x: 'mo' }, attributes: { slope: 0.2 } },
    { name: 'sf', operator: 'softmax', inputs: { x: 'lr' } },
    { name: 'sl', operator: 'slice', inputs: { x: 'sf' }, attributes: { axis: 1, start: 0, end: 1 } },
    { name: 'sm', operator: 'sum', inputs: { x: 'sl' } },
    { name: 'sq', operator: 'sumOfSquares', inputs: { x: 'w' }, attributes: { scale: 0.1 } },
    { name: 'loss', operator: 'add', inputs: { a: 'sm', b: 'sq' } },
  ] satisfies GraphNode[],
};

/** Inputs of the net, between ½ and 1½ in size with mixed signs. */
export function netInputs(seed: number): Record<string, Tensor> {
  const random = seededRandom(seed);
  const shapes = { x: [2, 3], w: [4, 3], b: [4], kernels: [3, 2, 2] };
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      tensor('float64', shape, randomGradient(random, shape).data),
    ]),
  );
}
