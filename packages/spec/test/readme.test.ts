import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { tensor } from '../src/index.ts';
import { errorOf } from './calls.ts';
import { codeTable, operatorTable, policyTable } from './operator-table.ts';
import example from './readme-example.ts';

const read = (path: string): string => readFileSync(resolve(__dirname, path), 'utf8');
const readme = read('../README.md');

describe('the README', () => {
  test.each([
    ['operators', operatorTable],
    ['policies', policyTable],
    ['error codes', codeTable],
  ])('has the %s of the specification; this failure prints them', (_, table) => {
    expect(readme).toContain(`\n\n${table}\n\n`);
  });

  test('has the example of readme-example.ts', () => {
    expect(readme).toContain(read('readme-example.ts').replace('../src/index.ts', '@gradspec/spec'));
  });

  test('says what the example gives', () => {
    const { relu } = example.kernels;
    const { outputs, saved } = relu.forward({ x: tensor('float64', [3], [-1, 0, 2]) });
    expect(readme).toContain(`outputs.y.data; // ${outputs.y.data.join(', ')}`);
    const { x } = relu.backward({ y: tensor('float64', [3], [5, 7, 11]) }, saved);
    expect(readme).toContain(`grads.x?.data; // ${x!.data.join(', ')}`);
    // @ts-expect-error relu has no attributes
    const { message } = errorOf(() => relu.forward({ x: tensor('float64', [], [1]) }, { slope: 1 }));
    expect(readme).toContain(`// SpecError: ${message}`);
  });
});
