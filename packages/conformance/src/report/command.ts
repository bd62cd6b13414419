/**
 * Commands that a reader can copy.
 *
 * @module
 */

/** `gradspec run <target> …`, the target quoted for a shell where that is needed. */
export function runCommand(target: string, ...options: readonly string[]): string {
  const quoted = /^[\w./@-]+$/.test(target) ? target : `'${target.replaceAll("'", "'\\''")}'`;
  return ['gradspec run', quoted, ...options].join(' ');
}
