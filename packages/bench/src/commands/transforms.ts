/**
 * `bench transforms`: our fft beside other libraries' over the powers of two.
 *
 * @module
 */
import { fastestBuild, vectorBuilds } from '../engines.ts';
import { machineLine, thisMachine } from '../machine.ts';
import { full, quick } from '../pacing.ts';
import { print, progress } from '../print.ts';
import { targetsText } from '../target-table.ts';
import { fftJs } from '../transforms/fft-js.ts';
import { measureTransforms, type TransformRow } from '../transforms/measure-transforms.ts';
import { ourFft } from '../transforms/our-fft.ts';
import { loadPffft, pffft } from '../transforms/pffft.ts';
import { judgeTransforms, transformLegend, transformTable } from '../transforms/transform-report.ts';

/** 2⁸ … 2¹⁶. */
const sizes = Array.from({ length: 9 }, (_, i) => 2 ** (8 + i));

/** Measures and prints. Returns the exit code: 1 where a result of ours is wrong. */
export async function transforms(options: { quick?: true }): Promise<number> {
  const own = vectorBuilds().map(ourFft);
  const transformers = [...own, fftJs, pffft(await loadPffft())];
  print(`${machineLine(thisMachine())}\n${transformLegend}\n`);
  const rows: TransformRow[] = [];
  for (const n of sizes) {
    progress(`${n} numbers`);
    rows.push(await measureTransforms(n, transformers, { pacing: options.quick ? quick : full }));
  }
  progress('');
  print(`${transformTable(rows, transformers)}\n`);
  print(targetsText(judgeTransforms(rows, `fft ${fastestBuild()}`)));
  const names = own.map(({ name }) => name);
  const wrong = rows.some(({ cells }) =>
    cells.some(({ contestant, outcome }) => names.includes(contestant) && outcome !== 'measured'),
  );
  return wrong ? 1 : 0;
}
