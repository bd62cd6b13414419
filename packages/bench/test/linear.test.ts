import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation } from '@gradspec/spec';
import {
  judgeLengths,
  lengthTable,
  measureLengths,
  signalWorkload,
  stretchesOf,
  type LengthRow,
} from '../src/linear.ts';
import { verdict } from '../src/target-table.ts';
import { fakeClock, fakeContestant, measured } from './fakes.ts';

const pacing = { budget: 0, warmUp: 0, sampleSeconds: 0, least: 5, most: 9, longest: 10 };
const lengths = [20, 40].map((samples) => signalWorkload(samples, 5));

describe('measureLengths', () => {
  test('every length is checked and timed', async () => {
    const { clock, pass } = fakeClock();
    const rows = await measureLengths(
      lengths,
      fakeContestant('right', naiveLoops, () => pass(3)),
      { pacing, clock },
    );
    expect(rows).toMatchObject([
      { samples: 20, outputs: 16, cell: { outcome: 'measured', seconds: { median: 3 } } },
      { samples: 40, outputs: 36, cell: { outcome: 'measured', seconds: { median: 3 } } },
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
    stretchesOf(signalWorkload(1000, 101), 50).map(({ inputs, results }) => [inputs.x, results.y]),
  ).toEqual(
    [0, 425, 850].map((from) => [
      { axis: 2, from, count: 150 },
      { axis: 2, from, count: 50 },
    ]),
  );
});

describe('the cost per output', () => {
  const row = (samples: number, perOutput: number): LengthRow => ({
    ...{ samples, outputs: samples - 10 },
    cell: measured('spectra', perOutput * (samples - 10)),
  });

  test.each([
    [[10, 10, 12.9], 'met', '400 samples'],
    [[10, 10, 14], 'missed by 7.7 %', '400 samples'],
    [[7, 10, 10], 'missed by 9.9 %', '100 samples'],
  ])('%j is judged by the one furthest from the median', (costs, words, at) => {
    const judgement = judgeLengths(costs.map((cost, i) => row(100 * 2 ** i, cost * 1e-9)));
    expect(verdict(judgement)).toBe(words);
    expect(judgement.worst?.row).toBe(at);
  });

  test('the table tells it for each length, and why one was not measured', () => {
    const wrong: LengthRow = {
      ...{ samples: 800, outputs: 790 },
      cell: { contestant: 'spectra', outcome: 'wrong', reason: 'it is off' },
    };
    expect(lengthTable([row(110, 1e-8), row(210, 2e-8), row(410, 1e-8), wrong]).split('\n')).toEqual([
      'samples   median          quartiles  per output  from the median',
      '110      1.00 µs   990 ns … 1.01 µs     10.0 ns            1.00×',
      '210      4.00 µs  3.96 µs … 4.04 µs     20.0 ns            2.00×',
      '410      4.00 µs  3.96 µs … 4.04 µs     10.0 ns            1.00×',
      '800: spectra: wrong: it is off',
    ]);
    expect(lengthTable([wrong])).toBe('800: spectra: wrong: it is off');
    expect(verdict(judgeLengths([wrong]))).toBe('not told by this run');
  });
});
