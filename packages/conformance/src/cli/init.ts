/**
 * `gradspec init`: a skeleton adapter.
 *
 * @module
 */
import { initTypescript } from '../init/init-typescript.ts';

/** Writes the skeleton and says how to go on. */
export function init(dir: string): number {
  const files = initTypescript(dir);
  const module = files.find((file) => file.endsWith('.ts'))!;
  process.stdout.write(`wrote ${files.join(' and ')}\nfill in an operator, then: gradspec run ${module}\n`);
  return 0;
}
