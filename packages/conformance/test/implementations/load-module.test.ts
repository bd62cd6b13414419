import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folderWith, inNode, loadAll } from './load-in-node.ts';

const body = `{ name: 'mine', version: '1', kernels: { relu: { forward() { throw new Error('never called'); } } } }`;
const good = `export default ${body};\n`;
const typed = `import { defineKernel, SpecError } from '@gradspec/spec';
import type { Implementation } from '@gradspec/spec';
enum Kind { A }
class Holder { constructor(readonly kind: Kind, public error = SpecError) {} }
const relu = defineKernel<'relu', number>('relu', { forward: () => { throw new Error('') }, backward: () => ({}) });
const mine: Implementation = { name: 'mine', version: String(new Holder(Kind.A).kind), kernels: { relu } };
export default mine;
`;

/** Modules that load: every file of the folder, and the one to load. */
const loads: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'plain.ts': { 'plain.ts': good },
  'plain.mts': { 'plain.mts': good },
  'plain.js': { 'plain.js': good },
  'plain.mjs': { 'plain.mjs': good },
  'with-types.ts': { 'with-types.ts': typed },
  'with-types.mts': { 'with-types.mts': typed },
  'javascript-with-spec.mjs': {
    'javascript-with-spec.mjs': `import { defineKernel } from '@gradspec/spec';\ndefineKernel;\n${good}`,
  },
  '이름 with spaces #1 100%.ts': { '이름 with spaces #1 100%.ts': typed },
  '폴더 하나/합성곱 구현.mts': { '폴더 하나/합성곱 구현.mts': typed },
  'commonjs/mine.ts': { 'commonjs/package.json': '{ "type": "commonjs" }', 'commonjs/mine.ts': typed },
  'esm/mine.ts': { 'esm/package.json': '{ "type": "module" }', 'esm/mine.ts': typed },
  'broken-tsconfig/mine.ts': {
    'broken-tsconfig/tsconfig.json': '{ "compilerOptions": { "module" ',
    'broken-tsconfig/mine.ts': typed,
  },
  'extends-missing/mine.ts': {
    'extends-missing/tsconfig.json': '{ "extends": "./nowhere.json" }',
    'extends-missing/mine.ts': typed,
  },
  'foreign-tsconfig/mine.ts': {
    'foreign-tsconfig/tsconfig.json':
      '{ "compilerOptions": { "module": "commonjs", "target": "es3", "noEmit": true }, "ts-node": { "swc": true } }',
    'foreign-tsconfig/mine.ts': typed,
  },
  'foreign-typescript/mine.ts': {
    'foreign-typescript/node_modules/typescript/package.json':
      '{ "name": "typescript", "version": "7.0.0", "main": "index.js" }',
    'foreign-typescript/node_modules/typescript/index.js': 'throw new Error("this TypeScript has no API");',
    'foreign-typescript/mine.ts': typed,
  },
  'imports/mine.ts': {
    'imports/mine.ts': `import a from './a.js';\nimport b from './b';\nimport { c } from './lib';\nimport d from './d.mjs';\nimport e from './e.ts';\nimport './plain-script.js';\nif (a + b + c + d + e !== 15) throw new Error('wrong');\n${good}`,
    'imports/a.ts': 'const a: number = 1; export default a;',
    'imports/b.mts': 'export default 2 as number;',
    'imports/lib/index.ts': 'export const c: number = 3;',
    'imports/d.mts': 'export default 4 as number;',
    'imports/e.ts': 'export default 5 as number;',
    'imports/plain-script.js': 'console.error("");',
  },
  'a-type-error-does-not-stop-it.ts': {
    'a-type-error-does-not-stop-it.ts': `const wrong: number = 'text';\n${good}`,
  },
  'type-imported-as-a-value.ts': {
    'type-imported-as-a-value.ts': `import { Implementation } from '@gradspec/spec';\nconst mine: Implementation = ${body};\nexport default mine;`,
  },
  'no-backward-and-an-instance.ts': {
    'no-backward-and-an-instance.ts': `class Relu { forward(): never { throw new Error(''); } }\nexport default { name: 'mine', version: '1', kernels: { relu: new Relu() }, claims: { relu: { bound: 'direct' } } };`,
  },
};

/** Modules that do not load: the files, and the message. */
const fails: Readonly<
  Record<string, { readonly files: Readonly<Record<string, string>>; readonly says: string | RegExp }>
> = {
  'syntax.ts': {
    files: { 'syntax.ts': `type A = number;\n\nexport default {\n  name 'x',\n};\n` },
    says: `syntax.ts:4:8: syntax error: ',' expected.`,
  },
  'unclosed.mts': {
    files: { 'unclosed.mts': `const a = (1;\n${good}` },
    says: `unclosed.mts:1:13: syntax error: ')' expected.`,
  },
  'grammar.ts': {
    files: { 'grammar.ts': `type A = 1;\nconst a: A;\n${good}` },
    says: `grammar.ts:2:7: syntax error: 'const' declarations must be initialized.`,
  },
  'twice.ts': {
    files: { 'twice.ts': `interface A {}\nlet a = 1;\nlet a = 2;\n${good}` },
    says: `twice.ts:2:5: syntax error: Cannot redeclare block-scoped variable 'a'.`,
  },
  'syntax.mjs': {
    files: { 'syntax.mjs': `const a = 1;\nconst b = ;\n` },
    says: 'syntax.mjs:2:11: syntax error: Expression expected.',
  },
  'syntax-in-import.ts': {
    files: {
      'syntax-in-import.ts': `import './broken-helper';\n${good}`,
      'broken-helper.ts': '\n\nfunction (',
    },
    says: 'broken-helper.ts:3:10: syntax error: Identifier expected.',
  },
  'throws.ts': {
    files: {
      'throws.ts': `interface Removed {\n  a: number;\n}\n\nconst f = (x: Removed): never => {\n  throw new RangeError('no ' + x.a);\n};\nf({ a: 1 });\n${good}`,
    },
    says: 'throws.ts:6:9: threw RangeError: no 1',
  },
  '한글 이름.ts': {
    files: { '한글 이름.ts': `interface Removed {}\n\nthrow new Error('안 돼');\n` },
    says: '한글 이름.ts:3:7: threw Error: 안 돼',
  },
  'calls-a-missing-method.ts': {
    files: { 'calls-a-missing-method.ts': `type T = 1;\nconst a: any = {};\na.b();\n` },
    says: 'calls-a-missing-method.ts:3:3: threw TypeError: a.b is not a function',
  },
  'require.ts': {
    files: { 'require.ts': `type T = 1;\nconst spec = require('@gradspec/spec');\n` },
    says: /^require\.ts:2:14: threw ReferenceError: require is not defined in ES module scope/,
  },
  'spec-throws.ts': {
    files: {
      'spec-throws.ts': `import { tensor } from '@gradspec/spec';\ntype T = 1;\n\nconst t = tensor('float32', [2], [1, 2, 3]);\nexport default t;\n`,
    },
    says: /^spec-throws\.ts:4:11: threw \w+Error: /,
  },
  'throws-a-syntax-error.ts': {
    files: { 'throws-a-syntax-error.ts': `type T = 1;\nexport default JSON.parse('{');\n` },
    says: /^throws-a-syntax-error\.ts:2:21: threw SyntaxError: /,
  },
  'commonjs-here/mine.js': {
    files: { 'commonjs-here/package.json': '{ "type": "commonjs" }', 'commonjs-here/mine.js': `\n${good}` },
    says: `commonjs-here/mine.js:2: syntax error: Unexpected token 'export'; by the package.json above it this .js file is CommonJS: name it .mjs`,
  },
  'throws.mjs': { files: { 'throws.mjs': `\nnull.x;\n` }, says: /^throws\.mjs:2:6: threw TypeError: / },
  'throws-a-string.ts': {
    files: { 'throws-a-string.ts': `throw 'up';\n` },
    says: 'throws-a-string.ts: threw up while it was loaded',
  },
  'missing-import.ts': {
    files: { 'missing-import.ts': `type A = 1;\nimport { a } from './nowhere.js';\na;\n${good}` },
    says: `missing-import.ts:2:19: cannot find './nowhere.js': looked for ./nowhere.js, ./nowhere.ts`,
  },
  'missing-import-in-import.ts': {
    files: {
      'missing-import-in-import.ts': `import './reaching';\n${good}`,
      'reaching.ts': `\nexport * from './nowhere';\n`,
    },
    says: `reaching.ts:2:15: cannot find './nowhere': looked for ./nowhere, ./nowhere.ts, ./nowhere.mts, ./nowhere/index.ts`,
  },
  'missing-package.ts': {
    files: { 'missing-package.ts': `\nimport 'no-such-package-here';\n${good}` },
    says: `missing-package.ts:2:8: cannot find 'no-such-package-here': Cannot find package 'no-such-package-here'`,
  },
  'missing-own-package.ts': {
    files: { 'missing-own-package.ts': `\nimport '@gradspec/nowhere';\n${good}` },
    says: `missing-own-package.ts:2:8: cannot find '@gradspec/nowhere': Cannot find package '@gradspec/nowhere'`,
  },
  'missing-export.ts': {
    files: {
      'missing-export.ts': `import {\n  SpecError,\n  zeroes,\n} from '@gradspec/spec';\nzeroes(SpecError);\n${good}`,
    },
    says: `missing-export.ts:3:3: '@gradspec/spec' has no export 'zeroes'`,
  },
  'missing-import.mjs': {
    files: { 'missing-import.mjs': `\nimport './nowhere.mjs';\n` },
    says: `missing-import.mjs:2:8: cannot find './nowhere.mjs': looked for ./nowhere.mjs`,
  },
  'no-default.ts': {
    files: { 'no-default.ts': `const name = 'mine';\nexport { name };\nexport const kernels = {};\n` },
    says: 'no-default.ts:2:1: the module has no default export, it exports kernels, name; write: export default { name, version, kernels }',
  },
  'empty.ts': {
    files: { 'empty.ts': '' },
    says: 'empty.ts:1:1: the module has no default export, it exports nothing; write: export default { name, version, kernels }',
  },
  'function.ts': {
    files: { 'function.ts': `type A = 1;\nexport default function make() {\n  return ${body};\n}\n` },
    says: 'function.ts:2:1: the default export must be an object { name, version, kernels }, got a function; export what it returns',
  },
  'class.ts': {
    files: { 'class.ts': `export default class Mine {}\n` },
    says: 'class.ts:1:1: the default export must be an object { name, version, kernels }, got a class; export an instance of it',
  },
  'promise.ts': {
    files: { 'promise.ts': `export default Promise.resolve(${body});\n` },
    says: /^promise\.ts:1:1: .* got a promise; await it$/,
  },
  'null.ts': {
    files: { 'null.ts': `const nothing = null;\nexport { nothing as default };\n` },
    says: 'null.ts:2:1: the default export must be an object { name, version, kernels }, got null',
  },
  'no-name.ts': {
    files: { 'no-name.ts': `export default { version: '1', kernels: {} };\n` },
    says: 'no-name.ts:1:1: the implementation needs a name, a string; it has only version, kernels',
  },
  'bad-version.ts': {
    files: { 'bad-version.ts': `export default {\n  name: 'mine',\n  version: 1,\n  kernels: {},\n};\n` },
    says: 'bad-version.ts:3:3: the implementation needs a version, a string, got the number 1',
  },
  'another-name-first.ts': {
    files: { 'another-name-first.ts': `const other = { name: 'x' };\nexport default { name: 3, other };\n` },
    says: 'another-name-first.ts:2:18: the implementation needs a name, a string, got the number 3',
  },
  'no-kernels.ts': {
    files: { 'no-kernels.ts': `export default { name: 'mine', version: '1' };\n` },
    says: 'no-kernels.ts:1:1: the implementation needs kernels, an object with a kernel per operator; it has only name, version',
  },
  'kernel-list.ts': {
    files: { 'kernel-list.ts': `export default { name: 'mine', version: '1', kernels: [] };\n` },
    says: /^kernel-list\.ts:1:46: the implementation needs kernels, an object with a kernel per operator, got an array$/,
  },
  'unknown-operator.ts': {
    files: {
      'unknown-operator.ts': `const kernel = { forward() {} };\nexport default {\n  name: 'mine',\n  version: '1',\n  kernels: { maxpool: kernel },\n};\n`,
    },
    says: /^unknown-operator\.ts:5:14: kernels\.maxpool: there is no operator 'maxpool'; the nearest: maxPool, /,
  },
  'no-forward.ts': {
    files: {
      'no-forward.ts': `const relu = { backward() {} };\nexport default { name: 'mine', version: '1', kernels: { relu } };\n`,
    },
    says: 'no-forward.ts:2:57: kernels.relu has no forward',
  },
  'function-kernel.ts': {
    files: {
      'function-kernel.ts': `export default { name: 'mine', version: '1', kernels: { relu: () => 1 } };\n`,
    },
    says: 'function-kernel.ts:1:57: kernels.relu must be an object with forward and backward, got a function',
  },
  'bad-backward.ts': {
    files: {
      'bad-backward.ts': `export default { name: 'mine', version: '1', kernels: { relu: { forward() {}, backward: null } } };\n`,
    },
    says: /kernels\.relu needs a function backward \(or none\), got null$/,
  },
  'unknown-claim.ts': {
    files: {
      'unknown-claim.ts': `export default { name: 'mine', version: '1', kernels: {}, claims: { covn: {} } };\n`,
    },
    says: /^unknown-claim\.ts:1:69: claims\.covn: there is no operator 'covn'; the nearest: conv, /,
  },
  'mispelt.ts': {
    files: { 'misspelt.ts': good },
    says: /^mispelt\.ts: no such file: looked for \/.*\/mispelt\.ts; the nearest in \/.*: misspelt\.ts, /,
  },
  'nowhere/mine.ts': {
    files: {},
    says: /^nowhere\/mine\.ts: no such file: there is no folder \/.*\/nowhere$/,
  },
  'a-folder': {
    files: { 'a-folder/inside.ts': good },
    says: 'a-folder: is a folder, not a module; the nearest in a-folder: inside.ts',
  },
  'mine.py': {
    files: { 'mine.py': '' },
    says: 'mine.py: not a module: its name must end in .ts, .mts, .js or .mjs',
  },
};

const folder = folderWith(
  Object.assign({}, ...Object.values(loads), ...Object.values(fails).map(({ files }) => files)) as Record<
    string,
    string
  >,
);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a module loads', () => {
  let came: Readonly<Record<string, string>>;
  beforeAll(() => {
    came = loadAll(folder, Object.keys(loads));
  }, 60_000);
  test.each(Object.keys(loads))('%s', (path) => {
    expect(came[path]).toBe('mine has relu');
  });
});

test.each(Object.keys(loads).filter((path) => path.endsWith('/mine.ts')))(
  '%s loads from its own folder as well',
  (path) => {
    expect(loadAll(join(folder, dirname(path)), ['./mine.ts'])).toEqual({ './mine.ts': 'mine has relu' });
  },
  60_000,
);

describe('a module that does not load says where and why', () => {
  let came: Readonly<Record<string, string>>;
  beforeAll(() => {
    came = loadAll(folder, Object.keys(fails));
  }, 60_000);
  test.each(Object.entries(fails))('%s', (path, { says }) => {
    if (typeof says === 'string') expect(came[path]).toBe(says);
    else expect(came[path]).toMatch(says);
  });
});

test('a path outside of the current folder is shown whole', () => {
  const elsewhere = folderWith({});
  const path = `${folder}/syntax.ts`;
  expect(loadAll(elsewhere, [path])[path]).toBe(`${path}:4:8: syntax error: ',' expected.`);
  rmSync(elsewhere, { recursive: true });
}, 60_000);

test('ts-node is not loaded for JavaScript, and is for TypeScript', () => {
  const traced = (path: string) =>
    inNode(folder, `await loadImplementation('./${path}');`, { NODE_DEBUG: 'module' }).stderr;
  expect(traced('plain.mjs')).not.toContain('ts-node/dist');
  expect(traced('plain.ts')).toContain('ts-node/dist');
}, 60_000);

test('a stack of what a kernel throws later names the lines of the TypeScript source', () => {
  const own = folderWith({
    'late.ts': `interface Removed {\n  a: 1;\n}\nconst forward = (): never => {\n  throw new Error('late');\n};\nexport default { name: 'late', version: '1', kernels: { relu: { forward } } };\n`,
  });
  const script = `const { kernels } = await loadImplementation('late.ts');\ntry { kernels.relu.forward(); } catch (error) { console.log(error.stack); }`;
  expect(inNode(own, script).stdout).toMatch(/late\.ts:5:9/);
  rmSync(own, { recursive: true });
}, 60_000);
