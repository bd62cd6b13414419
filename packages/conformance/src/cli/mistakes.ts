/**
 * `gradspec mistakes`: plants every mistake of the catalogue and says what kills it.
 *
 * @module
 */
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import { operatorNames } from '@gradspec/spec';
import { findImplementation } from '../implementations/find-implementation.ts';
import { mistakes as catalogue } from '../mistakes/index.ts';
import { killMatrix, survivors, type Row } from '../mistakes/kill-matrix.ts';
import { killPage, killTable, summaryText } from '../mistakes/kill-table.ts';
import { startProgress } from '../report/progress.ts';
import { unknownName, UsageError } from '../usage-error.ts';
import { loadVectors } from '../vectors/load.ts';

/** The generated cases of a default run: the first ones of seed 1. */
const range = { seed: 1, count: 200 };

/** The options of `gradspec mistakes`. */
export interface MistakesOptions {
  /** Names or paths as in `gradspec run`. */
  readonly implementation: readonly string[];
  readonly operator?: string;
  readonly markdown?: true;
}

/** Prints the kill matrix; returns 1 when a mistake lives. */
export async function mistakes({ implementation, operator, markdown }: MistakesOptions): Promise<number> {
  switchOnRelaxedSimd();
  if (operator !== undefined && !operatorNames.includes(operator as never))
    throw unknownName('operator', operator, operatorNames);
  const asked = catalogue.filter((mistake) => operator === undefined || mistake.operator === operator);
  const start = performance.now();
  const bar = startProgress(implementation.length);
  const rows: Row[] = [];
  try {
    for (const target of implementation) {
      bar.step(target);
      const found = await findImplementation(target);
      rows.push(...(await killMatrix(found, asked, { vectors: loadVectors(), ...range })));
    }
  } finally {
    bar.stop();
  }
  if (rows.length === 0)
    throw new UsageError(
      `there is no mistake${operator ? ` of ${operator}` : ''} that can be planted into ${implementation.join(', ')}`,
    );
  const alive = survivors(rows);
  const lives = alive.map(
    (row) => `${row.mistake.id} lives in ${row.implementation}: ${row.mistake.name.en}`,
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const text = markdown
    ? killPage(rows)
    : `${killTable(rows)}\n\n${[...lives, summaryText(rows)].join('\n')} in ${seconds} s`;
  process.stdout.write(`${text}\n`);
  return alive.length > 0 ? 1 : 0;
}
