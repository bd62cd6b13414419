// Hooks for Node's module loader: TypeScript is compiled as it is loaded, and engines that are not allowed are not found.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const engines = /^(@tensorflow\/[^/]+|onnxruntime-[^/]+|mathjs|ml-matrix)/;
const allowed = (process.env.ALLOWED_ENGINES ?? '').split(',');

export async function resolve(specifier, context, nextResolve) {
  const [name] = engines.exec(specifier) ?? [];
  // Only what this package's own modules import: an engine may import the rest of itself.
  if (name && !allowed.includes(name) && context.parentURL?.endsWith('.ts'))
    throw Object.assign(new Error(`Cannot find package '${name}' imported from ${context.parentURL}`), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
  return nextResolve(specifier, context);
}

export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const { code } = await transform(await readFile(fileURLToPath(url), 'utf8'), {
    filename: fileURLToPath(url),
    configFile: false,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
