import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { copyOf, emptyLine, readLine, type DelayLine } from '../../src/delay-line/line.ts';
import { recurrenceOf, type Recurrence } from '../../src/delay-line/recurrence.ts';
import { siteAt } from '../../src/delay-line/scan.ts';
import { step, stepTransposed } from '../../src/delay-line/step.ts';
import { drawCase, size } from '../conv-case.ts';
import { random, type Random } from '../random.ts';

const seeds = Array.from({ length: 60 }, (_, seed) => seed);
const noRow = () => ({ data: new Float64Array(0), at: -1 });
const row = (data: Float64Array) => ({ data, at: 0 });
const inner = (a: ArrayLike<number>, b: Float64Array) =>
  b.reduce((sum, value, at) => sum + value * a[at]!, 0);

/** What a line holds on one line, to be compared quickly. */
const written = (entries: (Float64Array | 'padding')[]) => entries.join(' | ');

/** A drawn conv without bias, as a recurrence with integer weights. */
function drawRecurrence(source: Random): Recurrence {
  const { x, w, y, attributes } = drawCase(source);
  return recurrenceOf({ x, w: tensor('float64', w, source.integers(size(w))), y }, attributes);
}

/** A line with anything on it, absent in places, before a step t at which an output falls due. */
function drawLine(source: Random, { scan, sizes: { N, C } }: Recurrence): DelayLine {
  const due = Array.from({ length: scan.steps }, (_, t) => t).filter(
    (t) => siteAt(scan, scan.outputs, t) >= 0,
  );
  const line = emptyLine(scan.lineLength, N * C);
  line.values.set(source.integers(line.values.length));
  line.present.set(line.present.map(() => source.integer(0, 3) && 1));
  line.scanned = due[source.integer(0, due.length - 1)]!;
  return line;
}

/** The state as a vector, oldest first, with 0 for what is absent. */
const vectorOf = (line: DelayLine, width: number): Float64Array =>
  Float64Array.from(
    readLine(line).flatMap((entry) => (entry === 'padding' ? Array<number>(width).fill(0) : [...entry])),
  );

/** A vector in the order of the line, as the ring that a line at its place has. */
function ringOf(vector: Float64Array, { scanned, present }: DelayLine): Float64Array {
  const width = vector.length / present.length;
  const first = (scanned % present.length) * width; // the slot of the oldest
  return vector.map((_, at) => vector[(at - first + vector.length) % vector.length]!);
}
/** The other way round. */
function vectorOfRing(ring: Float64Array, { scanned, present }: DelayLine): Float64Array {
  const first = (scanned % present.length) * (ring.length / present.length);
  return ring.map((_, at) => ring[(at + first) % ring.length]!);
}

describe('step', () => {
  test.each(seeds)('leaves exactly the last L scanned inputs on the line, seed %i', (seed) => {
    const source = random(seed);
    const recurrence = drawRecurrence(source);
    const { scan, sizes } = recurrence;
    const { N, C } = sizes;
    const line = emptyLine(scan.lineLength, N * C);
    const history = Array<Float64Array | 'padding'>(scan.lineLength).fill('padding');
    for (let t = 0; t < scan.steps; t++) {
      const x = siteAt(scan, scan.inputs, t) < 0 ? undefined : source.integers(N * C);
      step(recurrence, line, x ? row(x) : noRow(), noRow());
      history.push(x ?? 'padding');
      expect({ t, line: written(readLine(line)) }).toEqual({
        t,
        line: written(history.slice(-scan.lineLength)),
      });
    }
  });
});

describe('stepTransposed', () => {
  test.each(seeds)('is the adjoint of the step: ⟨ds′, s′⟩ + ⟨dy, y⟩ = ⟨ds, s⟩ + ⟨dx, x⟩, seed %i', (seed) => {
    const source = random(1000 + seed);
    const recurrence = drawRecurrence(source);
    const { N, C, M } = recurrence.sizes;
    const before = drawLine(source, recurrence);
    const isPadding = source.unit() < 0.3;
    const x = isPadding ? new Float64Array(0) : source.integers(N * C);
    const y = new Float64Array(N * M);
    const after = copyOf(before);
    step(recurrence, after, isPadding ? noRow() : row(x), row(y));
    const [next, dy] = [source.integers(before.values.length), source.integers(N * M)];
    const left = inner(next, vectorOf(after, N * C)) + inner(dy, y);

    const ds = ringOf(next, after);
    const dx = new Float64Array(x.length);
    const rows = { dy: row(dy), dx: isPadding ? noRow() : row(dx), left: noRow() };
    stepTransposed(recurrence, after, { line: ds, weights: undefined, bias: undefined }, rows);
    const right = inner(vectorOfRing(ds, before), vectorOf(before, N * C)) + inner(dx, x);
    expect({ right }).toEqual({ right: left });
  });

  test.each(seeds)('gives dW and db: ⟨dW, W⟩ + ⟨db, b⟩ = ⟨dy, y⟩, seed %i', (seed) => {
    const source = random(2000 + seed);
    const drawn = drawRecurrence(source);
    const { N, C, M } = drawn.sizes;
    const recurrence = { ...drawn, bias: source.integers(M) };
    const line = drawLine(source, recurrence);
    const [y, dy] = [new Float64Array(N * M), source.integers(N * M)];
    step(recurrence, line, row(source.integers(N * C)), row(y));
    const gradients = {
      line: undefined,
      weights: recurrence.weights.map(() => 0),
      bias: new Float64Array(M),
    };
    stepTransposed(recurrence, line, gradients, { dy: row(dy), dx: noRow(), left: noRow() });
    const { weights, bias } = gradients;
    expect(inner(weights, recurrence.weights) + inner(bias, recurrence.bias)).toBe(inner(dy, y));
    expect([...bias]).toEqual(Array.from(bias, (_, m) => dy.reduce((sum, d, at) => (at % M === m ? sum + d : sum), 0))); // prettier-ignore
  });

  test.each(seeds)('takes the line back to its beginning, step by step, seed %i', (seed) => {
    const source = random(3000 + seed);
    const recurrence = drawRecurrence(source);
    const { scan, sizes } = recurrence;
    const { N, C } = sizes;
    const line = emptyLine(scan.lineLength, N * C);
    const xs = Array.from({ length: scan.steps }, (_, t) =>
      siteAt(scan, scan.inputs, t) < 0 ? noRow() : row(source.integers(N * C)),
    );
    const lines = xs.map((x) => {
      const before = written(readLine(line));
      step(recurrence, line, x, noRow());
      return before;
    });
    const nothingWanted = { line: undefined, weights: undefined, bias: undefined };
    for (let t = scan.steps - 1; t >= 0; t--) {
      const left = xs[t - scan.lineLength] ?? noRow();
      stepTransposed(recurrence, line, nothingWanted, { dy: noRow(), dx: noRow(), left });
      expect({ t, line: written(readLine(line)) }).toEqual({ t, line: lines[t] });
    }
    expect(line.scanned).toBe(0);
  });

  test('without an output gradient due, ds only moves: the newest goes to dx and the oldest is 0', () => {
    const recurrence = recurrenceOf(
      { x: [1, 1, 5], w: tensor('float64', [1, 1, 3], [1, 2, 3]), y: [1, 1, 3] },
      { stride: [1], padding: [[0, 0]], dilation: [1], groups: 1, flip: false },
    );
    const line = emptyLine(3, 1);
    line.scanned = 5; // the oldest position stands in slot 2, the newest in slot 1
    const ds = Float64Array.of(20, 30, 10);
    const dx = row(new Float64Array(1));
    stepTransposed(recurrence, line, { line: ds, weights: undefined, bias: undefined }, { dy: noRow(), dx, left: noRow() }); // prettier-ignore
    expect(dx.data[0]).toBe(30);
    expect([...vectorOfRing(ds, line)]).toEqual([0, 10, 20]);
  });
});
