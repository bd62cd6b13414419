import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation } from '@gradspec/spec';
import type { Contestant } from '../src/contestant.ts';
import {
  judgeLengths,
  lengthTable,
  measureLengths,
  sequenceCall,
  sequences,
  signalCall,
  signals,
  stretchesOf,
  type LengthRow,
} from '../src/linear.ts';
import { verdict } from '../src/target-table.ts';
import { fakeClock, fakeContestant, measured } from './fakes.ts';

const pacing = { budget: 0, warmUp: 0, sampleSeconds: 0, least: 5, most: 9, longest: 10 };
const lengths = [20, 40].map((samples) => signalCall(samples, 5));

describe('measureLengths', () => {
  test('every length is checked and timed', async () => {
    const { clock, pass } = fakeClock();
    const rows = await measureLengths(
      lengths,
      fakeContestant('right', naiveLoops, () => pass(3)),
      { pacing, clock },
    );
    expect(rows).toMatchObject([
      { length: 20, count: 16, cell: { outcome: 'measured', seconds: { median: 3 } } },
      { length: 40, count: 36, cell: { outcome: 'measured', seconds: { median: 3 } } },
    ]);
  });

  test.each([
    ['first', 0],
    ['middle', 17],
    ['last', 35],
  ])('an output that is wrong in the %s stretch of one length leaves that length untimed', async (_, at) => {
    const wrong = {
      ...{ name: 'wrong', version: '1' },
      kernels: {
        conv: {
          forward(inputs: { x: { shape: number[] } }, attributes: object) {
            const made = naiveLoops.kernels.conv.forward(inputs as never, attributes);
            if (inputs.x.shape[2] === 40)
              (made as never as { outputs: { y: { data: Float32Array } } }).outputs.y.data[at]! += 9;
            return made;
          },
        },
      },
    } as unknown as Implementation;
    const { clock, pass } = fakeClock();
    const rows = await measureLengths(
      lengths,
      fakeContestant('wrong', wrong, () => pass(1)),
      { pacing, clock },
    );
    expect(rows.map(({ cell }) => cell.outcome)).toEqual(['measured', 'wrong']);
    expect(rows[1]!.cell).toMatchObject({ reason: expect.stringContaining(`y[0, 0, ${at}]`) });
  });
});

test('the stretches lie at the beginning, in the middle and at the end, with the samples they need', () => {
  expect(
    stretchesOf(signalCall(1000, 101).workload, 50).map(({ inputs, results }) => [inputs.x, results.y]),
  ).toEqual(
    [0, 425, 850].map((from) => [
      { axis: 2, from, count: 150 },
      { axis: 2, from, count: 50 },
    ]),
  );
});

describe('the cost per output', () => {
  const row = (samples: number, perOutput: number): LengthRow => ({
    ...{ length: samples, count: samples - 10 },
    cell: measured('spectra', perOutput * (samples - 10)),
  });

  test.each([
    [[10, 10, 12.9], 'met', '400 samples'],
    [[10, 10, 14], 'missed by 7.7 %', '400 samples'],
    [[7, 10, 10], 'missed by 9.9 %', '100 samples'],
  ])('%j is judged by the one furthest from the median', (costs, words, at) => {
    const judgement = judgeLengths(
      signals,
      costs.map((cost, i) => row(100 * 2 ** i, cost * 1e-9)),
    );
    expect(verdict(judgement)).toBe(words);
    expect(judgement.worst?.row).toBe(at);
  });

  test('the table tells it for each length, and why one was not measured', () => {
    const wrong: LengthRow = {
      ...{ length: 800, count: 790 },
      cell: { contestant: 'spectra', outcome: 'wrong', reason: 'it is off' },
    };
    expect(lengthTable(signals, [row(110, 1e-8), row(210, 2e-8), row(410, 1e-8), wrong]).split('\n')).toEqual(
      [
        'samples   median          quartiles  per output sample  from the median',
        '110      1.00 µs   990 ns … 1.01 µs            10.0 ns            1.00×',
        '210      4.00 µs  3.96 µs … 4.04 µs            20.0 ns            2.00×',
        '410      4.00 µs  3.96 µs … 4.04 µs            10.0 ns            1.00×',
        '800: spectra: wrong: it is off',
      ],
    );
    expect(lengthTable(signals, [wrong])).toBe('800: spectra: wrong: it is off');
    expect(verdict(judgeLengths(signals, [wrong]))).toBe('not told by this run');
  });
});

describe('sequences', () => {
  const right = naiveLoops.kernels.lstm;
  const outcomes = async (kernel: object) => {
    const lstm = { name: 'lstm', version: '1', kernels: { lstm: kernel } } as unknown as Implementation;
    const { clock, pass } = fakeClock();
    const contestant: Contestant = {
      ...fakeContestant('lstm', lstm, () => {}),
      prepare: () => Promise.resolve({ action: () => () => pass(1), close: () => {} }),
    };
    const rows = await measureLengths([sequenceCall(3)], contestant, { pacing, clock });
    return rows.map(({ count, cell }) => [count, cell.outcome]);
  };

  test('are timed forward and backward where both are right', async () => {
    expect(await outcomes(right)).toEqual([[3, 'measured']]);
  });

  test('are not timed where a gradient is wrong', async () => {
    const backward: typeof right.backward = (...call) => {
      const grads = right.backward(...call);
      grads.wh!.data[3]! += 1;
      return grads;
    };
    expect(await outcomes({ ...right, backward })).toEqual([[3, 'wrong']]);
  });

  test('may differ by a fifth in what a step costs', () => {
    const row = (length: number, perStep: number): LengthRow => ({
      ...{ length, count: length },
      cell: measured('bptt', perStep * length),
    });
    expect(verdict(judgeLengths(sequences, [row(100, 1.19), row(300, 1), row(1000, 1)]))).toBe('met');
    expect(verdict(judgeLengths(sequences, [row(100, 1.26), row(300, 1), row(1000, 1)]))).toBe(
      'missed by 5.0 %',
    );
  });
});
