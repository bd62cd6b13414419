import { describe, expect, test } from '@jest/globals';
import type { GeneratedCase } from '../../src/generated/case.ts';
import { overPlainCases } from '../../src/checks/over-cases.ts';

const options = { seed: 5, cases: 6, dtype: 'float32' } as const;
const sizeOf = ({ inputs }: GeneratedCase) =>
  Object.values(inputs).reduce((sum, { data }) => sum + data.length, 0);

describe('the calls of a check', () => {
  test('are as many as asked for, in the dtype asked for, of small integers, the smallest first', async () => {
    const seen: GeneratedCase[] = [];
    const findings = await overPlainCases('conv', options, {
      judge: (one) => Promise.resolve(void seen.push(one)),
    });
    expect(findings.calls).toBe(6);
    expect(seen.map(({ dtype }) => dtype)).toEqual(Array(6).fill('float32'));
    const sizes = seen.map(sizeOf);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(new Set(sizes).size).toBeGreaterThan(1);
    for (const { inputs } of seen)
      for (const { data } of Object.values(inputs))
        expect(data.every((v) => Number.isInteger(v) && v * v <= 9)).toBe(true);
  });

  test('are the same ones for the same seed and others for another', async () => {
    const shapes = async (seed: number) => {
      const seen: unknown[] = [];
      await overPlainCases(
        'linear',
        { ...options, seed },
        { judge: (one) => Promise.resolve(void seen.push(one.shapes)) },
      );
      return seen;
    };
    expect(await shapes(5)).toEqual(await shapes(5));
    expect(await shapes(5)).not.toEqual(await shapes(6));
  });

  test('that prove little are replaced by others, and counted by the reason', async () => {
    const findings = await overPlainCases('conv', options, {
      little: ({ shapes }) => (shapes.b ? 'there is a bias' : undefined),
      judge: ({ shapes }) => Promise.resolve(expect(shapes.b).toBeUndefined()),
    });
    expect(findings.calls).toBe(6);
    expect([...findings.replaced.keys()]).toEqual(['there is a bias']);
  });

  test('end with the first that fails, which is told', async () => {
    const findings = await overPlainCases('scale', options, {
      judge: (_, found) => Promise.resolve(found.fail('y', 'is wrong')),
    });
    expect(findings.calls).toBe(1);
    expect(findings.failedCall[0]).toMatch(/^scale, float32, integers/);
  });

  test('that all prove little leave a note with the reason, and nothing is judged', async () => {
    const findings = await overPlainCases('scale', options, {
      little: () => 'nothing suits',
      judge: () => Promise.reject(new Error('a call was judged')),
    });
    expect(findings.calls).toBe(0);
    expect(findings.notes).toEqual(['no call suited it: nothing suits']);
  });
});
