import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { forward, type Graph } from '../../src/index.ts';
import { add, multiply } from '../nodes.ts';
import { tiny } from '../tiny.ts';
import { examples } from './sections.ts';

const read = (path: string): string => readFileSync(resolve(__dirname, path), 'utf8');
const source = read('sections.ts');
const readme = read('../../README.md');

/** What stands under a heading of the README. */
function section(heading: string): string {
  const start = readme.indexOf(`\n## ${heading}\n`);
  expect([heading, start > 0]).toEqual([heading, true]);
  return readme.slice(start, readme.indexOf('\n## ', start + 1));
}

test.each(Object.entries(examples))(
  '%s: the README has the example and what it prints',
  async (heading, example) => {
    const start = source.indexOf('// begin\n', source.indexOf(`'${heading}'`)) + '// begin\n'.length;
    const body = source.slice(start, source.indexOf('    // end', start)).replaceAll(/^ {4}/gm, '');
    expect(section(heading)).toContain(`\`\`\`ts\n${body}\`\`\`\n`);
    const graph: Graph = { inputs: ['x', 'y', 'z'], nodes: [add('q', 'x', 'y'), multiply('f', 'q', 'z')] };
    const number = (value: number) => tensor('float64', [], [value]);
    const naiveLoops = { ...tiny, name: 'naive-loops' };
    const run = await forward(graph, { x: number(-2), y: number(5), z: number(-4) }, [naiveLoops]);
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await example({ graph, run, number, naiveLoops });
    const printed = log.mock.calls.map(([line]) => `${String(line).trimEnd()}\n`).join('');
    log.mockRestore();
    expect(section(heading)).toContain(`\n${printed}\`\`\`\n`);
  },
);
