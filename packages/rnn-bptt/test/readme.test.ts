import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { examples } from './readme-example.ts';

const read = (path: string): string => readFileSync(resolve(__dirname, path), 'utf8');
const readme = read('../README.md');

test('the README has the lines of readme-example.ts', () => {
  const source = read('readme-example.ts');
  const bodies = source.slice(source.indexOf('async call')).matchAll(/\{\n((?: {4}.*\n)+) {2}\}/g);
  const lines = [...bodies].map(([, body]) => body!.replaceAll(/^ {4}/gm, '').replace(/^return .*\n/m, ''));
  expect(lines).toHaveLength(4);
  for (const body of lines) expect(readme).toContain(`\n${body}`);
});

test('the README says what they come to', async () => {
  const minus = (numbers: ArrayLike<number>) => Array.from(numbers).join(', ').replaceAll('-', '−');
  expect(readme).toContain(`outputs.h; // [3, 1, 1]: ${minus(await examples.call())}\n`);
  expect(readme).toContain(
    `step(one, tensor('float64', [1, 1], [-3])).h; // [N, H]: ${minus(examples.stream())}\n`,
  );
  const [y, line] = examples.convolution() as [Float64Array, (Float64Array | 'padding')[]];
  expect(readme).toContain(`step(state, x(2)).y; // [N, M]: ${minus(y)} =`);
  const shown = line.map((position) => (position === 'padding' ? "'padding'" : `[${minus(position)}]`));
  expect(readme).toContain(`readLine(state); // ${shown.join(', ')}\n`);
});

test('the README has the norms that its example prints', () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  examples.norms();
  const printed = log.mock.calls.map((line) => line.join(' '));
  log.mockRestore();
  expect(readme).toContain(`\`\`\`\n${printed.join('\n')}\n\`\`\`\n`);
});
