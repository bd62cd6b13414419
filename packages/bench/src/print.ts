/**
 * What the commands write to the terminal.
 *
 * @module
 */

/** A line, or several, of the report. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says on a terminal what is being done, on one line that is written over. */
export function progress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what.slice(0, 79)}`);
}
