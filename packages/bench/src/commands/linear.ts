/**
 * `bench linear`: the cost per output sample of fft-conv over signals of growing length.
 *
 * @module
 */
import { spectralContestant } from '../engines.ts';
import { judgeLengths, lengthTable, measureLengths, signalWorkload } from '../linear.ts';
import { machineLine, thisMachine } from '../machine.ts';
import { full, quick } from '../pacing.ts';
import { print, progress } from '../print.ts';
import { targetsText } from '../target-table.ts';

const taps = 1024;
/** 2¹⁴ … 2²⁰ samples. */
const lengths = Array.from({ length: 7 }, (_, i) => 2 ** (14 + i));

/** Measures and prints. Returns the exit code: 1 where a result is wrong. */
export async function linear(options: { quick?: true }): Promise<number> {
  const contestant = spectralContestant();
  print(`${machineLine(thisMachine())}`);
  print(`${contestant.name}, conv forward, one channel, ${taps} taps`);
  print('median, quartiles: time of one call; from the median: of the costs per output\n');
  progress('measuring');
  const rows = await measureLengths(
    lengths.map((samples) => signalWorkload(samples, taps)),
    contestant,
    { pacing: options.quick ? quick : full },
  );
  progress('');
  print(`${lengthTable(rows)}\n`);
  print(targetsText([judgeLengths(rows)]));
  return rows.some(({ cell }) => /wrong|failed/.test(cell.outcome)) ? 1 : 0;
}
