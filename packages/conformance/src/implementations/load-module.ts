/**
 * Loading an implementation from a module that somebody wrote: TypeScript or JavaScript, from any folder.
 *
 * @module
 */
import { readdirSync, statSync } from 'node:fs';
import { register } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Implementation } from '@gradspec/spec';
import { nearest } from '../usage-error.ts';
import { implementationProblem } from './check-implementation.ts';
import { explainFailure } from './load-failure.ts';
import { ModuleLoadError, shownPath } from './module-load-error.ts';
import { exportPosition, propertyPosition } from './source-position.ts';

const moduleName = /\.[cm]?[jt]s$/;
let hooked = false;

/** Has modules resolved and TypeScript compiled by `typescript-hooks.ts`, and stacks name the lines of the source. */
function hook(): void {
  if (hooked) return;
  register(new URL('./typescript-hooks.js', import.meta.url));
  process.setSourceMapsEnabled(true);
  hooked = true;
}

/**
 * The implementation that a module exports by default.
 *
 * @param path - a file that ends in .ts, .mts, .js or .mjs, from the current folder
 * @throws ModuleLoadError, `file:line:column: reason`, when there is none.
 */
export async function loadImplementation(path: string): Promise<Implementation> {
  const file = resolve(path);
  checkFile(file);
  hook();
  let loaded: Readonly<Record<string, unknown>>;
  try {
    loaded = (await import(pathToFileURL(file).href)) as typeof loaded;
  } catch (error) {
    throw await explainFailure(error, file);
  }
  if (!('default' in loaded))
    throw new ModuleLoadError({ ...exportPosition(file), reason: noDefault(Object.keys(loaded)) });
  const problem = implementationProblem(loaded.default);
  if (!problem) return loaded.default as Implementation;
  const { reason, property } = problem;
  const position = property === undefined ? exportPosition(file) : propertyPosition(file, property);
  throw new ModuleLoadError({ ...position, reason });
}

function noDefault(names: readonly string[]): string {
  const exported = names.length > 0 ? `it exports ${names.join(', ')}` : 'it exports nothing';
  return `the module has no default export, ${exported}; write: export default { name, version, kernels }`;
}

function checkFile(file: string): void {
  const folder = dirname(file);
  const stats = statSync(file, { throwIfNoEntry: false });
  const fail = (reason: string) => new ModuleLoadError({ file, reason });
  if (stats?.isDirectory()) throw fail(`is a folder, not a module${among(file)}`);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw fail(`no such file: there is no folder ${folder}`);
  if (!stats) throw fail(`no such file: looked for ${file}${among(folder, basename(file))}`);
  if (!moduleName.test(file)) throw fail('not a module: its name must end in .ts, .mts, .js or .mjs');
}

/** The modules of a folder, nearest to a name first. */
function among(folder: string, name = ''): string {
  const modules = readdirSync(folder).filter((entry) => moduleName.test(entry));
  if (modules.length === 0) return `; there are no modules in ${shownPath(folder)}`;
  return `; the nearest in ${shownPath(folder)}: ${nearest(name, modules).join(', ')}`;
}
