/**
 * Where a syntax error stands.
 *
 * Node does not say where a module that was imported breaks its grammar, and a fast compile finds only part of what the
 * engine will refuse (`const a;`, a name declared twice). So once a module was refused, TypeScript reads it again, with
 * everything it imports, and its first complaint about grammar is reported.
 *
 * @module
 */
import type { ModuleLoadErrorParts } from './module-load-error.ts';

/** Grammar has the codes below 2000; beyond them: names declared twice, and assignments to what is not a variable. */
const isGrammar = (code: number): boolean => code < 2000 || [2300, 2364, 2451, 2588].includes(code);

/** The first syntax error of a module or of what it imports; undefined when TypeScript finds none. */
export async function findSyntaxError(file: string): Promise<ModuleLoadErrorParts | undefined> {
  const { default: ts } = await import('typescript');
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    noLib: true,
    types: [],
  });
  const sources = program
    .getSourceFiles()
    .filter(({ fileName }) => !/\.d\.[cm]?ts$|\/node_modules\//.test(fileName));
  const own = sources.toSorted((a, b) => Number(b.fileName === file) - Number(a.fileName === file));
  for (const source of own) {
    const syntactic = program.getSyntacticDiagnostics(source);
    const found = syntactic[0] ?? program.getSemanticDiagnostics(source).find(({ code }) => isGrammar(code));
    if (!found) continue;
    const { line, character } = source.getLineAndCharacterOfPosition(found.start ?? 0);
    const reason = ts.flattenDiagnosticMessageText(found.messageText, ' ');
    return {
      file: source.fileName,
      line: line + 1,
      column: character + 1,
      reason: `syntax error: ${reason}`,
    };
  }
  return undefined;
}
