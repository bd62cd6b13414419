/**
 * From what stands on the command line to an implementation.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { nearest, UsageError } from '../usage-error.ts';
import { builtInNames, loadBuiltIn } from './built-in.ts';
import { loadImplementation } from './load-module.ts';

const isPath = (written: string): boolean => /[/\\]|\.[cm]?[jt]s$/.test(written);

/**
 * The implementation of a name or a path.
 *
 * @param nameOrPath - `naive-loops`, or `./my-implementation.ts`
 * @throws UsageError for a name that nothing has; ModuleLoadError for a module that does not load.
 */
export async function findImplementation(nameOrPath: string): Promise<Implementation> {
  const found = await loadBuiltIn(nameOrPath);
  if (found) return found;
  if (isPath(nameOrPath)) return loadImplementation(nameOrPath);
  throw new UsageError(
    `there is no implementation '${nameOrPath}'; the nearest: ${nearest(nameOrPath, builtInNames).join(', ')} ` +
      `(a module of your own is given by its path, as ./${nameOrPath || 'my-implementation'}.ts)`,
  );
}
