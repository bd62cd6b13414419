/**
 * `npm run vectors`: recomputes every number of the vector files and writes the exact ones back; with `--check`, only says
 * whether there is anything to write. Exit code 1 where a stated number is wrong, or, with `--check`, not exact.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { formatJson } from '../vectors/format.ts';
import { loadVectorFile, vectorFiles, vectorsFolder } from '../vectors/load.ts';
import type { Vector } from '../vectors/types.ts';
import type { Difference } from './difference.ts';
import { recompute } from './recompute.ts';

const check = process.argv.includes('--check');
const say = (line: string) => process.stdout.write(`${line}\n`);
const describe = ({ at, stated, exact }: Difference) => `${at}: ${stated} is ${exact}`;

/** The vector with what was corrected in it on record. */
function withCorrections(vector: Vector, differences: readonly Difference[]): Vector {
  const short = differences.filter(({ wrong }) => !wrong);
  if (short.length === 0) return vector;
  const corrected = { values: short.length, example: describe(short[0]!) };
  return { ...vector, source: { ...vector.source, corrected } };
}

let [wrong, stale] = [0, 0];
for (const file of vectorFiles()) {
  const recomputed = loadVectorFile(file).map((vector) => {
    const { vector: exact, differences } = recompute(vector);
    const mistakes = differences.filter((difference) => difference.wrong);
    const short = differences.length - mistakes.length;
    if (short > 0)
      say(
        `${vector.id}: ${short} last digits corrected, such as ${describe(differences.find((one) => !one.wrong)!)}`,
      );
    for (const mistake of mistakes.slice(0, 5)) say(`${vector.id}: WRONG ${describe(mistake)}`);
    wrong += mistakes.length;
    return mistakes.length > 0 ? vector : withCorrections(exact, differences);
  });
  const text = formatJson({ $schema: '../vectors.schema.json', vectors: recomputed });
  if (text === readFileSync(`${vectorsFolder}/${file}`, 'utf8')) continue;
  stale += 1;
  if (check) say(`${file}: not what the definitions give; npm run vectors rewrites it`);
  else writeFileSync(`${vectorsFolder}/${file}`, text);
}
say(
  `${vectorFiles().length} files, ${wrong} wrong numbers, ${stale} files ${check ? 'to write' : 'written'}`,
);
process.exitCode = wrong > 0 || (check && stale > 0) ? 1 : 0;
