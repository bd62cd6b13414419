import { describe, expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { makeCase } from '../../src/generated/case.ts';
import { recipeAt } from '../../src/generated/generated-cases.ts';
import { gradspec } from './command.ts';

describe('gradspec cases', () => {
  test('prints what the cases of every operator are like, in 120 columns where there is no terminal', () => {
    const { code, out } = gradspec(['cases', '--cases', '30']);
    expect(code).toBe(0);
    const heads = [...out.matchAll(/^(\w+): 30 different calls/gm)].map(([, name]) => name);
    expect(heads).toEqual(operatorNames);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
    for (const kind of ['integers', 'primes', 'denormals', 'ties'])
      expect(out.match(new RegExp(`${kind} \\d+ %`, 'g'))!.length).toBe(operatorNames.length);
  });

  test('prints one operator’s shares, the same ones for the same seed', () => {
    const [one, again, other] = [['1'], ['1'], ['2']].map(
      (seed) => gradspec(['cases', '--operator', 'gru', '--cases', '40', '--seed', ...seed]).out,
    );
    expect(one).toMatch(/^gru: 40 different calls\n {2}attributes +reverse \d+ % {2}resetAfter \d+ %\n/);
    expect(one).toMatch(/^ {2}optional inputs +b \d+ % {2}bh \d+ % {2}h0 \d+ % {2}lengths \d+ %$/m);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  test('prints one case with all its numbers, so that it can be made by hand', () => {
    const { code, out } = gradspec(['cases', '--operator', 'linear', '--seed', '3', '--index', '12']);
    expect(code).toBe(0);
    const { inputs, outputGrads } = makeCase(recipeAt('linear', 3, 12));
    expect(out).toMatch(/^case 12 of linear, seed 3\nlinear, float(32|64), /);
    const printed = (name: string) => {
      const [, shape, rows] = new RegExp(`^${name} \\[(.*)\\]\\n((?: .*\\n)*)`, 'm').exec(out)!;
      return { shape: shape!.split(', ').map(Number), data: rows!.trim().split(/\s+/).map(Number) };
    };
    for (const [name, { shape, data }] of Object.entries({
      ...inputs,
      'output gradient of y': outputGrads.y!,
    }))
      expect(printed(name)).toEqual({ shape, data: Array.from(data) });
  });

  test.each<[readonly string[], RegExp]>([
    [['--operator', 'covn'], /there is no operator 'covn'; the nearest: conv/],
    [['--index', '17'], /--index wants an --operator: each has cases of its own/],
    [['--cases', '0'], /Expected an integer from 1 to/],
    [['--seed', '-1'], /Expected an integer from 0 to/],
    [['--operator', 'sum', '--index', '1.5'], /Expected an integer from 0 to/],
    [['--operator', 'avgPools', '--index', '1'], /the nearest: avgPool/],
  ])('%j ends with 2 and says what was expected', (args, message) => {
    const { code, out, err } = gradspec(['cases', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ +at /m);
  });
});
