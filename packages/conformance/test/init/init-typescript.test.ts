import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { operatorNames } from '@gradspec/spec';
import { afterAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { initTypescript } from '../../src/init/init-typescript.ts';
import { skeletonModule } from '../../src/init/skeleton-module.ts';
import { gradspec } from '../cli/command.ts';

const folders: string[] = [];
const folder = (): string => folders[folders.push(mkdtempSync(join(tmpdir(), 'gradspec-'))) - 1]!;
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

/** The skeleton with one operator uncommented, or all of them: the lines that a person would select. */
function uncommented(operator?: string): string {
  let on = false;
  const lines = skeletonModule()
    .split('\n')
    .map((line) => {
      const begins = /^ {4}\/\/ (\w+): defineKernel/.exec(line)?.[1];
      if (begins) on = operator === undefined || begins === operator;
      const kept = on ? line.replace(/^ {4}\/\/ /, '    ') : line;
      if (line === '    // }),') on = false;
      return kept;
    });
  return lines.join('\n');
}

interface Report {
  readonly rows: readonly { readonly name: string; readonly verdict: string }[];
  readonly results: readonly { readonly failures: readonly { readonly message: string }[] }[];
}

/** Runs a module from a folder of its own, without a package.json or anything else around it. */
function ran(code: string): { exit: number | null; rows: Report['rows']; messages: readonly string[] } {
  const dir = folder();
  writeFileSync(join(dir, 'mine.ts'), code);
  const { code: exit, out, err } = gradspec(['run', './mine.ts', '--cases', '90', '--json'], { cwd: dir });
  if (err !== '') throw new Error(err);
  const [{ rows, results }] = (JSON.parse(out) as { implementations: [Report] }).implementations;
  return { exit, rows, messages: results.flatMap(({ failures }) => failures.map(({ message }) => message)) };
}

describe('what is written', () => {
  test('a module and a README, whose paths are returned', () => {
    const dir = join(folder(), 'a new', '폴더');
    const files = initTypescript(dir);
    expect(files).toEqual([join(dir, 'my-implementation.ts'), join(dir, 'README.md')]);
    expect(files.every((file) => existsSync(file))).toBe(true);
  });

  test('has every operator of the spec once, in its order', () => {
    const stubs = [...skeletonModule().matchAll(/^ {4}\/\/ (\w+): defineKernel\('(\w+)'/gm)];
    expect(stubs.map(([, property]) => property)).toEqual(operatorNames);
    expect(stubs.map(([, , operator]) => operator)).toEqual(operatorNames);
  });

  test.each(['my-implementation.ts', 'README.md'])('not when there is a %s already', (name) => {
    const dir = folder();
    writeFileSync(join(dir, name), 'mine');
    expect(() => initTypescript(dir)).toThrow(`${join(dir, name)} is there already; nothing was written`);
    expect(readFileSync(join(dir, name), 'utf8')).toBe('mine');
    expect(['my-implementation.ts', 'README.md'].filter((file) => existsSync(join(dir, file)))).toEqual([
      name,
    ]);
  });

  test('not twice, and both files are named', () => {
    const dir = folder();
    const [module, readme] = initTypescript(dir);
    expect(() => initTypescript(dir)).toThrow(`${module} and ${readme} are there already`);
  });

  test('not where a file has the name of the folder', () => {
    const dir = join(folder(), 'taken');
    writeFileSync(dir, '');
    expect(() => initTypescript(dir)).toThrow(`${dir} is a file, not a folder`);
  });
});

describe('the module', () => {
  test('runs as it is and verifies nothing', () => {
    const dir = folder();
    mkdirSync(join(dir, 'adapter'));
    const [module] = initTypescript(join(dir, 'adapter'));
    const { code, out, err } = gradspec(['run', module!], { cwd: dir });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('verified nothing');
  }, 60_000);

  test('conforms in relu, forward and backward, once that is uncommented', () => {
    const { exit, rows } = ran(uncommented('relu'));
    expect(rows.find(({ name }) => name === 'relu')!.verdict).toBe('conforms');
    expect(
      rows.filter(({ name, verdict }) => verdict !== 'not claimed' && operatorNames.includes(name as never)),
    ).toHaveLength(1);
    expect(exit).toBe(0);
  }, 60_000);

  test('has gradients for floating inputs only', () => {
    expect(skeletonModule()).toContain('const dscores = ');
    expect(skeletonModule()).not.toMatch(/const d(labels|lengths) = /);
  });

  test('has its worked example in 12 lines or fewer', () => {
    const [example] = /^ {4}\/\/ relu: [^]*?^ {4}\/\/ \}\),$/m.exec(skeletonModule())!;
    expect(example.split('\n').length).toBeLessThanOrEqual(12);
  });

  test('is broken in every operator that is uncommented and not filled in, and throws in none', () => {
    const { exit, rows, messages } = ran(uncommented());
    expect(messages.filter((message) => message.startsWith('threw'))).toEqual([]);
    const verdicts = operatorNames.map((operator) => rows.find(({ name }) => name === operator)!);
    const stubs = verdicts.filter(({ name }) => name !== 'relu');
    expect(
      stubs.filter(({ verdict }) => verdict !== 'broken' && verdict !== 'claimed but unverified'),
    ).toEqual([]);
    expect(exit).toBe(1);
  }, 120_000);

  test('has the types of the spec, also when every operator is uncommented', () => {
    const file = join(folder(), 'mine.ts');
    writeFileSync(file, uncommented());
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      exactOptionalPropertyTypes: true,
      allowImportingTsExtensions: true,
      types: [],
      paths: { '@gradspec/spec': [resolve(__dirname, '../../../spec/src/index.ts')] },
    });
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    const errors = found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    expect(errors).toEqual([]);
  }, 60_000);
});
