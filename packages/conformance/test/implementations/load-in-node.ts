/**
 * Loads modules with the built loader in a Node of their own: it registers hooks, which jest's modules do not see.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const loader = fileURLToPath(new URL('../../dist/implementations/load-module.js', import.meta.url));

/** Files by name in a fresh folder outside of the repository, which therefore has no package.json or node_modules above. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gradspec-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs JavaScript that has `loadImplementation` and returns what it prints. */
export function inNode(
  folder: string,
  script: string,
  env: Readonly<Record<string, string>> = {},
): { stdout: string; stderr: string } {
  if (!existsSync(loader)) throw new Error('packages/conformance/dist is missing: run `npm run build` first');
  const code = `import { loadImplementation } from ${JSON.stringify(pathToFileURL(loader).href)};\n${script}`;
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', code],
    options,
  );
  if (status !== 0) throw new Error(`node exited with ${status}:\n${stderr}`);
  return { stdout, stderr };
}

/** What loading came to: the implementation's name and operators, or the error's message. */
export function loadAll(folder: string, paths: readonly string[]): Readonly<Record<string, string>> {
  const script = `const all = {};
    for (const path of ${JSON.stringify(paths)})
      all[path] = await loadImplementation(path).then(
        ({ name, kernels }) => name + ' has ' + Object.keys(kernels).join(', '),
        (error) => (error.name === 'ModuleLoadError' ? error.message : 'not a ModuleLoadError: ' + error.stack),
      );
    console.log(JSON.stringify(all));`;
  return JSON.parse(inNode(folder, script).stdout) as Readonly<Record<string, string>>;
}
