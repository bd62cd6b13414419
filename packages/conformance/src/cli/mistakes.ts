/**
 * `gradspec mistakes`: plants every mistake of the catalogue and says what kills it.
 *
 * @module
 */
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import type { Implementation } from '@gradspec/spec';
import { unitsOf } from '../default-run/units.ts';
import { builtInNames } from '../implementations/built-in.ts';
import { findImplementation } from '../implementations/find-implementation.ts';
import { graphKillMatrix, killMatrix, survivors, type Row } from '../mistakes/kill-matrix/matrix.ts';
import { makePage } from '../mistakes/kill-matrix/make-page.ts';
import { groups, plantings, type Group } from '../mistakes/kill-matrix/planting.ts';
import { vectorsText } from '../mistakes/kill-matrix/vector-sets.ts';
import { matrixText, summaryText } from '../mistakes/kill-matrix/terminal.ts';
import { equivalents as slips } from '../mistakes/equivalents.ts';
import { startProgress } from '../report/progress.ts';
import { unknownName, UsageError } from '../usage-error.ts';
import { loadVectors } from '../vectors/load.ts';

/** The options of `gradspec mistakes`. */
export interface MistakesOptions {
  /** Names or paths as in `gradspec run`; all of the workspace when left out. */
  readonly implementation?: readonly string[];
  readonly operator?: string;
  readonly full?: boolean;
  readonly markdown?: boolean;
}

const isGroup = (name: string): name is Group => (groups as readonly string[]).includes(name);

/**
 * Prints the kill matrix; returns 1 when a mistake lives.
 *
 * @throws UsageError for a name that nothing has, and for a page of anything but all.
 */
export async function mistakes(options: MistakesOptions): Promise<number> {
  const { implementation = builtInNames, operator, full = false, markdown = false } = options;
  switchOnRelaxedSimd();
  if (markdown) {
    if (options.implementation || operator !== undefined || full)
      throw new UsageError(
        '--markdown is of naive-loops and of every operator: give no --implementation, --operator or --full',
      );
    const { page, allFound } = await makePage();
    process.stdout.write(page);
    return allFound ? 0 : 1;
  }
  if (operator !== undefined && !isGroup(operator)) throw unknownName('operator', operator, groups);
  const asked = plantings.filter(({ group }) => operator === undefined || group === operator);
  const vectors = loadVectors();
  const start = performance.now();
  const found: Implementation[] = [];
  for (const target of implementation) found.push(await findImplementation(target));
  const claimed = ({ kernels }: Implementation) =>
    new Set(asked.map(({ group }) => group).filter((group) => group !== 'graph' && kernels[group])).size;
  const bar = startProgress(found.reduce((sum, one) => sum + claimed(one), 0));
  const rows: Row[] = [];
  try {
    const run = { vectors, units: unitsOf({}), everyVector: full, everyCheck: full };
    for (const one of found) {
      const progress = (group: Group) => bar.step(`${one.name}: ${group}`);
      rows.push(...(await killMatrix(one, asked, { ...run, progress })));
    }
    rows.push(...(await graphKillMatrix(asked, run)));
  } finally {
    bar.stop();
  }
  if (rows.length === 0)
    throw new UsageError(
      `there is no mistake${operator ? ` of ${operator}` : ''} that can be planted into ${implementation.join(', ')}`,
    );
  const alive = survivors(rows);
  const equivalents = slips.filter((one) => operator === undefined || one.operator === operator);
  const text = [
    matrixText(rows, equivalents, full),
    full && vectorsText(rows, vectors),
    alive
      .map(({ planting, implementation: where }) => `${planting.id} lives in ${where}: ${planting.name.en}`)
      .join('\n'),
    `${summaryText(rows)} in ${((performance.now() - start) / 1000).toFixed(1)} s`,
  ];
  process.stdout.write(`${text.filter(Boolean).join('\n\n')}\n`);
  return alive.length > 0 ? 1 : 0;
}
