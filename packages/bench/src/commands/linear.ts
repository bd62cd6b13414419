/**
 * `bench linear`: what an output sample of fft-conv costs over signals of growing length, and a step of rnn-bptt over
 * sequences of growing length.
 *
 * @module
 */
import { recurrentContestant, spectralContestant } from '../engines.ts';
import {
  judgeLengths,
  lengthTable,
  measureLengths,
  sequenceCall,
  sequences,
  signalCall,
  signals,
  type Growth,
  type LongCall,
} from '../linear.ts';
import type { Contestant } from '../contestant.ts';
import { machineLine, thisMachine } from '../machine.ts';
import { full, quick } from '../pacing.ts';
import { print, progress } from '../print.ts';
import { targetsText } from '../target-table.ts';

const taps = 1024;
/** 2¹⁴ … 2²⁰ samples. */
const samples = Array.from({ length: 7 }, (_, i) => 2 ** (14 + i));
const steps = [100, 300, 1000, 3000, 10_000];

/** Measures and prints. Returns the exit code: 1 where a result is wrong. */
export async function linear(options: { quick?: true }): Promise<number> {
  const pacing = options.quick ? quick : { ...full, longest: 30 };
  print(`${machineLine(thisMachine())}`);
  print('median, quartiles: time of one call; from the median: of the costs in the column before');
  let wrong = 0;
  const show = async (title: string, growth: Growth, contestant: Contestant, calls: readonly LongCall[]) => {
    print(`\n${contestant.name}, ${title}\n`);
    progress('measuring');
    const rows = await measureLengths(calls, contestant, { pacing });
    progress('');
    print(`${lengthTable(growth, rows)}\n`);
    print(targetsText([judgeLengths(growth, rows)]));
    if (rows.some(({ cell }) => /wrong|failed/.test(cell.outcome))) wrong = 1;
  };
  const signal = samples.map((count) => signalCall(count, taps));
  await show(`conv forward, one channel, ${taps} taps`, signals, spectralContestant(), signal);
  const sequence = steps.map((T) => sequenceCall(T));
  const text = sequence[0]!.workload.text.replace(/^T=\d+ /, '');
  await show(`lstm forward and backward, ${text}`, sequences, recurrentContestant(), sequence);
  return wrong;
}
