import { expect, test } from '@jest/globals';
import { run, shaped } from '../run.ts';

const line = {
  x: shaped([3, 1, 1], [1, 2, 3]),
  wx: shaped([1, 1], [2]),
  wh: shaped([1, 1], [3]),
  h0: shaped([1, 1], [1]),
};

test('rnn carries its state forward, and every loss back to every step before it', () => {
  const dy = { h: shaped([3, 1, 1], [1, 10, 100]) };
  const { outputs, grads } = run('rnn', { ...line, b: [0] }, { activation: 'identity' }, dy);
  expect(outputs).toEqual({ h: [5, 19, 63], hT: [63] }); // 2·1 + 3·1, 2·2 + 3·5, 2·3 + 3·19
  expect(grads).toEqual({ x: [1862, 620, 200], wx: [1851], wh: [4381], b: [1341], h0: [2793] }); // δ = 931, 310, 100
});

test('rnn with reverse reads each sequence from its own end', () => {
  const attributes = { activation: 'identity', reverse: true };
  const dy = { h: shaped([3, 1, 1], [1, 10, NaN]), hT: shaped([1, 1], [5]) };
  const { outputs, grads } = run(
    'rnn',
    { ...line, x: shaped([3, 1, 1], [1, 2, NaN]), lengths: [2] },
    attributes,
    dy,
  );
  expect(outputs).toEqual({ h: [23, 7, 0], hT: [23] }); // 2·2 + 3·1, then 2·1 + 3·7
  expect(grads).toEqual({ x: [12, 56, 0], wx: [62], wh: [70], h0: [84] }); // δ = 6 at time 0, 28 at time 1
});

test('rnn reads rows of wx and wh: the notes’ small example with two units and a wh that is not symmetric', () => {
  const inputs = {
    x: shaped([3, 1, 2], [1, 0, 0, 1, 1, 1]),
    wx: shaped([2, 2], [0.5, 0.2, -0.3, 0.8]),
    wh: shaped([2, 2], [0.1, -0.2, 0.4, 0.3]),
    b: [0.1, -0.1],
    h0: shaped([1, 2], [0.2, -0.5]),
  };
  const { outputs, grads } = run(
    'rnn',
    inputs,
    {},
    { h: shaped([3, 1, 2], [0.3, -0.7, 1.1, 0.2, -0.5, 0.9]) },
  );
  const expected = {
    h: [
      0.616909302877065, -0.438199314832768, 0.421348761209833, 0.672505783167515, 0.609190855778196,
      0.647098769107427,
    ],
    x: [
      0.357853876506565, -0.482161560384801, 0.456490565193808, 0.394155593231919, -0.314162684724364,
      0.355620841650527,
    ],
    wx: [-0.00654187433591553, 0.736511380087587, -0.156540429833863, 0.753092698581162],
    wh: [0.577433689721782, -0.825943191755337, 0.226349504142913, 0.59088472534577],
    b: [1.04441275636979, 0.0734154040296107],
    h0: [-0.241080780192401, -0.265483463621905],
  };
  for (const [name, values] of Object.entries(expected))
    values.forEach((value, i) => expect((name === 'h' ? outputs : grads)[name]![i]).toBeCloseTo(value, 13));
});

test('the relu of an rnn is closed at 0, and a closed unit passes nothing on', () => {
  const inputs = { x: shaped([2, 1, 1], [0, -1]), wx: shaped([1, 1], [1]), wh: shaped([1, 1], [0]) };
  const { outputs, grads } = run(
    'rnn',
    inputs,
    { activation: 'relu' },
    { h: shaped([2, 1, 1], [5, Infinity]) },
  );
  expect(outputs.h).toEqual([0, 0]);
  expect(grads).toEqual({ x: [0, 0], wx: [0], wh: [0] });
});
