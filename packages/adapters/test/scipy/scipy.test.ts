import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { PlainCall, Plains } from '../in-node/exchange.ts';
import { reportOf } from '../in-node/start.ts';

const python = process.env.GRADSPEC_PYTHON ?? 'python3';
const hasScipy = spawnSync(python, ['-c', 'import scipy'], { stdio: 'ignore' }).status === 0;
if (!hasScipy) process.stderr.write('scipy itself is not tested: python3 cannot import scipy\n');

const conv = (inputs: Plains, attributes: object = {}, outputGrads: Plains = {}): PlainCall => ({
  ...{ operator: 'conv', inputs, attributes, outputGrads },
});

/** 2·1 − 3·5 + 7·2 = 1 and 2·5 − 3·2 + 7·4 = 32, in both precisions. */
const signals = (dtype: 'float32' | 'float64') =>
  conv(
    { x: { dtype, shape: [1, 1, 4], data: [1, 5, 2, 4] }, w: { dtype, shape: [1, 1, 3], data: [2, -3, 7] } },
    {},
    { y: { dtype, shape: [1, 1, 2], data: [1, 1] } },
  );

const x = { shape: [1, 1, 4], data: [1, 5, 2, 4] };
const w = { shape: [1, 1, 3], data: [2, -3, 7] };
const refused: readonly [PlainCall, RegExp][] = [
  [conv({ x: { shape: [2, 1, 4], data: [1, 2, 3, 4, 5, 6, 7, 8] }, w }), /x and w expected one sample/],
  [conv({ x, w, b: { shape: [1], data: [1] } }), /b expected none/],
  [conv({ x, w }, { stride: [2] }), /stride expected 1/],
  [conv({ x: { shape: [1, 1, 5], data: [1, 2, 3, 4, 5] }, w }, { dilation: [2] }), /dilation expected 1/],
  [conv({ x, w }, { padding: [[1, 0]] }), /padding expected none/],
];

const workers: [string, string][] = [
  ['a stand-in', join(__dirname, 'fake-scipy.mjs')],
  ...(hasScipy ? [['scipy itself', python] as [string, string]] : []),
];

describe.each(workers)('through %s', (_, command) => {
  test('signals are correlated in both precisions, everything else is refused', async () => {
    const calls = [signals('float32'), signals('float64'), ...refused.map(([call]) => call)];
    const report = await reportOf('scipy', calls, [], { GRADSPEC_PYTHON: command });
    expect(report.operators).toEqual(['conv']);
    const [single, double, ...others] = report.calls;
    for (const [dtype, found] of Object.entries({ float32: single!, float64: double! })) {
      if ('error' in found.forward) throw new Error(found.forward.error);
      const { y } = found.forward.tensors;
      expect({ ...y, data: y!.data.map((value) => Number(value.toFixed(4))) }).toEqual({
        ...{ dtype, shape: [1, 1, 2], data: [1, 32] },
      });
      expect(found.backward).toBeUndefined();
      expect(found.prepared).toEqual({ ran: ['forward'] });
    }
    others.forEach(({ forward }, i) =>
      expect(forward).toEqual({ error: expect.stringMatching(refused[i]![1]) }),
    );
  }, 60_000);

  if (command === python)
    test('planes are correlated as well', async () => {
      const plane = conv({
        x: { shape: [1, 1, 2, 3], data: [1, 2, 3, 4, 5, 6] },
        w: { shape: [1, 1, 2, 2], data: [1, 10, 100, 1000] },
      });
      const { calls } = await reportOf('scipy', [plane], []);
      const [found] = calls;
      if ('error' in found!.forward) throw new Error(found!.forward.error);
      const { y } = found!.forward.tensors;
      // 1 + 20 + 400 + 5000 and 2 + 30 + 500 + 6000
      expect(y!.shape).toEqual([1, 1, 1, 2]);
      expect(y!.data.map((value) => Math.round(value))).toEqual([5421, 6532]);
    }, 60_000);
});
