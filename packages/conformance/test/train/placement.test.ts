import { describe, expect, test } from '@jest/globals';
import { netBuilder, type Graph } from '@gradspec/graph';
import { fftConv } from '@gradspec/fft-conv';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { rnnBptt } from '@gradspec/rnn-bptt';
import { digits } from '../../src/train/examples/digits.ts';
import { placement, placementText, promisedTransforms } from '../../src/train/placement.ts';

const { graph } = digits.nets({ seed: 1, dtype: 'float64' })[0]!.model;

describe('the placement of a net', () => {
  test('puts each node on the first implementation that has its operator', () => {
    expect(placementText(graph, [fftConv, matrixIm2col])).toBe(
      'conv1, conv2 on fft-conv; relu1, pool1, relu2, pool2, flat, scores, p, loss on matrix-im2col',
    );
    expect(placementText(graph, [matrixIm2col, fftConv])).toMatch(/^conv1, .*, loss on matrix-im2col$/);
  });

  test('leaves out an implementation that has nothing to do', () => {
    expect([...placement(graph, [matrixIm2col, fftConv]).keys()]).toEqual([matrixIm2col]);
  });

  test('names every operator that nobody has, and the nodes that need it', () => {
    expect(() => placement(graph, [fftConv, rnnBptt])).toThrow(
      'none of these implementations (fft-conv, rnn-bptt) has relu (relu1, relu2); maxPool (pool1, pool2); ' +
        'reshape (flat); linear (scores); softmax (p); softmaxCrossEntropy (loss); ' +
        'add one that has, as --implementation fft-conv,rnn-bptt,naive-loops',
    );
  });
});

describe('the nodes with the bound of a transform', () => {
  test('are those that an implementation promises it for, with their operands', () => {
    expect(promisedTransforms(graph, [fftConv, matrixIm2col])).toEqual([
      { operator: 'conv', attributes: {}, bound: 'fft', x: 'x', w: 'conv1.w', y: 'conv1' },
      { operator: 'conv', attributes: {}, bound: 'fft', x: 'pool1', w: 'conv2.w', y: 'conv2' },
    ]);
  });

  test('are none where the operator runs on another', () => {
    expect(promisedTransforms(graph, [matrixIm2col, fftConv])).toEqual([]);
  });

  test('keep their attributes', () => {
    const net = netBuilder();
    net.node('mean', 'avgPool', { x: net.input('x') }, { kernel: [2, 3] });
    const pooling: Graph = net.model('mean').graph;
    expect(promisedTransforms(pooling, [fftConv])).toEqual([
      { operator: 'avgPool', attributes: { kernel: [2, 3] }, bound: 'fft', x: 'x', w: undefined, y: 'mean' },
    ]);
  });
});
