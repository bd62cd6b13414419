/**
 * `gradspec init typescript`: the files somebody starts an implementation with.
 *
 * @module
 */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../usage-error.ts';
import { skeletonModule } from './skeleton-module.ts';

const moduleFile = 'my-implementation.ts';

const readme = `# My implementation

\`${moduleFile}\` is an implementation of gradspec: an object with a kernel per operator. It needs no package.json, no
tsconfig and no build, and may stand in any folder. gradspec brings what it imports from \`@gradspec/spec\`.

\`\`\`sh
gradspec run ./${moduleFile}
\`\`\`

says "verified nothing" as long as every operator is a comment. Uncomment \`relu\`, which is complete, and run again. Then
take the next one: its formula, inputs, outputs and attributes stand above it.

- \`gradspec list --operator conv\` lists what will be checked, \`gradspec explain conv/primes-1d\` writes a vector out as on
  a blackboard, \`gradspec run ./${moduleFile} --only conv/primes-1d\` runs it alone.
- \`backward\` is the vector-Jacobian product: from the gradients of the outputs (\`dy\`) to those of the inputs (\`dx\`).
- Leave what you are given as it is, and return memory of your own.
- An operator that you leave out is not claimed. One without \`backward\` counts as forward only.
`;

/**
 * Writes a skeleton adapter in TypeScript, with every operator of the spec to fill in.
 *
 * @param dir - the folder, made when it is not there
 * @returns the paths of the files that were written
 * @throws UsageError when a file of that name is there already; then nothing is written.
 */
export function initTypescript(dir: string): readonly string[] {
  const files = new Map([
    [join(dir, moduleFile), skeletonModule()],
    [join(dir, 'README.md'), readme],
  ]);
  if (existsSync(dir) && !statSync(dir).isDirectory()) throw new UsageError(`${dir} is a file, not a folder`);
  const there = [...files.keys()].filter((file) => existsSync(file));
  if (there.length > 0) {
    const verb = there.length === 1 ? 'is' : 'are';
    throw new UsageError(`${there.join(' and ')} ${verb} there already; nothing was written`);
  }
  mkdirSync(dir, { recursive: true });
  for (const [file, text] of files) writeFileSync(file, text, { flag: 'wx' });
  return [...files.keys()];
}
