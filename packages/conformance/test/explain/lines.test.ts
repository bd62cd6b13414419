import { describe, expect, test } from '@jest/globals';
import { explain } from '../../src/explain/index.ts';
import { operatorNames } from '@gradspec/spec';
import { loadVectors } from '../../src/vectors/load.ts';
import type { OperatorVector } from '../../src/vectors/types.ts';
import { pageOf, results, vector } from './reading.ts';

const size = (shape: readonly number[]): number => shape.reduce((product, one) => product * one, 1);

/** How many elements of a symbol a page says it left out. */
function saidToBeLeftOut(page: string, symbol: string): number {
  const sentences = page
    .replaceAll(/\n {2}(?!…)/g, ' ')
    .matchAll(/… and (\d+) more elements? of (?:each of )?(.*)/g);
  const found = [...sentences].find(([, , symbols]) => symbols!.split(', ').includes(symbol));
  return found ? Number(found[1]) : 0;
}

const shownOf = (page: string, heading: string, symbol: string): number =>
  [...results(page, heading).keys()].filter((name) => name.replace(/[₀-₉]+$|\[[\d,]+\]$/, '') === symbol)
    .length;

/** The elements that one line stands for, but the one that it is: `h = 0  (28 elements: …)`. */
function moreConstants(page: string, symbol: string): number {
  const found = new RegExp(`^ {2}${symbol} += .* \\((\\d+) elements: `, 'm').exec(page);
  return found ? Number(found[1]) - 1 : 0;
}

describe('a page that is cut', () => {
  const long = loadVectors().filter(
    (one): one is OperatorVector =>
      one.kind === 'operator' && size(Object.values(one.outputs)[0]!.shape) > 16,
  );

  test('is there for most operators', () => {
    expect(new Set(long.map(({ operator }) => operator)).size).toBeGreaterThan(operatorNames.length / 2);
  });

  test.each(long.map((one) => [one.id, one] as const))(
    'counts every element that it left out: %s',
    (_, one) => {
      const page = explain(one, { language: 'en', width: 1000 });
      for (const [name, { shape }] of Object.entries(one.outputs))
        expect([
          name,
          moreConstants(page, name) +
            shownOf(page, 'Forward', name) +
            saidToBeLeftOut(page.split('\n\nBackward\n')[0]!, name),
        ]).toEqual([name, size(shape)]);
      for (const [name, { shape }] of Object.entries(one.inputGrads ?? {})) {
        const [shown, hidden] = [shownOf(page, 'Backward', `d${name}`), saidToBeLeftOut(page, `d${name}`)];
        // One line may stand for all of a tensor's elements, if they are 0 for the same reason.
        if (page.includes(`  d${name} = 0  (every element`)) expect([shown, hidden]).toEqual([1, 0]);
        else expect([name, shown + hidden]).toEqual([name, size(shape)]);
      }
    },
  );

  test('counts the terms that it left out of a sum', () => {
    const sums = pageOf('conv/dilation-stride-asymmetric', { width: 1000 }).matchAll(
      /^ {2}(\S+) += ([^=]*) … \(\+(\d+) terms\) = /gm,
    );
    const whole = pageOf('conv/dilation-stride-asymmetric', { width: 1_000_000, full: true });
    let count = 0;
    for (const [, name, shown, more] of sums) {
      const line = whole.split('\n').find((one) => one.trim().startsWith(`${name} `))!;
      const terms = line.split(' = ')[1]!.split(' + ').length;
      expect(shown!.split(' + ').length + Number(more)).toBe(terms);
      count++;
    }
    expect(count).toBeGreaterThan(10);
  });

  test('is whole when all of it is asked for', () => {
    const page = pageOf('conv/dilation-stride-asymmetric', { full: true });
    expect(page).not.toContain('…');
    expect(results(page, 'Forward').size).toBe(48);
  });

  test('shows the last element rather than a count of one', () => {
    for (const one of loadVectors())
      expect(explain(one, { language: 'en', width: 80 })).not.toMatch(/and 1 more (element|row|slice)/);
  });

  test('shows whole time steps', () => {
    const forward = results(pageOf('lstm/cs231n-forward'), 'Forward');
    const times = new Set(
      [...forward.keys()].filter((name) => /^z_i/.test(name)).map((name) => name.slice(3, -1)),
    );
    for (const time of times)
      for (const gate of ['i', 'f', 'g', 'o', 'c', 'h'])
        expect([...forward.keys()]).toContain(`${gate}${time}₁`);
  });
});

describe('a vector that nobody prepared', () => {
  const prepared = vector('conv/primes-1d', 'operator');
  const { outputs: _, inputGrads: __, ...bare } = prepared;

  test('is explained from its inputs and output gradients alone', () => {
    expect(explain(bare as OperatorVector, { language: 'ko', width: 80 })).toBe(
      explain(prepared, { language: 'ko', width: 80 }),
    );
  });

  test('is explained rightly where it states wrong numbers', () => {
    const lying = { ...prepared, outputs: { y: { shape: [1, 1, 3], data: [1, 2, 3] } } };
    expect(explain(lying, { language: 'en', width: 80 })).toBe(
      explain(prepared, { language: 'en', width: 80 }),
    );
  });

  test('has formulas without numbers where no output gradients are given', () => {
    const { outputGrads: ___, ...blank } = bare;
    const page = explain(blank as OperatorVector, { language: 'en', width: 80 });
    expect(page).toContain('  dx₃ = δ₁w₃ + δ₂w₂ + δ₃w₁\n');
    expect(page).toContain('No output gradients are given');
    expect(page).not.toContain('NaN');
  });

  test('is explained with sizes of two digits, as a graph, and as a Jacobian', () => {
    const matrix = (rows: number, columns: number) => ({
      shape: [rows, columns],
      data: Array.from({ length: rows * columns }, (_, i) => i % 7),
    });
    const head = { id: 'mine/any', description: { en: 'mine' }, source: {} };
    const inputs = { x: matrix(2, 11), w: matrix(3, 11) };
    const linear = {
      ...head,
      kind: 'operator',
      operator: 'linear',
      inputs,
      outputs: {},
      outputGrads: { y: matrix(2, 3) },
    } as const;
    expect(explain(linear, { language: 'en', width: 80 })).toContain(
      'dx[1,10] = δ₁₁·w[1,10] + δ₁₂·w[2,10] + δ₁₃·w[3,10]',
    );
    const nodes = [{ name: 'y', operator: 'tanh', inputs: { x: 'x' } }] as const;
    const graph = {
      ...head,
      kind: 'graph',
      inputs: { x: { shape: [], data: [0.5] } },
      nodes,
      values: {},
      outputGrads: { y: { shape: [], data: [2] } },
    } as const;
    expect(explain(graph, { language: 'en', width: 80 })).toContain(
      'dx = dy·(1 − y²) ≈ 2·(1 − 0.462117²) ≈ 1.5729',
    );
    const jacobian = {
      ...head,
      kind: 'jacobian',
      operator: 'tanh',
      inputs: { x: { shape: [2], data: [0, 1] } },
    } as const;
    expect(explain(jacobian, { language: 'ko', width: 80 })).toContain('1 − y₁²');
  });
});
