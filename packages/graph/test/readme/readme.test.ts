import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { graphErrorCodes } from '../../src/index.ts';
import { example } from './example.ts';
import { learning } from './learning.ts';
import { tinyNet } from '../tiny-net.ts';
import { tiny } from '../tiny.ts';

const read = (path: string): string => readFileSync(resolve(__dirname, path), 'utf8');
const readme = read('../../README.md');

test.each([
  ['example.ts', '  const graph', () => example(tiny)],
  ['learning.ts', '  const net', () => learning(tinyNet)],
])('the README has the example of %s and what it prints', async (file, start, run) => {
  const source = read(file);
  const body = source.slice(source.indexOf(start), source.lastIndexOf('}')).replaceAll(/^ {2}/gm, '');
  expect(readme).toContain(body);
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  await run();
  const printed = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  expect(readme).toContain(`\n\n\`\`\`\n${printed.join('\n')}\n\`\`\`\n\n`);
});

test.each(Object.entries(graphErrorCodes))('the README has the code %s', (code, meaning) => {
  expect(readme).toMatch(new RegExp(`\\| \`${code}\` +\\| ${meaning} +\\|`));
});
