import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, type FloatTensor, type Kernel, type SyncKernel } from '@gradspec/spec';
import { failureText } from '../../src/report/failures.ts';
import { runSuite, type Report } from '../../src/runner/suite.ts';
import { loadVectors } from '../../src/vectors/load.ts';
import type { Vector } from '../../src/vectors/types.ts';
import { broken } from './broken.ts';

const all = loadVectors();
const only = (...ids: string[]) => all.filter(({ id }) => ids.includes(id));
const row = (report: Report, name: string) => report.rows.find((one) => one.name === name)!;
const texts = (report: Report) =>
  report.results
    .filter(({ outcome }) => outcome === 'failed')
    .map((result) =>
      failureText(
        result,
        all.find(({ id }) => id === result.id),
        'mine.ts',
      ),
    );

describe('an implementation that is wrong', () => {
  test.each<[keyof typeof broken, string, RegExp]>([
    [
      'flips',
      'conv/primes-2d',
      /y \(float64\): 4 of 4 elements are wrong\n +\[0, 0, 0, 0\] +expected 861 +got 729/,
    ],
    ['overwrites', 'conv/primes-2d', /gradient of x \(float64\): 5 of 9 elements are wrong/],
    [
      'changesInputs',
      'conv/primes-2d',
      /forward \(float64\): changed its input x; a kernel must leave what it is given/,
    ],
    ['throws', 'conv/primes-2d', /forward \(float64\): threw TypeError: strides of two are not written yet/],
    ['wrongShape', 'conv/primes-2d', /y \(float64\): expected shape \[1, 1, 2, 2\], got \[1, 1, 2, 2, 1\]/],
    ['aliases', 'conv/image-identity', /output y \(float64\): shares its memory with x/],
    ['accumulates', 'conv/primes-2d', /gradient of x \(float64\): a second backward gives another gradient/],
    ['forgetsBias', 'conv/primes-2d', /gradient of b \(float64\): expected a tensor, got nothing/],
  ])('%s is found out by %s and told so', async (name, id, message) => {
    const report = await runSuite(broken[name], all);
    expect(report.conforms).toBe(false);
    expect(row(report, 'conv').verdict).toBe('broken');
    const text = texts(report).find((one) => one.includes(`✗ ${id}`));
    expect(text).toMatch(message);
    expect(text).toContain(`reproduce: gradspec run mine.ts --only ${id}`);
  });

  test('a NaN or an infinity that became 0 is found by every vector that expects one', async () => {
    const finite = (tensors: object) =>
      Object.fromEntries(
        Object.entries(tensors as Record<string, FloatTensor>).map(([name, { dtype, shape, data }]) => {
          const values = Array.from(data, (value) => (Number.isFinite(value) ? value : 0));
          return [name, tensor(dtype, shape, values)];
        }),
      );
    const kernels = Object.entries(naiveLoops.kernels as unknown as Record<string, SyncKernel<'relu'>>).map(
      ([name, kernel]) => [
        name,
        {
          forward: (...call: Parameters<SyncKernel<'relu'>['forward']>) => {
            const { outputs, saved } = kernel.forward(...call);
            return { outputs: finite(outputs), saved };
          },
          backward: (...call: Parameters<SyncKernel<'relu'>['backward']>) => finite(kernel.backward(...call)),
        },
      ],
    );
    const expecting = all.filter((vector) => {
      if (vector.kind !== 'operator') return false;
      return /NaN|Infinity/.test(JSON.stringify([vector.outputs, vector.inputGrads]));
    });
    const hiding = { name: 'hides', version: '0', kernels: Object.fromEntries(kernels) as object };
    const report = await runSuite(hiding, expecting);
    const passed = report.results.filter(({ outcome }) => outcome !== 'failed').map(({ id }) => id);
    expect(expecting.length).toBeGreaterThan(10);
    expect(passed).toEqual([]);
  });

  test('claims-nothing has verified nothing and does not conform', async () => {
    const report = await runSuite(broken.nothing, all);
    expect(report).toMatchObject({ conforms: false, verifiedNothing: true });
  });
});

describe('an implementation that is right', () => {
  const { linear, conv, relu } = naiveLoops.kernels;

  test('may answer with promises', async () => {
    const later: Kernel<'linear'> = {
      forward: (inputs, attributes) => Promise.resolve(linear.forward(inputs, attributes)),
      backward: (grads, saved, wanted) => Promise.resolve(linear.backward(grads, saved, wanted)),
    };
    const report = await runSuite({ name: 'later', version: '0', kernels: { linear: later } }, all);
    expect(row(report, 'linear').verdict).toBe('conforms');
  });

  test('without backward is forward only', async () => {
    const forward: Kernel<'conv'> = { forward: (inputs, attributes) => conv.forward(inputs, attributes) };
    const report = await runSuite({ name: 'forward', version: '0', kernels: { conv: forward } }, all);
    expect(row(report, 'conv').verdict).toBe('forward only');
    expect(report.conforms).toBe(true);
  });

  test('may choose otherwise at a kink: a note, not a failure', async () => {
    const oneAtZero: Kernel<'relu'> = {
      forward: (inputs) => {
        const { outputs, saved } = relu.forward(inputs);
        return { outputs, saved: { saved, x: inputs.x } };
      },
      backward: (grads, opaque) => {
        const { saved, x } = opaque as { saved: unknown; x: FloatTensor };
        const { x: dx } = relu.backward(grads, saved) as { x: FloatTensor };
        dx.data.forEach((_, i) => {
          if (x.data[i] === 0) dx.data[i] = grads.y!.data[i]!;
        });
        return { x: dx };
      },
    };
    const kinks = all.filter(
      (vector) => vector.kind === 'operator' && vector.operator === 'relu' && vector.alternatives,
    );
    expect(kinks.length).toBeGreaterThan(0);
    const report = await runSuite({ name: 'one-at-zero', version: '0', kernels: { relu: oneAtZero } }, kinks);
    expect(row(report, 'relu').verdict).toBe('conforms with notes');
  });
});

describe('verdicts', () => {
  test('a claim on which no vector could be run is unverified, and the run fails', async () => {
    const report = await runSuite(naiveLoops, only('conv/primes-2d'));
    expect(row(report, 'linear').verdict).toBe('claimed but unverified');
    expect(report.conforms).toBe(false);
  });

  test('naive-loops has every operator verified', async () => {
    const report = await runSuite(naiveLoops, all);
    expect(report.rows.filter(({ verdict }) => !verdict.startsWith('conforms'))).toEqual([]);
    expect(report.conforms).toBe(true);
  });

  test('the bounds are not so loose that they prove nothing: error/bound over 0.01 somewhere in every inexact row', async () => {
    const report = await runSuite(naiveLoops, all);
    expect(report.rows.filter(({ largest }) => largest.ulps > 0 && largest.ratio < 0.01)).toEqual([]);
  });
});

test('a vector added to the list is run on every implementation that claims its operator', async () => {
  const own = { ...only('conv/primes-2d')[0]!, id: 'conv/my-own' } as Vector;
  const wrong = { ...own, outputs: { y: { shape: [1, 1, 2, 2], data: [1, 2, 3, 4] } } } as Vector;
  const report = await runSuite(naiveLoops, [wrong], { selection: true });
  expect(report.results.map(({ id, outcome }) => [id, outcome])).toEqual([['conv/my-own', 'failed']]);
});

test('of a selection only what it is about has a row', async () => {
  const report = await runSuite(naiveLoops, only('conv/primes-2d'), { selection: true });
  expect(report.rows.map(({ name, verdict, passed }) => ({ name, verdict, passed }))).toEqual([
    { name: 'conv', verdict: 'conforms', passed: 1 },
  ]);
});
