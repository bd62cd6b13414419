/**
 * How a user's module is resolved and loaded. Node runs this file in its hooks thread: see `load-module.ts`.
 *
 * TypeScript is compiled by ts-node, with options of its own and always to an ES module: no tsconfig or package.json around
 * the file has a say, and Node's own type stripping is not asked. `./x.js` and `./x` find `./x.ts`, as TypeScript has it.
 * `@gradspec/…` is found from this package where the user's folder does not have it.
 *
 * @module
 */
import { readFileSync, statSync } from 'node:fs';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Service } from 'ts-node';
import { ModuleLoadError } from './module-load-error.ts';
import { importPosition } from './source-position.ts';

const isTypescript = (url: string | undefined): url is string =>
  url !== undefined && url.startsWith('file:') && /\.[cm]?ts$/.test(new URL(url).pathname);

let compiler: Promise<Service> | undefined;

/** ts-node takes its time to start, so it does when the first TypeScript file comes. */
async function startCompiler(): Promise<Service> {
  const { create } = await import('ts-node');
  return create({
    cwd: fileURLToPath(new URL('.', import.meta.url)), // where TypeScript is looked for: ours, not one beside the user's file
    skipProject: true,
    transpileOnly: true,
    compilerOptions: {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2022',
      rootDir: '/',
      types: [],
    },
  });
}

/** A plain error, which crosses threads; `findSyntaxError` looks for the place. */
const refused = ({ message }: Error): SyntaxError => new SyntaxError(message);

/** Compiles TypeScript; leaves everything else to Node. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!isTypescript(url)) return nextLoad(url, context);
  const file = fileURLToPath(url);
  const service = await (compiler ??= startCompiler());
  try {
    return {
      format: 'module',
      source: service.compile(readFileSync(file, 'utf8'), file),
      shortCircuit: true,
    };
  } catch (error) {
    throw refused(error as Error);
  }
};

/** The TypeScript files that a relative import may mean. */
function candidates(specifier: string, parentURL: string): readonly string[] {
  const { href } = new URL(specifier, parentURL);
  const script = /\.([cm]?)js$/.exec(href);
  if (script) return [`${href.slice(0, -script[0].length)}.${script[1]}ts`];
  return /\.[cm]?ts$/.test(href) ? [] : [`${href}.ts`, `${href}.mts`, `${href}/index.ts`];
}

const isFile = (url: string): boolean =>
  statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile() ?? false;

/** Finds what an import means; when nothing does, the error says where the import stands. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const { parentURL } = context;
  if (isTypescript(parentURL) && /^\.{1,2}\//.test(specifier)) {
    const url = candidates(specifier, parentURL).find(isFile);
    if (url) return { url, format: 'module', shortCircuit: true };
  }
  const ours = specifier.startsWith('@gradspec/') ? [import.meta.url] : [];
  let failure: unknown;
  for (const parent of [parentURL, ...ours])
    try {
      return await nextResolve(specifier, { ...context, parentURL: parent });
    } catch (error) {
      failure ??= error;
    }
  if (!parentURL?.startsWith('file:')) throw failure;
  throw unresolved(specifier, parentURL, failure as Error);
};

function unresolved(specifier: string, parentURL: string, { message }: Error): ModuleLoadError {
  const file = fileURLToPath(parentURL);
  const relative = /^\.{0,2}\//.test(specifier);
  const looked = relative
    ? `looked for ${[specifier, ...near(specifier, parentURL)].join(', ')}`
    : message.replace(/ imported from .*$/s, '');
  return new ModuleLoadError({
    ...importPosition(file, specifier),
    reason: `cannot find '${specifier}': ${looked}`,
  });
}

function near(specifier: string, parentURL: string): readonly string[] {
  if (!isTypescript(parentURL)) return [];
  const base = pathToFileURL(fileURLToPath(new URL('.', parentURL))).href;
  return candidates(specifier, parentURL).map((url) =>
    decodeURI(url.startsWith(base) ? `./${url.slice(base.length)}` : url),
  );
}
