import { expect, test } from '@jest/globals';
import { countsOf, realElements, spread, windowsOf, winnerOf } from '../../../src/mistakes/pools/windows.ts';
import { map } from '../../../src/mistakes/rearranged.ts';
import { variationsOf } from '../../../src/mistakes/variations.ts';
import { wrongResults } from '../answers.ts';

test('the winners of the windows are maxPool’s, forward and backward', async () => {
  const same = variationsOf('maxPool').changed({
    y: (y, call) => {
      const { data: x } = call.inputs.x;
      const windows = windowsOf(call);
      return map(y, (_, i) => x[winnerOf(x, realElements(windows[i]!))]!);
    },
    dx: (_, call) =>
      spread(call, (window, write) =>
        write(winnerOf(call.inputs.x.data, realElements(window)), call.outputGrads.y.data[window.y]!),
      ),
  });
  expect(await wrongResults('maxPool', same)).toEqual([]);
});

test('the sums of the windows over what they count are avgPool’s, forward and backward', async () => {
  const same = variationsOf('avgPool').changed({
    y: (y, call) => {
      const { data: x } = call.inputs.x;
      const [windows, m] = [windowsOf(call), countsOf(call)];
      return map(y, (_, i) => realElements(windows[i]!).reduce((sum, at) => sum + x[at]!, 0) / m[i]!);
    },
    dx: (_, call) => {
      const m = countsOf(call);
      return spread(call, (window, write) => {
        for (const i of realElements(window)) write(i, call.outputGrads.y.data[window.y]! / m[window.y]!);
      });
    },
  });
  expect(await wrongResults('avgPool', same)).toEqual([]);
});
