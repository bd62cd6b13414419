/**
 * `npm run mistakes`: writes `docs/mistakes.md`, which takes minutes; with `--check`, only says whether all but the checks'
 * column is current. Exit code 1 where a mistake lives, or, with `--check`, where the page is not current.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { makePage } from './make-page.ts';

const file = 'docs/mistakes.md';
const check = process.argv.includes('--check');
const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
const { page, allFound } = await makePage(check ? before : undefined);
const current = page === before;
if (check) {
  const state = current ? 'current' : 'not current; npm run mistakes rewrites it';
  process.stdout.write(`${file}, but for the checks that find each mistake, is ${state}\n`);
} else {
  writeFileSync(file, page);
  process.stdout.write(`${file} ${current ? 'was current' : 'written'}\n`);
}
process.exitCode = allFound && (current || !check) ? 0 : 1;
