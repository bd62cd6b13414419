import { describe, expect, test } from '@jest/globals';
import { repeatedCalls } from '../../../src/checks/manners/repeated-calls.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('repeated-calls', () => {
  test('scratch memory that is kept by shape and not cleared is found', async () => {
    const kept = new Map<string, Float64Array>();
    const dirty = planted('linear', (right) => ({
      forward(...call) {
        const { outputs, saved } = right.forward(...call);
        const { y } = outputs;
        const key = String(y!.shape);
        const before = kept.get(key);
        kept.set(key, Float64Array.from(y!.data));
        return { outputs: { y: mapped(y!, (value, i) => value + (before?.[i] ?? 0)) }, saved };
      },
    }));
    expect(await saidBy(repeatedCalls, dirty)).toMatch(
      /output y \(float64\): the same call gives other numbers the second time/,
    );
  });

  test('a gradient that differs in its last bit from call to call is found', async () => {
    let calls = 0;
    const racing = planted('tanh', (right) => ({
      backward(...call) {
        calls += 1;
        const late = calls % 3 === 0 ? 1 + 2 ** -52 : 1;
        return { x: mapped(right.backward(...call).x!, (value) => value * late) };
      },
    }));
    expect(await saidBy(repeatedCalls, racing)).toMatch(/gradient x .*the same call gives other numbers/);
  });

  describePassing(repeatedCalls);
});
