import { expect, test } from '@jest/globals';
import type { Adapter } from '@gradspec/adapters';
import { callOf } from '../src/call.ts';
import { loadPeers, peer } from '../src/peer.ts';
import { lstm, pool } from './small-workloads.ts';

function adapter(name: string, log: string[] = []): Adapter {
  const note = (what: string) => () => void log.push(what);
  return {
    ...{ name, version: '3', kernels: {}, conventions: [], close: note('close engine') },
    prepare: (operator) =>
      Promise.resolve(
        operator === 'lstm'
          ? {
              forward: note('forward'),
              gradients: { x: note('dx'), wh: note('dwh') },
              train: note('train'),
              close: note('close call'),
            }
          : { forward: note('forward'), gradients: {}, close: note('close call') },
      ),
  };
}

test('the passes of a peer are those of its prepared call', async () => {
  const log: string[] = [];
  const prepared = (await peer(adapter('tfjs-wasm', log)).prepare(callOf(lstm)))!;
  for (const pass of lstm.passes) await prepared.action(pass)!();
  await prepared.close();
  expect(log).toEqual(['forward', 'dx', 'dwh', 'train', 'close call']);
});

test('what a prepared call lacks has no action', async () => {
  const prepared = (await peer(adapter('mathjs')).prepare(callOf(pool)))!;
  for (const pass of ['input gradient', 'weight gradient', 'train'] as const)
    expect(prepared.action(pass)).toBeUndefined();
});

test('native engines are told from JavaScript, and WebAssembly has a peak', () => {
  const about = ['tfjs-wasm', 'tfjs-cpu', 'pytorch', 'scipy'].map((name) => {
    const { kind, build } = peer(adapter(name));
    return [kind, build];
  });
  expect(about).toEqual([
    ['javascript', 'simd'],
    ['javascript', undefined],
    ['native', undefined],
    ['native', undefined],
  ]);
});

test('a peer that does not start is told with its reason, the others are loaded', async () => {
  const load = (name: string) =>
    name === 'pytorch' ? Promise.reject(new Error('there is no python3')) : Promise.resolve(adapter(name));
  const { peers, absent } = await loadPeers(['mathjs', 'pytorch', 'tfjs-cpu'], load);
  expect(peers.map(({ name }) => name)).toEqual(['mathjs', 'tfjs-cpu']);
  expect(absent).toEqual([{ name: 'pytorch', reason: 'there is no python3' }]);
});
