import { describe, expect, test } from '@jest/globals';
import { SpecError, tensor, type FloatTensor } from '@gradspec/spec';
import { convRecurrence, readLine, type ConvRecurrence } from '../src/index.ts';
import { conv } from '../src/conv.ts';
import { drawCase, drawValues, size } from './conv-case.ts';
import { random } from './random.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

/** Element `at` of every sample and channel of x [N, C, …S], as [N, C]. */
function position({ dtype, shape, data }: FloatTensor, at: number): FloatTensor {
  const [N, C] = [shape[0]!, shape[1]!];
  const positions = size(shape.slice(2));
  return tensor(dtype, [N, C], Array.from({ length: N * C }, (_, row) => data[row * positions + at]!)); // prettier-ignore
}

/** What a call throws. */
function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return 'nothing';
}

/** Which element of …S stands at each position of the padded input, in raster order; −1 in the padding. */
function raster(S: readonly number[], padding: readonly (readonly [number, number])[]): number[] {
  let sites = [0];
  S.forEach((length, axis) => {
    const [before, after] = padding[axis]!;
    const along = Array.from({ length: before + length + after }, (_, q) => q - before);
    sites = sites.flatMap((site) =>
      along.map((i) => (site < 0 || i < 0 || i >= length ? -1 : site * length + i)),
    );
  });
  return sites;
}

describe('convRecurrence', () => {
  test.each(seeds)('gives, step by step, what the whole call gives, bit for bit, seed %i', (seed) => {
    const source = random(seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'reals');
    for (const dtype of ['float32', 'float64'] as const) {
      const x = tensor(dtype, drawn.x, values.x);
      const weights = {
        w: tensor(dtype, drawn.w, values.w),
        ...(seed % 2 && { b: tensor(dtype, [drawn.w[0]!], values.b) }),
      };
      const whole = conv.forward({ x, ...weights }, drawn.attributes).outputs.y;
      const { start, step, steps } = convRecurrence({ x: drawn.x, ...weights }, drawn.attributes);
      const sites = raster(drawn.x.slice(2), drawn.attributes.padding);
      const state = start();
      const outputs = sites.flatMap((at) => step(state, at < 0 ? 'padding' : position(x, at)).y ?? []);
      const expected = Array.from({ length: size(drawn.y.slice(2)) }, (_, at) => position(whole, at));
      expect(steps).toBe(sites.length);
      expect({ dtype, outputs }).toEqual({ dtype, outputs: expected });
    }
  });

  test('works out by hand on a line, and shows what it holds', () => {
    const w = tensor('float64', [1, 1, 3], [2, -1, 3]);
    const { start, step } = convRecurrence({ x: [1, 1, 5], w }, { stride: [2], padding: [[1, 2]] });
    const x = (value: number) => tensor('float64', [1, 1], [value]);
    const state = start();
    const y = (['padding', x(1), x(2), x(3), x(4), x(5), 'padding', 'padding'] as const).map(
      (at) => step(state, at).y?.data[0],
    );
    expect(y).toEqual([undefined, undefined, 5, undefined, 13, undefined, 3, undefined]);
    expect(readLine(state)).toEqual([Float64Array.of(5), 'padding', 'padding']);
  });

  test('advances the state that it is given and keeps nothing beside it', () => {
    const { start, step } = convRecurrence(
      { x: [1, 1, 6], w: tensor('float64', [1, 1, 2], [1, 10]) },
      { dilation: [2] },
    );
    const x = [3, -1, 4, 1, -5, 9].map((value) => tensor('float64', [1, 1], [value]));
    const [one, other] = [start(), start()];
    const outputs = x.map((at, t) => {
      step(one, at);
      if (t < 2) return step(other, at).y?.data[0];
      const branched = step(structuredClone(other), x[0]!).y?.data[0]; // from here on, another stream
      expect(branched).toBe(x[t - 2]!.data[0]! + 30);
      const { state, y } = step(other, at);
      expect(state).toBe(other);
      return y?.data[0];
    });
    expect(outputs).toEqual([undefined, undefined, 43, 9, -46, 91]);
    expect(one).toEqual(other);
  });

  test('holds its own copies: neither the weights nor x can be changed under it', () => {
    const w = tensor('float64', [1, 1, 2], [1, 10]);
    const { start, step } = convRecurrence({ x: [1, 1, 2], w });
    const state = start();
    const x = tensor('float64', [1, 1], [3]);
    step(state, x);
    x.data[0] = 0;
    w.data.fill(0);
    expect(step(state, tensor('float64', [1, 1], [4])).y?.data[0]).toBe(43);
  });

  test('an empty batch has outputs without numbers', () => {
    const { start, step } = convRecurrence({
      x: [0, 2, 2],
      w: tensor('float32', [3, 2, 1], random(1).reals(6)),
    });
    expect(step(start(), tensor('float32', [0, 2], [])).y).toEqual(tensor('float32', [0, 3], []));
  });
});

describe('a wrong step', () => {
  const recurrence = () =>
    convRecurrence(
      { x: [2, 3, 2, 2], w: tensor('float32', [1, 3, 2, 1], random(2).reals(6)) },
      { padding: [[0, 0], [1, 0]] }, // prettier-ignore
    );
  const x = tensor('float32', [2, 3], random(3).reals(6));
  /** The state before position [0, 1], which is the first input. */
  const atInput = ({ start, step }: ConvRecurrence) => step(start(), 'padding').state;

  const rows: [string, (made: ConvRecurrence) => unknown, string, string][] = [
    ['an input where there is padding', ({ start, step }) => step(start(), x), 'bad-tensor',
      "conv: x expected 'padding' at [0, 0] of the padded input, got a value of type object"],
    ['padding where there is an input', (made) => made.step(atInput(made), 'padding'), 'bad-tensor',
      "conv: x expected a tensor [2, 3] (N, C) at [0, 1] of the padded input, got 'padding'"],
    ['nothing', (made) => made.step(atInput(made), undefined as never), 'bad-tensor',
      'conv: x expected a tensor [2, 3] (N, C) at [0, 1] of the padded input, got a value of type undefined'],
    ['another dtype', (made) => made.step(atInput(made), tensor('float64', [2, 3], x.data)), 'mixed-dtypes',
      'conv: x expected float32, as w has, got float64'],
    ['another shape', (made) => made.step(atInput(made), tensor('float32', [3, 2], x.data)), 'bad-shape',
      'conv: x expected shape [2, 3] (N, C), got [3, 2]'],
    ['too few elements', (made) => made.step(atInput(made), { ...x, data: new Float32Array(5) } as FloatTensor), 'bad-tensor',
      'conv: x expected 6 elements, got 5'],
    ['the state of another recurrence', ({ step }) => step({ values: new Float64Array(8), present: new Uint8Array(4), scanned: 0 }, x), 'bad-shape',
      'conv: state expected a line of 4 positions and 24 numbers (L and L·N·C), got 4 positions and 8 numbers'],
    ['no state', ({ step }) => step(undefined as never, x), 'bad-shape',
      'conv: state expected a line of 4 positions and 24 numbers (L and L·N·C), got no positions and no numbers'],
  ]; // prettier-ignore
  test.each(rows)('is an error that says so: %s', (_title, call, code, message) => {
    const made = recurrence();
    expect(thrownBy(() => call(made))).toMatchObject({ name: 'SpecError', code, message });
  });

  test('leaves the state where it was', () => {
    const made = recurrence();
    const state = made.start();
    expect(() => made.step(state, x)).toThrow(SpecError);
    expect(state).toEqual(made.start());
  });

  test('after the last position is an error', () => {
    const { start, step } = convRecurrence({ x: [1, 1, 1], w: tensor('float64', [1, 1, 1], [2]) });
    const one = tensor('float64', [1, 1], [3]);
    const { state } = step(start(), one);
    expect(() => step(state, one)).toThrow(
      new RangeError('conv: step expected one of the 1 positions of the padded input [1], got one more'),
    );
  });
});

test('weights that conv would not take are conv’s own errors', () => {
  const w = tensor('float32', [1, 3, 2, 1], random(2).reals(6));
  const wrong = (inputs: object, attributes = {}) =>
    thrownBy(() => convRecurrence({ x: [2, 3, 2, 2], w, ...inputs }, attributes));
  expect(wrong({ x: [2, 4, 2, 2] })).toMatchObject({
    message: 'conv: w expected shape[1] = 4 (C / groups = 4 / 1), got [1, 3, 2, 1]',
  });
  expect(wrong({ x: [-2, 3, 2, 2] })).toMatchObject({ name: 'SpecError', code: 'bad-tensor', argument: 'x' });
  expect(wrong({ x: 5 })).toMatchObject({ name: 'SpecError', code: 'bad-tensor', argument: 'x' });
  expect(wrong({ w: undefined })).toMatchObject({ name: 'SpecError', code: 'missing-input', argument: 'w' });
  expect(wrong({ w: { ...w, data: new Float32Array(5) } })).toMatchObject({
    code: 'bad-tensor',
    argument: 'w',
  });
  expect(wrong({ b: tensor('float64', [1], [1]) })).toMatchObject({ code: 'mixed-dtypes', argument: 'b' });
  expect(wrong({ bias: w })).toMatchObject({ code: 'unknown-input', argument: 'bias' });
  expect(wrong({}, { strides: [1, 1] })).toMatchObject({ code: 'unknown-attribute', argument: 'strides' });
});
