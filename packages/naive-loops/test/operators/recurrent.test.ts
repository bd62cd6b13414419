import { describe, expect, test } from '@jest/globals';
import { tensor, zeros, type FloatTensor, type Tensor } from '@gradspec/spec';
import { cases, gradsFor, inputsOf, kernelOf, titleOf, type Tensors } from '../cases.ts';

const recurrent = new Set(['rnn', 'lstm', 'gru']);
const padded = cases.filter(({ operator, integers }) => recurrent.has(operator) && integers);
const overTime = new Set(['x', 'h', 'c']); // [T, N, …]; the states are [N, …]

/** Elements [times, n] of a tensor [T, N, …], or row n of a tensor [N, …], as a batch of one. */
function sequence(name: string, of: Tensor, n: number, times: readonly number[]): FloatTensor {
  const [T, N, size] = (overTime.has(name) ? of.shape : [1, ...of.shape]) as [number, number, number];
  const rows = overTime.has(name) ? times : Array.from({ length: T }, (_, t) => t);
  const data = rows.flatMap((t) => Array.from(of.data.slice((t * N + n) * size, (t * N + n + 1) * size)));
  return tensor('float64', overTime.has(name) ? [rows.length, 1, size] : [1, size], data);
}

const batched = new Set([...overTime, 'h0', 'c0', 'hT', 'cT']);
const one = <T extends Tensor>(tensors: Readonly<Record<string, T>>, n: number, times: readonly number[]) =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, of]) => [
      name,
      batched.has(name) ? sequence(name, of, n, times) : of,
    ]),
  );
const plus = (a: FloatTensor, b: FloatTensor) =>
  tensor(
    'float64',
    a.shape,
    a.data.map((v, i) => v + b.data[i]!),
  );
const steps = (length: number) => Array.from({ length }, (_, t) => t);
const close = (got: FloatTensor, expected: FloatTensor) => {
  expect(got.shape).toEqual(expected.shape);
  got.data.forEach((v, i) => expect(v).toBeCloseTo(expected.data[i]!, 12));
};

describe.each(padded.map((each) => [titleOf(each), each] as const))('%s', (_title, call) => {
  const kernel = kernelOf(call.operator);
  const { lengths, ...inputs } = inputsOf(call);
  const [T, N] = inputs.x!.shape as [number, number];
  const pastEnd = (of: Tensor) => {
    const size = of.shape[2]!;
    const data = of.data.map((v, i) =>
      Math.floor(i / (N * size)) >= lengths!.data[Math.floor(i / size) % N]! ? NaN : v,
    );
    return { ...of, data } as FloatTensor;
  };

  test('a padded batch gives what its sequences give one by one, whatever the padding holds', () => {
    const { outputs, saved } = kernel.forward(
      { ...inputs, x: pastEnd(inputs.x!), lengths: lengths! },
      call.attributes,
    );
    const dy = gradsFor(outputs);
    const dyNaN = Object.entries(dy).map(([name, of]) => [name, overTime.has(name) ? pastEnd(of) : of]);
    const grads = kernel.backward(Object.fromEntries(dyNaN) as Tensors, saved);
    const sums: Record<string, FloatTensor> = {};
    for (let n = 0; n < N; n++) {
      const read = steps(lengths!.data[n]!);
      const alone = kernel.forward(one(inputs, n, read), call.attributes);
      const aloneGrads = kernel.backward(one(dy, n, read), alone.saved);
      for (const [name, of] of Object.entries(outputs))
        close(sequence(name, of, n, read), alone.outputs[name]!);
      for (const [name, of] of Object.entries(grads)) {
        if (batched.has(name)) close(sequence(name, of, n, read), aloneGrads[name]!);
        else sums[name] = plus(sums[name] ?? zeros('float64', of.shape), aloneGrads[name]!);
      }
      const rest = steps(T).slice(read.length);
      for (const [name, of] of Object.entries({ ...outputs, ...grads }))
        if (overTime.has(name))
          expect(new Set(sequence(name, of, n, rest).data)).toEqual(new Set(rest.length ? [0] : []));
    }
    for (const [name, of] of Object.entries(sums)) close(grads[name]!, of);
  });

  test('a length of 0 hands the initial state on, and its gradient back', () => {
    const { outputs, saved } = kernel.forward({ ...inputs, lengths: lengths! }, call.attributes);
    const dy = gradsFor(outputs);
    const grads = kernel.backward(dy, saved);
    const n = lengths!.data.indexOf(0);
    for (const [state, last] of [
      ['h0', 'hT'],
      ['c0', 'cT'],
    ] as const) {
      if (!outputs[last]) continue;
      const size = outputs[last].shape[1]!;
      const row = (of: Tensor) => [...of.data.slice(n * size, (n + 1) * size)];
      expect(row(outputs[last])).toEqual(inputs[state] ? row(inputs[state]) : new Array(size).fill(0));
      if (inputs[state]) expect(row(grads[state]!)).toEqual(row(dy[last]!));
    }
  });

  test('reverse is the same on the sequence read backwards', () => {
    const backwards = (tensors: Readonly<Record<string, Tensor>>) => one(tensors, 0, steps(T).reverse());
    const reverse = !(call.attributes as { reverse?: boolean } | undefined)?.reverse;
    const there = kernel.forward(one(inputs, 0, steps(T)), call.attributes);
    const back = kernel.forward(backwards(inputs), { ...call.attributes, reverse });
    const dy = gradsFor(there.outputs);
    const turned = Object.entries(dy).map(([name, of]) => [name, sequence(name, of, 0, steps(T).reverse())]);
    const backGrads = kernel.backward(Object.fromEntries(turned) as Tensors, back.saved);
    const thereGrads = kernel.backward(dy, there.saved);
    for (const [got, expected] of [
      [back.outputs, there.outputs],
      [backGrads, thereGrads],
    ] as const)
      for (const [name, of] of Object.entries(expected))
        close(got[name]!, overTime.has(name) ? sequence(name, of, 0, steps(T).reverse()) : of);
  });
});
