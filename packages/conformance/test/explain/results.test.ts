import { describe, expect, test } from '@jest/globals';
import { explain } from '../../src/explain/index.ts';
import { loadVectors } from '../../src/vectors/load.ts';
import type { JsonTensors, OperatorVector } from '../../src/vectors/types.ts';
import { work } from './arithmetic.ts';
import { readNumber, results, sectionOf, vector } from './reading.ts';
import { elementNames } from '../../src/explain/symbols.ts';

/** Every line on one row and every element shown. */
const all = { language: 'en', width: 1_000_000, full: true } as const;

/** Six significant digits, or nothing beside the other numbers of its tensor. */
function agree(printed: number, stated: number, scale: number): boolean {
  if (!Number.isFinite(stated)) return Object.is(printed, stated);
  return Math.abs(printed - stated) <= 5.1e-6 * Math.abs(stated) + 1e-15 * scale;
}

function wrong(page: string, heading: string, prefix: string, stated: JsonTensors, cancels = true): string[] {
  const printed = results(page, heading);
  return Object.entries(stated).flatMap(([name, { shape, data }]) => {
    const largest = Math.max(0, ...data.map((value) => Math.abs(Number(value))).filter(Number.isFinite));
    const scale = cancels ? largest : 0;
    const whole = printed.get(prefix + name);
    return elementNames(prefix + name, shape).flatMap((element, i) => {
      const value = printed.get(element) ?? whole;
      if (value !== undefined && agree(value, Number(data[i]), scale)) return [];
      return [`${element}: printed ${value}, stated ${data[i]}`];
    });
  });
}

const operatorVectors = loadVectors().filter((one): one is OperatorVector => one.kind === 'operator');

describe('the last number of every line', () => {
  test.each(operatorVectors.map((one) => [one.id, one] as const))('is the exact result: %s', (_, one) => {
    const page = explain(one, all);
    const cancels = !['tanh', 'sigmoid', 'exp', 'reciprocal'].includes(one.operator);
    expect(wrong(page, 'Forward', '', one.outputs, cancels)).toEqual([]);
    expect(wrong(page, 'Backward', 'd', one.inputGrads ?? {}, cancels)).toEqual([]);
  });

  test.each(['graph/branches-add', 'graph/staged', 'graph/two-layer-net-batch', 'graph/cnn-head'])(
    'is the exact value and gradient of every node: %s',
    (id) => {
      const graph = vector(id, 'graph');
      const page = explain(graph, all);
      expect(wrong(page, 'Forward', '', graph.values)).toEqual([]);
      const inputs = Object.fromEntries(
        Object.entries(graph.gradients!).filter(([name]) => name in graph.inputs),
      );
      expect(wrong(page, 'Backward', 'd', inputs)).toEqual([]);
    },
  );
});

/** The lines `name = symbols = numbers = result` of a page. */
function worked(page: string): { left: string; numbers: string; result: string }[] {
  const lines = ['Forward', 'Backward'].flatMap((heading) => sectionOf(page, heading).split('\n'));
  return lines.flatMap((line) => {
    const [left, , numbers, result, ...more] = line
      .replace(/ {2}[(←].*$/, '')
      .trim()
      .split(/ +[=≈] /);
    const isPicture = / [⎡⎢⎣[]|\S {4}\S/.test(line);
    return numbers && result && more.length === 0 && !left!.includes(' ') && !isPicture
      ? [{ left: left!, numbers, result }]
      : [];
  });
}

describe('the numbers put in for the symbols', () => {
  test.each(
    loadVectors()
      .filter(({ kind }) => ['operator', 'graph', 'arithmetic', 'jacobian'].includes(kind))
      .map((one) => [one.id, one] as const),
  )('come to what stands behind them: %s', (_, one) => {
    const wrongLines = worked(explain(one, all)).filter(({ numbers, result }) => {
      const { value, magnitude } = work(numbers);
      const printed = readNumber(result);
      return Number.isFinite(printed) && !(Math.abs(value - printed) <= 2e-5 * magnitude);
    });
    expect(wrongLines).toEqual([]);
  });

  test('are there on most pages', () => {
    const count = (id: string) => worked(explain(vector(id, 'operator'), all)).length;
    expect(count('conv/primes-1d')).toBeGreaterThanOrEqual(11);
    expect(count('lstm/small')).toBeGreaterThan(60);
    expect(count('softmax/rank-3')).toBeGreaterThan(60);
  });
});
