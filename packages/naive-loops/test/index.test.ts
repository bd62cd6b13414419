import { describe, expect, test } from '@jest/globals';
import { operatorNames, type Tensor } from '@gradspec/spec';
import defaultExport, { naiveLoops } from '../src/index.ts';
import { cases, gradsFor, inputsOf, kernelOf, titleOf, type Tensors } from './cases.ts';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, v, i) => sum + v * b[i]!, 0);
/** ⟨dy, y⟩ over all outputs. */
const pairing = (grads: Tensors, outputs: Tensors) =>
  Object.keys(outputs).reduce((sum, name) => sum + dot(grads[name]!.data, outputs[name]!.data), 0);
const snapshot = (tensors: Readonly<Record<string, Tensor>>) =>
  Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, [...data]]));

test('every operator of the spec has a kernel and a case', () => {
  expect(Object.keys(naiveLoops.kernels)).toEqual(operatorNames);
  expect(new Set(cases.map(({ operator }) => operator))).toEqual(new Set(operatorNames));
  expect(defaultExport).toBe(naiveLoops);
});

describe.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_title, one) => {
  const kernel = kernelOf(one.operator);
  const { attributes } = one;

  test('backward is the derivative of ⟨dy, y⟩ by every input, as central differences see it', () => {
    const inputs = inputsOf(one);
    const { outputs, saved } = kernel.forward(inputs, attributes);
    const dy = gradsFor(outputs);
    const grads = kernel.backward(dy, saved);
    const floating = Object.keys(inputs).filter((name) => inputs[name]!.dtype !== 'int32');
    expect(Object.keys(grads).sort()).toEqual(floating.sort());
    for (const name of floating) {
      const { data } = inputs[name]!;
      expect(grads[name]!.shape).toEqual(inputs[name]!.shape);
      const at = (i: number, value: number) => {
        const moved = { ...inputs[name]!, data: data.with(i, value) } as Tensor;
        return pairing(dy, kernel.forward({ ...inputs, [name]: moved }, attributes).outputs);
      };
      const h = 2 ** -16;
      data.forEach((value, i) => {
        const slope = (at(i, value + h) - at(i, value - h)) / (2 * h);
        const error = Math.abs(grads[name]!.data[i]! - slope) / (1 + Math.abs(slope));
        if (!(error < 1e-7))
          throw new Error(`d${name}[${i}] is ${grads[name]!.data[i]}, the difference says ${slope}`);
      });
    }
  });

  test('float32 is the float64 computation, rounded once', () => {
    const wide = kernel.forward(inputsOf(one), attributes);
    const narrow = kernel.forward(inputsOf(one, 'float32'), attributes);
    const wideGrads = kernel.backward(gradsFor(wide.outputs), wide.saved);
    const narrowGrads = kernel.backward(gradsFor(narrow.outputs), narrow.saved);
    for (const [from, to] of [
      [wide.outputs, narrow.outputs],
      [wideGrads, narrowGrads],
    ] as const)
      for (const [name, { data }] of Object.entries(from)) {
        expect(to[name]!.dtype).toBe('float32');
        expect([...to[name]!.data]).toEqual(Array.from(data, Math.fround));
      }
  });

  test('nothing that is given is changed or handed out, and a second backward says the same', () => {
    const inputs = inputsOf(one);
    const before = snapshot(inputs);
    const { outputs, saved } = kernel.forward(inputs, attributes);
    const dy = gradsFor(outputs);
    const dyBefore = snapshot(dy);
    const first = kernel.backward(dy, saved);
    const buffers = [inputs, dy, outputs, first].flatMap((of) =>
      Object.values(of).map(({ data }) => data.buffer),
    );
    expect(new Set(buffers).size).toBe(buffers.length);
    const firstBefore = snapshot(first);
    Object.values(outputs).forEach(({ data }) => data.fill(NaN)); // saved must not lean on what was handed out
    expect(snapshot(kernel.backward(dy, saved))).toEqual(firstBefore);
    expect([snapshot(inputs), snapshot(dy), snapshot(first)]).toEqual([before, dyBefore, firstBefore]);
  });

  test('only wanted gradients come back, and an output gradient that is left out counts as zero', () => {
    const inputs = inputsOf(one);
    const { outputs, saved } = kernel.forward(inputs, attributes);
    const dy = gradsFor(outputs);
    const full = kernel.backward(dy, saved);
    for (const name of Object.keys(full))
      expect(kernel.backward(dy, saved, [name])).toEqual({ [name]: full[name] });
    for (const name of Object.keys(outputs)) {
      const zeroed = Object.entries(dy).map(([other, grad]) => [
        other,
        other === name ? grad : { ...grad, data: grad.data.map(() => 0) },
      ]);
      const alone = kernel.backward({ [name]: dy[name]! }, saved);
      expect(alone).toEqual(kernel.backward(Object.fromEntries(zeroed) as Tensors, saved));
    }
  });
});

// ⟨dy, A·v⟩ = ⟨Aᵀ·dy, v⟩ for what is linear in these inputs together (a bias would not be).
const linearIn: Readonly<Record<string, readonly (readonly string[])[]>> = {
  conv: [['x'], ['w']],
  convTranspose: [['x'], ['w']],
  avgPool: [['x']],
  linear: [['x'], ['w']],
  add: [['a', 'b']],
  scale: [['x']],
  reshape: [['x']],
  concat: [['a', 'b']],
  slice: [['x']],
  sum: [['x']],
};
const linearCases = cases
  .filter(({ operator }) => operator in linearIn)
  .map(({ shapes: { b, ...shapes }, ...one }) => ({
    ...one,
    shapes: one.operator === 'add' || one.operator === 'concat' ? { ...shapes, b: b! } : shapes,
  }));

test.each(linearCases.map((one) => [titleOf(one), one] as const))(
  '%s: backward is the adjoint of forward',
  (_title, one) => {
    const inputs = inputsOf(one);
    const { outputs, saved } = kernelOf(one.operator).forward(inputs, one.attributes);
    const dy = gradsFor(outputs);
    const grads = kernelOf(one.operator).backward(dy, saved);
    for (const together of linearIn[one.operator]!) {
      const right = together.reduce((sum, name) => sum + dot(grads[name]!.data, inputs[name]!.data), 0);
      expect(right).toBeCloseTo(pairing(dy, outputs), 10);
    }
  },
);
