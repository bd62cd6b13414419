/**
 * The kill matrix: which vector, generated case or check finds which mistake first, and how soon.
 *
 * Every mistake is planted into the kernel of an implementation, and that implementation is put through the default run. A
 * mistake that nothing finds survives, and the suite is at fault. What is made ready for a probe costs more than running it,
 * so it is made once for all mistakes that are left.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation } from '@gradspec/spec';
import type { Unit } from '../../default-run/units.ts';
import type { Vector } from '../../vectors/types.ts';
import { huntWith, type Hunt, type Kill, type Stage } from './hunt.ts';
import type { Candidate, Group, Planting } from './planting.ts';
import { caseProbes, checkProbes, vectorProbes } from './probes.ts';

/** One mistake in one implementation, or in the backward pass of nets. */
export interface Row {
  readonly planting: Planting;
  readonly implementation: string;
  /** What found it, the first first; of vectors and of checks all where every one was tried. */
  readonly kills: Readonly<Record<Stage, readonly Kill[]>>;
  /** Why it was not planted. */
  readonly hindrance?: string;
}

/** How far to look. */
export interface MatrixRun {
  readonly vectors: readonly Vector[];
  /** What a run does beyond them: for each operator its generated cases and its checks. */
  readonly units: readonly Unit[];
  /** Whether every vector is tried on every mistake; else until one finds it. */
  readonly everyVector: boolean;
  /** Whether every check is tried on every mistake; else only on what is left by the others. */
  readonly everyCheck: boolean;
  /** Called after each group. */
  readonly progress?: (group: Group) => void;
}

/** Where the mistakes of nets are planted. */
export const graphHost = 'graph';

async function huntGroup(
  group: Group,
  right: Candidate,
  hunts: readonly Hunt[],
  { vectors, units, everyVector, everyCheck }: MatrixRun,
): Promise<void> {
  const probes = vectorProbes(vectors, group);
  await huntWith({ stage: 'vectors', probes, everyProbe: everyVector }, right, hunts);
  if (group === 'graph') return;
  const unitOf = (what: Unit['what']) => units.find((unit) => unit.operator === group && unit.what === what)!;
  const cases = caseProbes(unitOf('generated cases'), right.implementation.claims?.[group]);
  await huntWith({ stage: 'generated', probes: cases, everyProbe: false }, right, hunts);
  const left = everyCheck ? hunts : hunts.filter(isAlive);
  await huntWith(
    { stage: 'checks', probes: checkProbes(unitOf('checks')), everyProbe: everyCheck },
    right,
    left,
  );
}

/** The groups of plantings, in the order they come. */
const groupsOf = (plantings: readonly Planting[]): readonly Group[] => [
  ...new Set(plantings.map(({ group }) => group)),
];

async function rowsOf(
  group: Group,
  right: Candidate,
  plantings: readonly Planting[],
  run: MatrixRun,
): Promise<readonly Row[]> {
  const own = plantings.filter((planting) => planting.group === group);
  const hunts = own
    .filter((planting) => planting.hindrance(right.implementation) === undefined)
    .map((planting): Hunt => {
      const kills = { vectors: [], generated: [], checks: [] };
      return { planting, candidate: planting.plant(right.implementation), kills };
    });
  await huntGroup(group, right, hunts, run);
  run.progress?.(group);
  const implementation = group === 'graph' ? graphHost : right.implementation.name;
  return own.map((planting) => {
    const kills = hunts.find((hunt) => hunt.planting === planting)?.kills;
    const hindrance = planting.hindrance(right.implementation);
    const none = { vectors: [], generated: [], checks: [] };
    return { planting, implementation, kills: kills ?? none, ...(hindrance !== undefined && { hindrance }) };
  });
}

/**
 * Looks for the mistakes in an implementation.
 *
 * @returns a row for every mistake of an operator that it claims, in the order of the mistakes' operators
 */
export async function killMatrix(
  implementation: Implementation,
  plantings: readonly Planting[],
  run: MatrixRun,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const group of groupsOf(plantings))
    if (group !== 'graph' && implementation.kernels[group])
      rows.push(...(await rowsOf(group, { implementation }, plantings, run)));
  return rows;
}

/** Looks for the mistakes of nets, whose nodes run on naive-loops. */
export async function graphKillMatrix(
  plantings: readonly Planting[],
  run: MatrixRun,
): Promise<readonly Row[]> {
  const right = { implementation: naiveLoops };
  return groupsOf(plantings).includes('graph') ? rowsOf('graph', right, plantings, run) : [];
}

/** What found a mistake first; undefined where nothing did. */
export const firstKill = ({ kills }: Pick<Row, 'kills'>): Kill | undefined =>
  kills.vectors[0] ?? kills.generated[0] ?? kills.checks[0];

/** Of mistakes that were found, the one that took most: found in the latest stage, and there after most probes. */
export function foundLast(rows: readonly Row[]): Row | undefined {
  const stages: readonly Stage[] = ['vectors', 'generated', 'checks'];
  const stageOf = ({ kills }: Row) => stages.findIndex((stage) => kills[stage].length > 0);
  const found = rows.filter((row) => !isAlive(row));
  const latest = Math.max(...found.map(stageOf));
  return found
    .filter((row) => stageOf(row) === latest)
    .reduce<Row | undefined>(
      (most, row) => (most && firstKill(most)!.after >= firstKill(row)!.after ? most : row),
      undefined,
    );
}

const isAlive = (of: Pick<Row, 'kills'>): boolean => firstKill(of) === undefined;

/** The mistakes that were planted and that nothing found. */
export function survivors(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => row.hindrance === undefined && isAlive(row));
}
