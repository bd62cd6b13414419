import { beforeAll, expect, test } from '@jest/globals';
import { backward, forward, type Run } from '@gradspec/graph';
import { naiveLoops } from '@gradspec/naive-loops';
import type { FloatTensor } from '@gradspec/spec';
import type { GraphBackward } from '../../../src/runner/run-graph.ts';
import { graphMistakes } from '../../../src/mistakes/graph-order/graph-mistakes.ts';
import { sweepWith } from '../../../src/mistakes/graph-order/sweep.ts';
import { compare } from '../../../src/runner/compare.ts';
import { expectGraph, type Expectation } from '../../../src/runner/expectation.ts';
import { graphOf } from '../../../src/runner/run-graph.ts';
import { loadVectors } from '../../../src/vectors/load.ts';
import type { GraphVector } from '../../../src/vectors/types.ts';

/** A net that has run forward, and the gradients that are due. */
interface Net {
  readonly id: string;
  readonly run: Run;
  readonly expectation: Pick<Expectation, 'outputGrads' | 'gradients'>;
}

const nets: Net[] = [];

beforeAll(async () => {
  const vectors = loadVectors().filter(
    (vector): vector is GraphVector => vector.kind === 'graph' && vector.gradients !== undefined,
  );
  for (const vector of vectors) {
    const expectation = expectGraph(vector, 'float64', new Map());
    nets.push({
      id: vector.id,
      run: await forward(graphOf(vector), expectation.inputs, [naiveLoops]),
      expectation,
    });
  }
});

const numbers = (gradients: ReadonlyMap<string, FloatTensor>) =>
  Object.fromEntries([...gradients].map(([ref, { data }]) => [ref, Array.from(data)]));

/** The nets on which some gradient is wrong, in the first backward or in a second one. */
async function killers(planted: GraphBackward): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id, run, expectation } of nets) {
    const both = [await planted(run, expectation.outputGrads), await planted(run, expectation.outputGrads)];
    const wrong = both.some((gradients) =>
      Object.entries(expectation.gradients).some(
        ([ref, due]) => compare(gradients.get(ref), due, 'float64').outcome === 'wrong',
      ),
    );
    if (wrong) found.push(id);
  }
  return found;
}

test('the sweep with the right decisions gives what the graph’s backward gives', async () => {
  for (const { run, expectation } of nets)
    expect(numbers(await sweepWith({})(run, expectation.outputGrads))).toEqual(
      numbers(await backward(run, expectation.outputGrads)),
    );
});

test('a right backward is killed by no net', async () => {
  expect(await killers(backward)).toEqual([]);
  expect(await killers(sweepWith({}))).toEqual([]);
});

test.each(graphMistakes)('$id is killed by some net', async (mistake) => {
  expect(await killers(mistake.plant())).not.toEqual([]);
});

test('any two differ from each other on some net', async () => {
  const made = new Map<string, string[]>();
  for (const mistake of graphMistakes) {
    const planted = mistake.plant();
    const results: string[] = [];
    for (const { run, expectation } of nets) {
      await planted(run, expectation.outputGrads);
      const gradients = numbers(await planted(run, expectation.outputGrads));
      results.push(
        JSON.stringify(
          Object.entries(gradients).map(([ref, data]) => [ref, data.map((v) => v.toPrecision(9))]),
        ),
      );
    }
    made.set(mistake.id, results);
  }
  const alike = [...made].flatMap(([id, results], i) =>
    [...made]
      .slice(i + 1)
      .filter(([, others]) => results.every((result, k) => result === others[k]))
      .map(([other]) => `${id} and ${other} give the same on every net`),
  );
  expect(alike).toEqual([]);
});

test('every id is there once, and every name is in English and in Korean', () => {
  const ids = graphMistakes.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i || !id.startsWith('graph/'))).toEqual([]);
  expect(graphMistakes.filter(({ name }) => /[가-힣]/.test(name.en) || !/[가-힣]/.test(name.ko))).toEqual([]);
});
