/**
 * `gradspec explain`: a vector as a person would write it on a blackboard.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadVectors } from '../vectors/load.ts';
import type { Vector } from '../vectors/types.ts';
import { unknownName, UsageError } from '../usage-error.ts';

/** The options of `gradspec explain`. */
export interface ExplainOptions {
  readonly lang: 'en' | 'ko';
  readonly full?: true;
}

/** The published vector of this id, or what a JSON file holds: a vector file, or one vector with as little as it takes. */
async function vectorsOf(target: string): Promise<readonly Vector[]> {
  if (target.endsWith('.json')) return vectorsOfFile(target);
  const all = loadVectors();
  const found = all.find(({ id }) => id === target);
  if (found) return [found];
  throw unknownName(
    'vector',
    target,
    all.map(({ id }) => id),
  );
}

async function vectorsOfFile(file: string): Promise<readonly Vector[]> {
  if (!existsSync(file)) throw new UsageError(`there is no file '${file}'`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const given = (json as { vectors?: unknown })?.vectors ?? [json];
  const vectors = Array.isArray(given)
    ? given.map((one: unknown) => completed(one, basename(file, '.json')))
    : given;
  const { validateVectorFile } = await import('../vectors/validate.ts');
  const problems = validateVectorFile({ vectors });
  if (problems.length > 0) throw new UsageError(`${file} is not a vector:\n  ${problems.join('\n  ')}`);
  return vectors as readonly Vector[];
}

/** What a vector may leave out when it is only to be explained. */
function completed(vector: unknown, name: string): unknown {
  if (typeof vector !== 'object' || vector === null) return vector;
  const nodes = 'nodes' in vector;
  return {
    id: `${nodes ? 'graph' : 'vector'}/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
    kind: nodes ? 'graph' : 'operator',
    description: { en: name },
    source: { reference: name },
    ...(nodes ? { values: {} } : { outputs: {} }),
    ...vector,
  };
}

/** Prints the explanation of a published vector, or of every vector of a file. */
export async function explainCommand(target: string, { lang, full }: ExplainOptions): Promise<number> {
  const vectors = await vectorsOf(target);
  const { explain } = await import('../explain/index.ts');
  const width = Math.min(process.stdout.columns ?? 80, 120);
  for (const [i, vector] of vectors.entries()) {
    try {
      const text = explain(vector, { language: lang, width, ...(full && { full }) });
      process.stdout.write(`${i > 0 ? '\n' : ''}${text}\n`);
    } catch (error) {
      // The spec refuses the call, or a graph does not fit together: the file is wrong.
      if (!(error instanceof Error) || !['SpecError', 'GraphError', 'RangeError'].includes(error.name))
        throw error;
      throw new UsageError(`${target}: ${error.message}`);
    }
  }
  return 0;
}
