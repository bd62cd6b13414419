/**
 * Starts an adapter in a process of its own: engines need Node's own module loader and typed arrays, and what one of them
 * prints or imports is seen.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import type { AdapterReport, PlainCall } from './exchange.ts';

/** How a process ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs calls on an adapter in a new process in which these engine packages only can be found. */
export async function start(
  adapter: string,
  calls: readonly PlainCall[],
  engines: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const register = join(__dirname, 'register.mjs');
  const child = spawn(
    process.execPath,
    ['-C', '@gradspec/source', '--import', register, join(__dirname, 'run-adapter.ts'), adapter],
    { env: { ...process.env, NODE_OPTIONS: '', ALLOWED_ENGINES: engines.join(','), ...env } },
  );
  child.stdin.on('error', () => undefined); // it may end before it has read; its exit code says so
  child.stdin.end(JSON.stringify(calls));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** The same, and what it reported. Fails when it ended badly or printed anything else. */
export async function reportOf(...args: Parameters<typeof start>): Promise<AdapterReport> {
  const { code, stdout, stderr } = await start(...args);
  if (code !== 0 || stderr !== '')
    throw new Error(`${args[0]} ended with ${code} and printed: ${stderr || stdout}`);
  return JSON.parse(stdout) as AdapterReport;
}
