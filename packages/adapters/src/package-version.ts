/**
 * The version of an installed package, for engines that do not tell theirs.
 *
 * @module
 */
import { readFileSync } from 'node:fs';

/**
 * The version in the package.json above a file of the package.
 *
 * @param name The package's name.
 * @param entry URL of any file of it, as `import.meta.resolve` gives it.
 * @throws Error when no folder above holds the package's package.json.
 */
export function packageVersion(name: string, entry: string): string {
  for (let folder = new URL('.', entry); ; folder = new URL('..', folder)) {
    try {
      const found = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as Record<
        string,
        unknown
      >;
      if (found.name === name) return String(found.version);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    if (folder.pathname === new URL('..', folder).pathname)
      throw new Error(`no package.json of ${name} above ${entry}`);
  }
}
