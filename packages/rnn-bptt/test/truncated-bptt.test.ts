import { describe, expect, test } from '@jest/globals';
import { tensor, type FloatTensor } from '@gradspec/spec';
import { truncatedBptt, type Layer } from '../src/truncated-bptt.ts';
import { random } from './random.ts';
import { drawValues, kernelOf, recurrences, tensorsOf, type RecurrentCase } from './recurrent-case.ts';

const f = (shape: number[], ...values: number[]) => tensor('float64', shape, values);

/** Two layers of one node each, and the loss ½·Σ (wy·h2 − target)² of three steps. */
const stack: Layer[] = [
  { operator: 'rnn', inputs: { wx: f([1, 1], 0.7), wh: f([1, 1], 0.4), h0: f([1, 1], 0.1) } },
  { operator: 'rnn', inputs: { wx: f([1, 1], 0.9), wh: f([1, 1], 0.6), h0: f([1, 1], -0.2) } },
];
const x = f([3, 1, 1], 0.5, -1, 0.8);
const target = [0.3, -0.2, 0.6];

/** The gradients of the net’s weights with every loss walked back through k steps. */
function oneNodeNet(k1: number, k2: number) {
  const run = truncatedBptt(stack, x, { k1, k2 });
  const dh = Array.from(run.h.data, (value, t) => 1.5 * (1.5 * value - target[t]!));
  const { layers } = run.backward(f([3, 1, 1], ...dh));
  const [one, two] = layers.map(({ wx, wh }) => [wx!.data[0], wh!.data[0]] as const);
  return { wx: one![0], w11: one![1], w12: two![0], w22: two![1] };
}

const close = (numbers: Record<string, number>) =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, expect.closeTo(value, 14)]));

describe('truncated BPTT of the stacked net of one node per layer', () => {
  test('of one step turns the sign of one gradient and makes another five times as large', () => {
    expect(oneNodeNet(1, 1)).toEqual(
      close({
        wx: -0.1362412109878221,
        w11: 0.1560760073470479,
        w12: -0.020495141915200354,
        w22: 0.11196116927834099,
      }),
    );
    expect(oneNodeNet(3, 3).w11).toBeLessThan(0);
  });

  test('of two steps turns another sign', () => {
    expect(oneNodeNet(1, 2)).toEqual(
      close({
        wx: 0.1116292431749425,
        w11: -0.0068074468157978685,
        w12: 0.06920150666884109,
        w22: 0.08342191010884453,
      }),
    );
    expect(oneNodeNet(3, 3).wx).toBeLessThan(0);
  });

  test.each([
    [1, 3],
    [2, 3],
    [3, 3],
    [3, 99],
    [99, 99],
  ])('k1 = %i and k2 = %i is the whole gradient', (k1, k2) => {
    expect(oneNodeNet(k1, k2)).toEqual(
      close({
        wx: -0.026820427498379873,
        w11: -0.03449738095046234,
        w12: -0.001958019856371701,
        w22: 0.12174562987394347,
      }),
    );
  });

  test('k1 = 2 sends the losses of steps 0 and 1 back together, then that of step 2', () => {
    // From the table of contributions, loss by step: the last loss does not reach step 0, the others lose nothing.
    const w22 =
      -0.00473227585415919 +
      0.0419887588445561 -
      0.0772728732578165 +
      -0.0705280180140526 +
      0.193966318390317;
    expect(oneNodeNet(2, 2).w22).toBeCloseTo(w22, 14);
  });
});

describe('truncated BPTT', () => {
  test.each(recurrences)('of %s with k2 = T is its whole BPTT', (operator) => {
    const attributes = operator === 'gru' ? { resetAfter: false } : {};
    const drawn: RecurrentCase = { operator, T: 7, N: 3, I: 2, H: 4, attributes };
    const { lengths: _, ...values } = drawValues(random(21), drawn, { all: true });
    const { x: inputs, ...given } = tensorsOf('float64', drawn, values) as { x: FloatTensor };
    const layer = { operator, inputs: given, attributes } as unknown as Layer;
    const dh = f([7, 3, 4], ...values.dh!);
    const { saved } = kernelOf(operator).forward({ x: inputs, ...given }, attributes);
    const { x: dx, ...grads } = kernelOf(operator).backward({ h: dh }, saved);
    const run = truncatedBptt([layer], inputs, { k1: 3, k2: 7 }).backward(dh);
    const near = ({ shape, data }: FloatTensor) => ({
      shape,
      data: Array.from(data, (value) => expect.closeTo(value, 12)),
    });
    const plain = ({ shape, data }: FloatTensor) => ({ shape, data: [...data] });
    expect(plain(run.x)).toEqual(near(dx!));
    expect(Object.keys(run.layers[0]!).sort()).toEqual(Object.keys(grads).sort());
    for (const [name, grad] of Object.entries(grads))
      expect(plain(run.layers[0]![name as 'wx']!)).toEqual(near(grad));
  });

  test('gives the first states a gradient only from the windows that begin with them', () => {
    const { layers } = truncatedBptt(stack, x, { k1: 1, k2: 1 }).backward(f([3, 1, 1], 1, -2, 3));
    const first = truncatedBptt(stack, f([1, 1, 1], 0.5), { k1: 1, k2: 1 }).backward(f([1, 1, 1], 1));
    expect(layers.map(({ h0 }) => h0!.data)).toEqual(first.layers.map(({ h0 }) => h0!.data));
  });

  test.each([
    [{ k1: 0, k2: 2 }, 'truncatedBptt: k1 expected an integer of at least 1, got 0'],
    [{ k1: 1.5, k2: 2 }, 'truncatedBptt: k1 expected an integer of at least 1, got 1.5'],
    [{ k1: 3, k2: 2 }, 'truncatedBptt: k2 expected an integer of at least k1 = 3, got 2'],
    [{ k1: 3, k2: NaN }, 'truncatedBptt: k2 expected an integer of at least k1 = 3, got NaN'],
  ])('refuses %j', (truncation, message) => {
    expect(() => truncatedBptt(stack, x, truncation)).toThrow(new RangeError(message));
  });

  test('says which call is wrong', () => {
    const all = { k1: 3, k2: 3 };
    expect(() => truncatedBptt([], x, all)).toThrow('truncatedBptt: layers expected at least one, got none');
    expect(() =>
      truncatedBptt([stack[0]!, { ...stack[1]!, attributes: { reverse: true } } as Layer], x, all),
    ).toThrow('rnn: reverse expected no such argument in truncated BPTT');
    const lengths = { dtype: 'int32', shape: [1], data: Int32Array.of(2) };
    const shortened = { ...stack[1]!, inputs: { ...stack[1]!.inputs, lengths } } as unknown as Layer;
    expect(() => truncatedBptt([stack[0]!, shortened], x, all)).toThrow(
      'rnn: lengths expected no such argument in truncated BPTT',
    );
    expect(() => truncatedBptt(stack, f([3, 1, 2], 1, 2, 3, 4, 5, 6), all)).toThrow('rnn: wx expected');
    expect(() => truncatedBptt(stack, x, all).backward(f([2, 1, 1], 1, 2))).toThrow(
      'rnn: output gradient of h expected',
    );
  });
});
