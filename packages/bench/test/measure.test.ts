import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { SpecError, type Implementation } from '@gradspec/spec';
import type { Contestant } from '../src/contestant.ts';
import { measure, type Measuring } from '../src/measure.ts';
import type { Pacing } from '../src/rounds.ts';
import type { Row } from '../src/run-record.ts';
import { conv as workload, workloads } from '../src/workloads.ts';
import { fakeClock, fakeContestant } from './fakes.ts';
import { conv } from './small-workloads.ts';

const pacing: Pacing = { budget: 0, warmUp: 0, sampleSeconds: 0, least: 5, most: 9, longest: 10 };

function setting(longest = 10) {
  const { clock, pass } = fakeClock();
  const finished: Row[] = [];
  const measuring: Measuring = {
    ...{ pacing: { ...pacing, longest }, clock, progress: () => {} },
    finished: (row) => void finished.push(row),
  };
  return { measuring, pass, finished };
}

const rows = [{ workload: conv, passes: ['forward', 'input gradient'] as const }];
const twice = (x: { data: Float32Array }) => ({ ...x, data: x.data.map((v) => 2 * v) });
const doubling = {
  ...{ name: 'doubling', version: '1' },
  kernels: {
    conv: {
      forward: (inputs: never, attributes: never) => {
        const { outputs, saved } = naiveLoops.kernels.conv.forward(inputs, attributes);
        return { outputs: { y: twice(outputs.y as never) }, saved };
      },
      backward: (dy: never, saved: unknown, wanted: never) =>
        naiveLoops.kernels.conv.backward(dy, saved, wanted),
    },
  },
} as unknown as Implementation;

describe('measure', () => {
  test('a right contestant is timed, a wrong one is not, and who has no kernel is told', async () => {
    const { measuring, pass, finished } = setting();
    let timedWrong = 0;
    const contestants = [
      fakeContestant('right', naiveLoops, () => pass(2)),
      fakeContestant('wrong', doubling, () => void timedWrong++),
      fakeContestant('empty', { name: 'empty', version: '1', kernels: {} }, () => pass(1)),
    ];
    const found = await measure(rows, contestants, measuring);
    expect(finished).toEqual(found);
    const [forward, gradient] = found;
    expect(forward!.cells.map(({ outcome }) => outcome)).toEqual(['measured', 'wrong', 'no kernel']);
    expect(forward!.cells[1]).toMatchObject({ reason: expect.stringMatching(/^y\[.*\] expected .*, got /) });
    expect(timedWrong).toBeGreaterThan(0); // its gradient is right
    expect(gradient!.cells.map(({ outcome }) => outcome)).toEqual(['measured', 'measured', 'no kernel']);
    expect(forward).toMatchObject({ id: 'resnet-3x3/forward', pass: 'forward', flops: 2 * 280 * 27 });
    expect(forward!.cells[0]).toMatchObject({ samples: 5, seconds: { lower: 2, median: 2, upper: 2 } });
  });

  test('an engine that says it lacks the kernel has none, one that throws failed', async () => {
    const { measuring } = setting();
    const throwing = (name: string, error: Error): Contestant => ({
      ...fakeContestant(name, naiveLoops, () => {}),
      prepare: () => Promise.reject(error),
    });
    const lacks = new SpecError({
      ...{ code: 'not-implemented', operator: 'conv', argument: 'groups', expected: '1', got: '3' },
    });
    const [row] = await measure(
      rows,
      [throwing('lacks', lacks), throwing('fails', new Error('no memory'))],
      measuring,
    );
    expect(row!.cells).toEqual([
      { contestant: 'lacks', outcome: 'no kernel' },
      { contestant: 'fails', outcome: 'failed', reason: 'no memory' },
    ]);
  });

  test('who is known to be slow is not tried', async () => {
    const { measuring } = setting(1);
    const slow = {
      ...fakeContestant('slow', naiveLoops, () => expect('called').toBe('not called')),
      expectedSeconds: () => 1.5,
    };
    const [row] = await measure(rows, [slow], measuring);
    expect(row!.cells).toEqual([{ contestant: 'slow', outcome: 'too slow', predicted: 1.5 }]);
  });

  test('a contestant can have a lower limit than the run, not a higher one', async () => {
    const { measuring, pass } = setting(5);
    const limited = (name: string, longest: number, seconds: number): Contestant => ({
      ...fakeContestant(name, naiveLoops, () => pass(seconds)),
      ...{ longest, expectedSeconds: () => seconds },
    });
    const contestants = [limited('low', 1, 2), limited('fits', 3, 2), limited('high', 9, 6)];
    const [row] = await measure(rows, contestants, measuring);
    expect(row!.cells.map(({ outcome }) => outcome)).toEqual(['too slow', 'measured', 'too slow']);
  });

  test('who turns out to be slow is told with the time of a call', async () => {
    const { measuring, pass } = setting(1);
    const [row] = await measure(rows, [fakeContestant('slow', naiveLoops, () => pass(3))], measuring);
    expect(row!.cells).toEqual([{ contestant: 'slow', outcome: 'too slow', predicted: 3 }]);
  });

  test('who is slow in a small call is not tried in a large one', async () => {
    const { measuring, pass } = setting(1);
    const lenetSeconds = 0.01;
    const resnet = workloads.filter(({ name }) => name === 'resnet-3x3');
    const prepared: string[] = [];
    const contestant = fakeContestant('slow', naiveLoops, () => pass(lenetSeconds));
    const noting: Contestant = {
      ...contestant,
      prepare: (call) => {
        prepared.push(call.workload.name);
        return contestant.prepare(call);
      },
    };
    const [row] = await measure(
      resnet.map((workload) => ({ workload, passes: ['forward' as const] })),
      [noting],
      measuring,
    );
    // 10 ms for lenet's 97,344 operations: cifar would take 1.45 s, so it is not tried either
    expect(prepared).toEqual(['lenet']);
    expect(row!.cells[0]).toMatchObject({ outcome: 'too slow' });
    expect((row!.cells[0] as { predicted: number }).predicted).toBeCloseTo((0.01 * 231_211_008) / 97_344, 6);
  });

  test('who lacks the small call from which is foretold can still have the large one', async () => {
    const { measuring, pass } = setting();
    const signals = workload('signals', '', [
      [1, 1, 4000],
      [1, 1, 64],
    ]);
    const contestant = fakeContestant('one channel', naiveLoops, () => pass(1));
    const lacking: Contestant = {
      ...contestant,
      prepare: (call) =>
        call.workload.name === 'lenet'
          ? Promise.reject(
              new SpecError({
                ...{ code: 'not-implemented', operator: 'conv', argument: 'w', expected: '1', got: '8' },
              }),
            )
          : contestant.prepare(call),
    };
    const [row] = await measure([{ workload: signals, passes: ['forward'] }], [lacking], measuring);
    expect(row!.cells[0]).toMatchObject({ outcome: 'measured' });
  });

  test('the arena at its fullest stands beside the tensors, of one call in the contestant’s own build', async () => {
    const { measuring, pass } = setting();
    let [held, entered] = [0, 0];
    const contestant: Contestant = {
      ...fakeContestant('arena', naiveLoops, () => {
        held = Math.max(held, 100);
        pass(1);
      }),
      enter: () => void entered++,
      arena: { reset: () => void (held = 0), highWater: () => held },
    };
    held = 5000; // of whoever was before
    const [row] = await measure(rows, [contestant], measuring);
    const [x, w, y] = [2 * 3 * 35, 4 * 3 * 9, 2 * 4 * 35];
    expect(row!.cells[0]).toMatchObject({ memory: { highWater: 100, tensors: 4 * (x + w + y) } });
    expect(entered).toBeGreaterThan(5);
  });
});
