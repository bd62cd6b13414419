/**
 * `npm run docs`: writes `docs/documents.md`; with `--check`, only says whether it is current.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { documentsPage } from './page.ts';

const file = 'docs/documents.md';
const page = documentsPage();
const current = existsSync(file) && readFileSync(file, 'utf8') === page;

if (process.argv.includes('--check')) {
  process.stdout.write(
    current ? `${file} is current\n` : `${file} is not current; npm run docs rewrites it\n`,
  );
  process.exitCode = current ? 0 : 1;
} else {
  writeFileSync(file, page);
  process.stdout.write(`${file} ${current ? 'was current' : 'written'}\n`);
}
