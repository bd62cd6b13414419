import { expect, test } from '@jest/globals';
import { cellOf, failed } from '../src/cell.ts';

test('samples become a spread, and who left says why', () => {
  expect(cellOf('a', { seconds: [3, 1, 2] })).toEqual({
    ...{ contestant: 'a', outcome: 'measured', samples: 3 },
    seconds: { lower: 1.5, median: 2, upper: 2.5 },
  });
  expect(cellOf('a', { failed: 'no' })).toEqual({ contestant: 'a', outcome: 'failed', reason: 'no' });
  expect(cellOf('a', { slow: 7 })).toEqual({ contestant: 'a', outcome: 'too slow', predicted: 7 });
  expect(failed('a', new Error('oh'))).toEqual({ contestant: 'a', outcome: 'failed', reason: 'oh' });
  expect(failed('a', 'oh')).toEqual({ contestant: 'a', outcome: 'failed', reason: 'oh' });
});
