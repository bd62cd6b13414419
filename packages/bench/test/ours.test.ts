import { describe, expect, test } from '@jest/globals';
import type { Implementation } from '@gradspec/spec';
import { callOf } from '../src/call.ts';
import { ours } from '../src/ours.ts';
import { conv, pool } from './small-workloads.ts';

/** An implementation that writes down how it is called. */
function recording(asynchronous: boolean) {
  const log: unknown[][] = [];
  const answer = <T>(value: T) => (asynchronous ? Promise.resolve(value) : value);
  const kernel = {
    forward: () => {
      log.push(['forward']);
      return answer({ outputs: {}, saved: log.length });
    },
    backward: (_: unknown, saved: unknown, wanted: unknown) => {
      log.push(['backward', saved, wanted]);
      return answer({});
    },
  };
  const implementation = { name: 'r', version: '1', kernels: { conv: kernel } } as unknown as Implementation;
  return { log, implementation };
}

describe.each([false, true])('ours, kernels that return promises: %s', (asynchronous) => {
  test('each pass calls what it is about, a gradient with what forward saved before', async () => {
    const { log, implementation } = recording(asynchronous);
    const prepared = (await ours(implementation).prepare(callOf(conv)))!;
    for (const pass of ['forward', 'input gradient', 'weight gradient', 'train'] as const)
      await prepared.action(pass)!();
    expect(log).toEqual([
      ['forward'], // preparing
      ['forward'],
      ['backward', 1, ['x']],
      ['backward', 1, ['w']],
      ['forward'],
      ['backward', 5, ['x', 'w']],
    ]);
  });
});

test('an operator that is missing, a backward that is missing and a weight that is missing have no action', async () => {
  const { implementation } = recording(false);
  expect(await ours(implementation).prepare(callOf(pool))).toBeUndefined();
  const forward = () => ({ outputs: {}, saved: 0 });
  const onlyForward = {
    ...{ name: 'f', version: '1' },
    kernels: { conv: { forward }, maxPool: { forward, backward: () => ({}) } },
  } as unknown as Implementation;
  const prepared = (await ours(onlyForward).prepare(callOf(conv)))!;
  expect(prepared.action('forward')).toBeDefined();
  expect(prepared.action('train')).toBeUndefined();
  expect((await ours(onlyForward).prepare(callOf(pool)))!.action('weight gradient')).toBeUndefined();
});
