import { describe, expect, test } from '@jest/globals';
import { linearLayer, netBuilder, training, type Optimizer, type Parameters } from '@gradspec/graph';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor } from '@gradspec/spec';
import { referenceRun, type Course } from '../../src/train/reference-run.ts';
import { boxRadius, sensitivities } from '../../src/train/sensitivity.ts';
import { classifier, recurrence } from './small-nets.ts';

const steps = 5;

/** An error that is put into one element of v or p in one step (from 0) of a training. */
interface Slip {
  readonly of: 'v' | 'p';
  readonly step: number;
  readonly element: number;
  readonly size: number;
}

/** The losses of a training by the formulas of SGD, with a slip in it. */
async function losses({ model, optimizer, parameters, batch }: Course, slip: Slip): Promise<number[]> {
  let at = -1;
  const slipping: Optimizer = {
    name: 'slipping',
    update(p, gradients, memory) {
      at++;
      const v: Record<string, readonly Float64Array[]> = {};
      const next: Record<string, Parameters[string]> = {};
      let element = 0;
      const slipped = (what: Slip['of']) =>
        slip.of === what && slip.step === at && slip.element === element ? slip.size : 0;
      for (const [name, { shape, data }] of Object.entries(p)) {
        const speeds: number[] = [];
        const values: number[] = [];
        data.forEach((value, i) => {
          const before = memory?.sums[name]![0]![i] ?? 0;
          speeds.push(optimizer.momentum * before + gradients[name]!.data[i]! + slipped('v'));
          values.push(value - optimizer.learningRate * speeds[i]! + slipped('p'));
          element++;
        });
        v[name] = [Float64Array.from(speeds)];
        next[name] = tensor('float64', shape, values);
      }
      return { parameters: next, memory: { optimizer: 'slipping', steps: at + 1, sums: v } };
    },
  };
  const result: number[] = [];
  const options = { implementations: [naiveLoops], optimizer: slipping, parameters, batch, steps };
  for await (const { loss } of training(model, options)) result.push(loss);
  return result;
}

describe.each([
  ['a classifier with relu', classifier()],
  ['a recurrence with tanh, sigmoid, maximum and quotient', recurrence()],
])('%s', (_, course) => {
  const run = referenceRun(course, steps);
  const sensitive = sensitivities(course, run);
  const size = run[0]!.gradient.length;

  test.each(['v', 'p'] as const)(
    'an error of %s counts in every later loss what differences say',
    async (of) => {
      for (let step = 0; step < steps - 1; step++)
        for (let element = step; element < size; element += 5) {
          const slip = { of, step, element, size: 1e-5 };
          const [more, less] = [await losses(course, slip), await losses(course, { ...slip, size: -1e-5 })];
          for (let k = step + 1; k < steps; k++) {
            const expected = Math.abs(more[k]! - less[k]!) / 2e-5;
            const got = sensitive[k]!.weights[step]![of][element]!;
            expect({ of, step, element, k, got }).toEqual({
              of,
              step,
              element,
              k,
              got: expect.closeTo(expected, 7),
            });
          }
        }
    },
  );

  test('a loss depends on the steps before it and on no other', () => {
    expect(sensitive.map(({ weights }) => weights.length)).toEqual([0, 1, 2, 3, 4]);
  });

  test('what varies in the box is far less than what rounding does', () => {
    for (const { spread } of sensitive) {
      expect(spread).toBeGreaterThan(0);
      expect(spread).toBeLessThan(1e-17);
    }
  });
});

test('the spread of a square is what its second derivative makes of the box: r·2s·r, for every loss after the first more', () => {
  const net = netBuilder();
  const x = net.parameter('x', [1]);
  const model = net.model(net.node('loss', 'sumOfSquares', { x }, { scale: 3 }));
  const { optimizer } = classifier();
  const course = { model, optimizer, parameters: { x: tensor('float64', [1], [0.5]) }, batch: () => ({}) };
  const [first, second] = sensitivities(course, referenceRun(course, 2));
  // The gradient 6x is known to 6r in a box of r, and to a few units of rounding.
  expect(first!.spread / (boxRadius * 6 * boxRadius)).toBeCloseTo(1, 3);
  // Its Hessian 6 does not vary, so the second loss has its own gradient's spread only.
  expect(second!.spread / (boxRadius * 6 * boxRadius)).toBeCloseTo(1, 3);
});

test('a relu on its kink leaves all later losses without a bound; its own loss has no jump and keeps one', () => {
  const net = netBuilder();
  const hidden = linearLayer(net, 'hidden', { x: net.input('x'), inputs: 2, outputs: 1 });
  const h = net.node('h', 'relu', { x: hidden });
  const model = net.model(
    net.node('loss', 'meanSquaredError', { prediction: h, target: net.input('target') }),
  );
  const course: Course = {
    model,
    optimizer: classifier().optimizer,
    parameters: {
      'hidden.w': tensor('float64', [1, 2], [0.5, -0.25]),
      'hidden.b': tensor('float64', [1], [0]),
    },
    // The second step's input is where the relu's argument is 0 with a bias of 0.
    batch: (step) => ({
      x: tensor('float64', [1, 2], step === 2 ? [0, 0] : [-3, 1]),
      target: tensor('float64', [1, 1], [2]),
    }),
  };
  const spreads = sensitivities(course, referenceRun(course, 4)).map(({ spread }) => spread < Infinity);
  expect(spreads).toEqual([true, true, false, false]);
});
