/**
 * Running the built command as a person would.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const bin = resolve(__dirname, '../../bin/gradspec.js');

/** What a command answered. */
export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
}

/** Runs `gradspec` with these arguments. */
export function gradspec(args: readonly string[], options: { cwd?: string } = {}): Answer {
  if (!existsSync(resolve(__dirname, '../../dist/cli/main.js')))
    throw new Error('the command is not built; run npm run build');
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
    ...options,
  });
  return { code: status, out: stdout, err: stderr, seconds: (performance.now() - start) / 1000 };
}
