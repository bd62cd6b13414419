import { describe, expect, test } from '@jest/globals';
import { selectPeers, selectRows } from '../src/select.ts';
import { rowId, workloads } from '../src/workloads.ts';

const ids = (options: Parameters<typeof selectRows>[0]) =>
  selectRows(options).flatMap(({ workload, passes }) => passes.map((pass) => rowId(workload, pass)));

describe('selectRows', () => {
  test('everything, in the order of the list', () => {
    expect(selectRows({}).map(({ workload }) => workload)).toEqual(workloads);
  });

  test('a quick run has every kind of operator and less than two thirds of the rows', () => {
    const quick = selectRows({ quick: true });
    expect(new Set(quick.map(({ workload }) => workload.operator)).size).toBe(4);
    expect(ids({ quick: true }).length).toBeLessThan((ids({}).length * 2) / 3);
    expect(ids({ quick: true, filter: 'large-31' })).toHaveLength(3); // what is named is measured
  });

  test.each([
    ['rnn', ['rnn/forward', 'rnn/input-gradient', 'rnn/weight-gradient', 'rnn/train']],
    [
      'lenet, /train$',
      [
        'small/train',
        'lenet/forward',
        'lenet/input-gradient',
        'lenet/weight-gradient',
        'rnn/train',
        'lstm/train',
        'gru/train',
      ],
    ],
    ['cifar/forward', ['cifar/forward']], // not dense-cifar
    ['POOL-.*/forward', ['pool-max/forward', 'pool-avg/forward']],
  ])('%s', (filter, expected) => {
    expect(ids({ filter })).toEqual(expected);
  });

  test('what matches nothing or is no regular expression is refused', () => {
    expect(() => selectRows({ filter: 'lenet,alexnet' })).toThrow(
      "--filter: nothing matches 'alexnet'; --list shows what there is",
    );
    expect(() => selectRows({ filter: '(' })).toThrow("--filter: '(' is no regular expression");
  });
});

describe('selectPeers', () => {
  const known = () => Promise.resolve(['a', 'b', 'c']);

  test('all, some, or nobody', async () => {
    expect(await selectPeers(undefined, known)).toEqual(['a', 'b', 'c']);
    expect(await selectPeers('c, a', known)).toEqual(['c', 'a']);
    expect(await selectPeers('none', () => Promise.reject(new Error('not built')))).toEqual([]);
  });

  test('an unknown name is refused', async () => {
    await expect(selectPeers('a,tensorflow', known)).rejects.toThrow(
      "--peers: expected some of a, b, c, or none; got 'tensorflow'",
    );
  });
});
