/**
 * What an `import()` that failed has to say about the source: where, and why.
 *
 * @module
 */
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModuleLoadError, type ModuleLoadErrorParts, type SourcePosition } from './module-load-error.ts';
import { importPosition } from './source-position.ts';
import { findSyntaxError } from './syntax-error.ts';

/** The error for whatever the import of a file threw. */
export async function explainFailure(error: unknown, file: string): Promise<ModuleLoadError> {
  if (!(error instanceof Error))
    return new ModuleLoadError({ file, reason: `threw ${String(error)} while it was loaded` });
  // From the hooks thread comes a copy without its class.
  if (error.name === 'ModuleLoadError') return new ModuleLoadError(error as Error & ModuleLoadErrorParts);
  if (error.name === 'SyntaxError') return new ModuleLoadError(await explainSyntaxError(error, file));
  const { name, message, stack = '' } = error;
  return new ModuleLoadError({ ...thrownAt(stack, file), reason: `threw ${name}: ${message}` });
}

async function explainSyntaxError(
  { message, stack = '' }: Error,
  file: string,
): Promise<ModuleLoadErrorParts> {
  const missing = /^The requested module '(.*)' does not provide an export named '(.*)'$/.exec(message);
  const [, specifier, name] = missing ?? [];
  const [, heading, line] = /^((?:file:|\/).*):(\d+)$/m.exec(stack) ?? [];
  if (specifier !== undefined && name !== undefined) {
    const place = importPosition(heading ? asPath(heading) : file, specifier, name);
    return { ...place, reason: `'${specifier}' has no export '${name}'` };
  }
  const thrown = thrownAt(stack, file); // as by JSON.parse
  if (thrown.line !== undefined) return { ...thrown, reason: `threw SyntaxError: ${message}` };
  const found = await findSyntaxError(file);
  if (found) return found;
  const commonJs = /Unexpected token 'export'|Cannot use import statement/.test(message);
  const hint = commonJs ? '; by the package.json above it this .js file is CommonJS: name it .mjs' : '';
  return {
    file,
    ...(heading && { file: asPath(heading), line: Number(line) }),
    reason: `syntax error: ${message}${hint}`,
  };
}

/** The frame of a stack that is nearest to where the error was thrown and in the folder of the user's file, or below. */
function thrownAt(stack: string, file: string): SourcePosition {
  const frames = [...stack.matchAll(/^\s+at .*?\(?((?:file:\/\/|\/)[^\n]*?):(\d+):(\d+)\)?$/gm)].map(
    ([, place, line, column]) => ({
      file: asPath(place!),
      line: Number(line),
      column: Number(column),
    }),
  );
  const own = (frame: SourcePosition) =>
    frame.file.startsWith(dirname(file) + sep) && !frame.file.includes(`${sep}node_modules${sep}`);
  return frames.find(own) ?? { file };
}

const asPath = (place: string): string => (place.startsWith('file:') ? fileURLToPath(place) : place);
