import { expect, test } from '@jest/globals';
import type { Implementation, OperatorName } from '@gradspec/spec';
import { checkGenerated } from '../../../src/generated/check-generated.ts';
import { generatedFailureText } from '../../../src/generated/failure-text.ts';
import { bpttGru } from '../../../src/mistakes/rewritten/bptt/gru.ts';
import { bpttLstm } from '../../../src/mistakes/rewritten/bptt/lstm.ts';
import { bpttRnn } from '../../../src/mistakes/rewritten/bptt/rnn.ts';
import { fftConv } from '../../../src/mistakes/rewritten/fft/conv.ts';
import { im2colConvTranspose } from '../../../src/mistakes/rewritten/im2col/conv-transpose.ts';
import { im2colConv } from '../../../src/mistakes/rewritten/im2col/conv.ts';
import { im2colLinear } from '../../../src/mistakes/rewritten/im2col/linear.ts';
import { im2colAvgPool, im2colMaxPool } from '../../../src/mistakes/rewritten/im2col/pools.ts';
import { implementationOf } from '../../../src/mistakes/rewritten/rewritten-mistake.ts';
import { runVector } from '../../../src/runner/run-vector.ts';
import { loadVectors } from '../../../src/vectors/load.ts';

const withoutSlips: readonly (readonly [string, OperatorName, Implementation])[] = [
  ['im2col', 'conv', implementationOf('im2col', 'conv', im2colConv())],
  ['im2col', 'convTranspose', implementationOf('im2col', 'convTranspose', im2colConvTranspose())],
  ['im2col', 'avgPool', implementationOf('im2col', 'avgPool', im2colAvgPool())],
  ['im2col', 'maxPool', implementationOf('im2col', 'maxPool', im2colMaxPool())],
  ['im2col', 'linear', implementationOf('im2col', 'linear', im2colLinear())],
  ['fft', 'conv', implementationOf('fft', 'conv', fftConv(), 'fft')],
  ['bptt', 'rnn', implementationOf('bptt', 'rnn', bpttRnn())],
  ['bptt', 'lstm', implementationOf('bptt', 'lstm', bpttLstm())],
  ['bptt', 'gru', implementationOf('bptt', 'gru', bpttGru())],
];

test.each(withoutSlips)(
  'without a slip, %s %s passes every vector of the operator',
  async (_, operator, implementation) => {
    const failed: string[] = [];
    let passed = 0;
    for (const vector of loadVectors().filter((one) => 'operator' in one && one.operator === operator)) {
      const { outcome, failures } = await runVector(implementation, vector);
      failed.push(...failures.map(({ what, message }) => `${vector.id}: ${what}: ${message}`));
      if (outcome === 'passed') passed += 1;
    }
    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThan(5);
  },
);

test.each(withoutSlips)(
  'without a slip, %s %s passes 60 generated cases',
  async (_, operator, implementation) => {
    const { results } = await checkGenerated([implementation], operator, { seed: 11, count: 60 });
    expect(results).toHaveLength(1);
    for (const result of results)
      if (result.failed > 0) throw new Error(generatedFailureText(result, result.implementation));
  },
  30_000,
);
