import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { tensor } from '@gradspec/spec';
import { download, session } from '../../src/tfjs/session.ts';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

test('a session keeps its tensors and its last results, and gives everything back when it closes', () => {
  const before = tf.memory().numTensors;
  const s = session('cpu');
  const x = s.upload(tensor('float32', [2], [3, -5]), (t) => tf.neg(t));
  const twice = s.keep(() => tf.mul(x, tf.scalar(2)));
  const sum = s.computation(
    () => ({ y: tf.add(tf.add(x, twice), tf.scalar(1)) }),
    ({ y }) => download(tf.neg(y), [2, 1]),
  );
  sum.run();
  sum.run();
  expect(tf.memory().numTensors - before).toBe(3); // x, twice and the last y
  expect(sum.read()).toEqual(tensor('float32', [2, 1], [8, -16]));
  expect(tf.memory().numTensors - before).toBe(3);
  s.close();
  expect(tf.memory().numTensors).toBe(before);
});
