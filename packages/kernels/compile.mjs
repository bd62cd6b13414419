// Compiles assembly/ (AssemblyScript, in files of its own ending because it is no TypeScript: tools for that cannot read its
// decorators) into two WebAssembly modules, plain SIMD and relaxed SIMD (FMA), each written as a TypeScript module
// that holds its bytes in base64: what loads it then needs neither a file system nor a network.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const builds = { simd: [], relaxed: ['--enable', 'relaxed-simd'] };
const options = '--optimizeLevel 3 --noAssert --runtime stub --importMemory --enable simd'.split(' ');

/** The compiler asks for names that end in .ts. Null says that there is no such file. */
function readFile(name, folder) {
  const path = join(folder, name.startsWith('assembly/') ? name.replace(/\.ts$/, '.as') : name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

process.chdir(import.meta.dirname);
mkdirSync('src/binaries', { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'gradspec-kernels-'));
try {
  for (const [build, flags] of Object.entries(builds)) {
    const file = join(folder, `${build}.wasm`);
    const { error, stderr } = await asc.main(['assembly/index.ts', '--outFile', file, ...options, ...flags], {
      readFile,
    });
    process.stderr.write(stderr.toString());
    if (error) throw error;
    const bytes = readFileSync(file);
    writeFileSync(
      `src/binaries/${build}.ts`,
      `/** The ${build} build of assembly/, made by compile.mjs: a WebAssembly module in base64. */\n` +
        `export const ${build} = '${bytes.toString('base64')}';\n`,
    );
    process.stdout.write(`${build}: ${bytes.length} bytes\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
