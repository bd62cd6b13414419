import { expect, test } from '@jest/globals';
import { createPace } from '../src/pace.ts';

test('nothing is predicted of a contestant that was never measured', () => {
  const pace = createPace();
  pace.record('a,conv,forward', 100, 1);
  expect(pace.predict('a,conv,input gradient', 100)).toBeUndefined();
  expect(pace.largest('a,conv,input gradient')).toBe(0);
});

test('the largest call measured decides, whatever came after it', () => {
  const pace = createPace();
  pace.record('a', 10, 5); // mostly a fixed cost
  pace.record('a', 1000, 8);
  pace.record('a', 20, 6);
  expect(pace.predict('a', 4000)).toBe(32);
  expect(pace.largest('a')).toBe(1000);
});
