import { describe, expect, test } from '@jest/globals';
import { takeTurns, timeOnce, type Pacing } from '../src/rounds.ts';
import { fakeClock } from './fakes.ts';

const pacing: Pacing = { budget: 10, warmUp: 0, sampleSeconds: 0, least: 5, most: 50, longest: 60 };

/** Entrants that take so many seconds per call, and the order in which they were called. */
function entrants(seconds: Readonly<Record<string, number>>) {
  const { clock, pass } = fakeClock();
  const log: string[] = [];
  const entered: string[] = [];
  const all = Object.entries(seconds).map(([name, takes]) => ({
    enter: () => void entered.push(name),
    action: () => {
      log.push(name);
      pass(takes);
    },
  }));
  return { all, clock, log, entered, pass };
}

describe('takeTurns', () => {
  test('the entrants alternate, and another one begins each round', async () => {
    const { all, clock, log } = entrants({ a: 1, b: 1, c: 1 });
    await takeTurns(all, { ...pacing, budget: 0 }, clock);
    expect(log.slice(3).join('')).toBe('abcbcacababcbca'); // after one call each to warm up
  });

  test('a sample is seconds per call', async () => {
    const { all, clock } = entrants({ fast: 0.25, slow: 3 });
    const [fast, slow] = await takeTurns(all, { ...pacing, sampleSeconds: 1 }, clock);
    expect(new Set((fast as { seconds: number[] }).seconds)).toEqual(new Set([0.25]));
    expect(new Set((slow as { seconds: number[] }).seconds)).toEqual(new Set([3]));
  });

  test('a short call is repeated until the sample is long enough, after one that is not timed', async () => {
    const { all, clock, log } = entrants({ a: 0.25 });
    await takeTurns(all, { ...pacing, budget: 0, sampleSeconds: 1 }, clock);
    expect(log).toHaveLength(1 + 5 * (1 + 4));
  });

  test.each([
    ['5 samples are taken of whatever is slow', 30, 5],
    ['a budget of 10 s is filled', 1, 10],
    ['50 samples are enough of whatever is fast', 0.125, 50],
  ])('%s', async (_, takes, count) => {
    const { all, clock } = entrants({ a: takes });
    const [a] = await takeTurns(all, pacing, clock);
    expect((a as { seconds: number[] }).seconds).toHaveLength(count);
  });

  test('calls are made until warm-up is over, and are not samples', async () => {
    const { all, clock, log } = entrants({ a: 1 });
    const [a] = await takeTurns(all, { ...pacing, budget: 0, warmUp: 8 }, clock);
    expect((a as { seconds: number[] }).seconds).toHaveLength(5);
    expect(log.length - 5).toBeGreaterThanOrEqual(7);
    expect(log.length - 5).toBeLessThanOrEqual(8);
  });

  test('a contestant sets up its build before each of its turns, untimed', async () => {
    const { all, clock, entered, pass } = entrants({ a: 1, b: 2 });
    const slowToEnter = all.map(({ action, enter }) => ({ action, enter: () => (enter(), pass(100)) }));
    const [a] = await takeTurns(slowToEnter, { ...pacing, budget: 0 }, clock);
    expect(entered).toHaveLength(2 + 2 * 5);
    expect(a).toEqual({ seconds: [1, 1, 1, 1, 1] });
  });

  test('who is too slow is called once and takes no part, whatever the others take', async () => {
    const { all, clock, log } = entrants({ slow: 61, fast: 1 });
    const found = await takeTurns(all, { ...pacing, budget: 0 }, clock);
    expect(found).toEqual([{ slow: 61 }, { seconds: [1, 1, 1, 1, 1] }]);
    expect(log.filter((name) => name === 'slow')).toHaveLength(1);
  });

  test('a promise is waited for', async () => {
    const { clock, pass } = fakeClock();
    const action = () => Promise.resolve().then(() => pass(2));
    const [a] = await takeTurns([{ action, enter: () => {} }], { ...pacing, budget: 0 }, clock);
    expect(a).toEqual({ seconds: [2, 2, 2, 2, 2] });
  });

  test('who throws leaves with its message, and the others go on', async () => {
    const { all, clock } = entrants({ a: 1 });
    let calls = 0;
    const action = () => {
      if (++calls === 3) throw new Error('out of memory');
    };
    const found = await takeTurns([{ action, enter: () => {} }, ...all], { ...pacing, budget: 0 }, clock);
    expect(found).toEqual([{ failed: 'out of memory' }, { seconds: [1, 1, 1, 1, 1] }]);
  });
});

test('timeOnce counts the second call only', async () => {
  const { clock, pass } = fakeClock();
  let takes = 9;
  const action = () => {
    pass(takes);
    takes = 2;
  };
  expect(await timeOnce({ action, enter: () => pass(50) }, clock)).toBe(2);
});
