/**
 * Finding the line of a source file that an error is about, when the error itself does not say.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import type { SourcePosition } from './module-load-error.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Where the first of the patterns that matches stands; group 1, if there is one. Line and column are left out if none does. */
function locate(file: string, patterns: readonly RegExp[]): SourcePosition {
  const source = readFileSync(file, 'utf8');
  for (const pattern of patterns) {
    const match = new RegExp(pattern, 'dm').exec(source);
    if (!match) continue;
    const [start] = match.indices![1] ?? match.indices![0]!;
    const before = source.slice(0, start).split('\n');
    return { file, line: before.length, column: before.at(-1)!.length + 1 };
  }
  return { file };
}

/** Where a module imports from a specifier, as `./helper.js`; with a name, where it imports that name. */
export function importPosition(file: string, specifier: string, name?: string): SourcePosition {
  const from = String.raw`(['"]${escaped(specifier)}['"])`;
  const named =
    name === undefined
      ? []
      : [new RegExp(String.raw`(?:import|export)[^'"]*?\b(${escaped(name)})\b[^'"]*?from\s*${from}`)];
  return locate(file, [...named, new RegExp(String.raw`(?:from|import)\s*\(?\s*${from}`), new RegExp(from)]);
}

/** Where a module exports: its default export, else its first export, else line 1. */
export function exportPosition(file: string): SourcePosition {
  return locate(file, [
    /^\s*(export\s+default\b)/,
    /^\s*(export)\b[^;]*?\bas\s+default\b/,
    /^\s*(export)\b/,
    /^/,
  ]);
}

/** Where a property is written, as `conv: …`: in the default export, else anywhere, else where the module exports. */
export function propertyPosition(file: string, property: string): SourcePosition {
  const written = String.raw`(?<![\w$.])(${escaped(property)})['"]?\s*[:(,}]`;
  const found = locate(file, [
    new RegExp(String.raw`export\s+default\b[^]*?${written}`),
    new RegExp(written),
  ]);
  return found.line === undefined ? exportPosition(file) : found;
}
