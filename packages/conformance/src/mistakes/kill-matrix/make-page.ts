/**
 * Making the page of the kill matrix: of naive-loops and of nets, with every vector tried on every mistake.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import { unitsOf } from '../../default-run/units.ts';
import { startProgress } from '../../report/progress.ts';
import { loadVectors } from '../../vectors/load.ts';
import { equivalents as slips } from '../equivalents.ts';
import { graphKillMatrix, killMatrix, survivors } from './matrix.ts';
import { cellsOfPage, checksCells, mistakesPage } from './page.ts';
import { plantings } from './planting.ts';

/**
 * The page, and whether every mistake was found. It takes minutes, nearly all for the column of checks; where that is taken
 * from an earlier page, some seconds.
 */
export async function makePage(
  earlier?: string,
): Promise<{ readonly page: string; readonly allFound: boolean }> {
  const vectors = loadVectors();
  const bar = startProgress(Object.keys(naiveLoops.kernels).length);
  const run = { vectors, units: unitsOf({}), everyVector: true, everyCheck: earlier === undefined };
  const rows = [
    ...(await killMatrix(naiveLoops, plantings, { ...run, progress: (group) => bar.step(group) })),
    ...(await graphKillMatrix(plantings, run)),
  ];
  bar.stop();
  const checksCell = earlier === undefined ? checksCells(rows) : cellsOfPage(earlier);
  const page = mistakesPage({ rows, vectors, equivalents: slips, checksCell });
  return { page, allFound: survivors(rows).length === 0 };
}
