/**
 * Runs a module of the bench in a Node of its own, for packages that are ES modules only, which jest cannot load.
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from '@swc/core';

const folder = join(__dirname, '..');

/** What is printed by a file of `src/` that code is appended to. Its imports from this workspace are left out. */
export async function runModule(file: string, code: string): Promise<string> {
  const source = await readFile(join(folder, 'src', file), 'utf8');
  const alone = source.replace(/^import (?!type)[^;]* from '\.[^;]*;$/gm, '');
  const compiled = await transform(`${alone}\n${code}`, {
    configFile: false,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--input-type=module', '--eval', compiled.code],
      { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' }, maxBuffer: 2 ** 24 },
      (error, stdout, stderr) => (error ? reject(new Error(stderr || error.message)) : resolve(stdout)),
    );
  });
}
