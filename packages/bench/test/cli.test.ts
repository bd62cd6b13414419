import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cli } from '../src/cli.ts';

let [out, err] = ['', ''];
beforeEach(() => {
  [out, err] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('the command line', () => {
  test('--list names every workload with its sizes, and measures nothing', async () => {
    expect(await cli(['--list'])).toBe(0);
    expect(out).toMatch(
      /resnet-3x3 +conv +1×64×56×56 → 64, 3×3, padding 1 +0.231 GFLOP +forward, input gradient/,
    );
    expect(out).toMatch(/lstm +lstm +T=100 N=16 I=64 H=128/);
  });

  test('--help names the options, the subcommands and the exit codes', async () => {
    expect(await cli(['--help'])).toBe(0);
    expect(out).toContain('Exit codes: 0 done, 1 a regression');
    for (const command of ['run', 'memory', 'transforms', 'crossover', 'linear', 'small'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(await cli(['run', '--help'])).toBe(0);
    for (const option of ['quick', 'filter', 'peers', 'json', 'markdown', 'save', 'compare', 'threshold'])
      expect(out).toContain(`--${option}`);
  });

  test.each([
    [['--filter', 'alexnet', '--peers', 'none'], "bench: --filter: nothing matches 'alexnet'"],
    [
      ['--compare', 'no-such-file.json', '--peers', 'none'],
      'bench: --compare: no-such-file.json cannot be read',
    ],
    [['--threshold', '-3'], 'expected a number above 0'],
    [['memory', '--calls', '1.5'], 'expected an integer above 0'],
    [['--fast'], "unknown option '--fast'"],
    [
      ['crossover', '--svg', 'no-such-folder/plot.svg'],
      'bench: --svg: no-such-folder/plot.svg cannot be written',
    ],
    [['transforms', '--size', '64'], "unknown option '--size'"],
    [['linear', '1024'], "too many arguments for 'linear'"],
  ])('%j is a mistake of the person at the keyboard', async (args, message) => {
    expect(await cli(args)).toBe(2);
    expect(err).toContain(message);
  });
});
