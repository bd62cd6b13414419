import { expect, test } from '@jest/globals';
import { cases, gradsFor, inputsOf, kernelOf, titleOf } from '../cases.ts';
import { run, shaped } from '../run.ts';

const row = (...data: number[]) => shaped([1, 1, data.length], data);

test.each([
  [{ stride: [2] }, [1, 10, 102, 20, 200]],
  [{ stride: [2], padding: [[1, 0]] }, [10, 102, 20, 200]],
  [{ stride: [2], padding: [[0, 1]], outputPadding: [1] }, [1, 10, 102, 20, 200]],
  [{ stride: [2], outputPadding: [1] }, [1, 10, 102, 20, 200, 0]],
  [{ dilation: [2] }, [1, 2, 10, 20, 100, 200]],
  [{ stride: [2], flip: true }, [100, 10, 201, 20, 2]],
])('convTranspose of [1, 2] with kernel [1, 10, 100] and %j is %j', (attributes, expected) => {
  expect(run('convTranspose', { x: row(1, 2), w: row(1, 10, 100) }, attributes).outputs.y).toEqual(expected);
});

test('convTranspose adds its bias to every output, also where no input reaches', () => {
  const { outputs, grads } = run(
    'convTranspose',
    { x: row(3), w: row(2), b: [100] },
    { stride: [3], outputPadding: [2] },
    { y: row(5, 7, 11) },
  );
  expect(outputs.y).toEqual([106, 100, 100]);
  expect(grads).toEqual({ x: [10], w: [15], b: [23] });
});

test('convTranspose with groups writes each group to its own channels', () => {
  const inputs = { x: shaped([1, 2, 1], [5, 7]), w: shaped([2, 2, 1], [1, 2, 3, 4]) };
  expect(run('convTranspose', inputs, { groups: 2 }).outputs.y).toEqual([5, 10, 21, 28]);
});

test.each([Infinity, NaN])('what convTranspose cuts off is absent beside a weight of %d', (bad) => {
  const { outputs, grads } = run(
    'convTranspose',
    { x: row(1, 2), w: row(bad, 1) },
    { padding: [[1, 0]] },
    { y: row(1, 1) },
  );
  expect(outputs.y).toEqual([bad, 2]);
  expect(grads).toEqual({ x: [1, bad], w: [2, 3] });
});

const convs = cases.filter(({ operator }) => operator === 'conv');
test.each(convs.map((one) => [titleOf(one), one] as const))(
  '%s: convTranspose is its input gradient',
  (_title, one) => {
    const { x, w } = inputsOf(one) as Record<'x' | 'w', never>;
    const { outputs, saved } = kernelOf('conv').forward({ x, w }, one.attributes);
    const dy = gradsFor(outputs);
    const { x: dx } = kernelOf('conv').backward(dy, saved);
    const { stride = [], padding = [], dilation = [] } = (one.attributes ?? {}) as Record<string, never[]>;
    const unread = one.shapes.x!.slice(2).map((size, axis) => {
      const [before, after] = (padding[axis] as [number, number] | undefined) ?? [0, 0];
      const span = (dilation[axis] ?? 1) * (one.shapes.w![axis + 2]! - 1) + 1;
      return (size + before + after - span) % (stride[axis] ?? 1);
    });
    const back = kernelOf('convTranspose').forward(
      { x: dy.y!, w },
      { ...one.attributes, outputPadding: unread },
    ).outputs.y!;
    expect(back.shape).toEqual(dx!.shape);
    back.data.forEach((v, i) => expect(v).toBeCloseTo(dx!.data[i]!, 12));
  },
);
