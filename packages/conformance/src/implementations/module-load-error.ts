/**
 * The error that a module which does not load ends in: where, and why.
 *
 * @module
 */
import { relative } from 'node:path';

/** A place in a source file; lines and columns count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** What makes a `ModuleLoadError`. */
export interface ModuleLoadErrorParts extends SourcePosition {
  readonly reason: string;
}

/** A module that does not load: `my-implementation.ts:12:7: '}' expected.` */
export class ModuleLoadError extends Error implements ModuleLoadErrorParts {
  override readonly name = 'ModuleLoadError';
  readonly file: string;
  declare readonly line?: number;
  declare readonly column?: number;
  readonly reason: string;

  /** An error whose message is made of its parts; the file is shown as seen from the current folder. */
  constructor({ file, line, column, reason }: ModuleLoadErrorParts) {
    const place = [shownPath(file), line, line && column].filter((part) => part !== undefined).join(':');
    super(`${place}: ${reason}`);
    this.file = file;
    this.reason = reason;
    if (line !== undefined) this.line = line;
    if (column !== undefined) this.column = column;
  }
}

/** A path as seen from the current folder when it is below it, else whole. */
export function shownPath(file: string): string {
  const seen = relative(process.cwd(), file);
  return seen === '' || seen.startsWith('..') ? file : seen;
}
