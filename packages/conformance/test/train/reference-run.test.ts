import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { training } from '@gradspec/graph';
import { referenceRun } from '../../src/train/reference-run.ts';
import { classifier, recurrence } from './small-nets.ts';

test.each([
  ['a classifier', classifier()],
  ['a recurrence with a batch of its own at each step', recurrence()],
])('%s trains on the definitions as it does on naive-loops', async (_, course) => {
  const run = referenceRun(course, 6);
  let step = 0;
  for await (const { loss, parameters } of training(course.model, {
    ...course,
    implementations: [naiveLoops],
    steps: 6,
  })) {
    expect(run[step]!.loss).toBeCloseTo(loss, 13);
    const p = Object.values(parameters).flatMap(({ data }) => Array.from(data));
    expect(Array.from(run[step]!.rounded.p)).toEqual(p.map((value) => expect.closeTo(value, 13)));
    step++;
  }
  expect(run).toHaveLength(6);
});

test('labels that change give another trace', () => {
  const course = classifier();
  const first = course.batch(1);
  const labels = { ...first.labels!, data: Int32Array.of(0, 0, 2) } as typeof first.labels & object;
  const other = (step: number) => (step === 2 ? { ...first, labels } : first);
  const run = referenceRun({ ...course, batch: other }, 3);
  expect(run[1]!.trace).not.toBe(run[0]!.trace);
  expect(run[1]!.loss).not.toBeCloseTo(referenceRun(course, 2)[1]!.loss, 3);
});
