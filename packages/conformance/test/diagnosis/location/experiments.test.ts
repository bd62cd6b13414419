import { describe, expect, test } from '@jest/globals';
import type { FilledAttributes, OperatorName, Tensor } from '@gradspec/spec';
import { experimentSentences, plainSentence } from '../../../src/diagnosis/location/experiments.ts';
import { tryOut, wrongResults } from '../../../src/diagnosis/tried.ts';
import { trialsOf } from '../../../src/diagnosis/trials.ts';
import { variationsOf, type Plant } from '../../../src/mistakes/variations.ts';
import { having, mapped, right } from '../planted.ts';

const triedOut = async (operator: OperatorName, plant: Plant) => {
  const implementation = having(operator, plant(right(operator)));
  const tried = await tryOut(implementation, trialsOf(operator));
  return [implementation, tried, wrongResults(tried)] as const;
};
const told = async (operator: OperatorName, plant: Plant) =>
  experimentSentences(...(await triedOut(operator, plant)));
const halved = <T extends Tensor>(one: T): T => mapped(one, (value, at) => value / (2 + (at % 2)));
const dilated = ({ dilation }: FilledAttributes<'conv'>) => dilation.some((d) => d > 1);

describe('the same calls with one thing less tell', () => {
  test('the attribute that a result depends on', async () => {
    const { changed } = variationsOf('conv');
    expect(
      await told('conv', changed({ dw: (dw, { attributes }) => (dilated(attributes) ? halved(dw) : dw) })),
    ).toEqual([
      'dw is wrong only on calls with dilation; the same calls with dilation at its default come out right',
    ]);
  });

  test('the optional input', async () => {
    const { changed } = variationsOf('rnn');
    expect(await told('rnn', changed({ dx: (dx, { inputs }) => (inputs.h0 ? halved(dx) : dx) }))).toEqual([
      'dx is wrong only on calls with h0; the same calls without h0 come out right',
    ]);
  });

  test('the output gradient', async () => {
    const { cotangent } = variationsOf('lstm');
    expect(
      await told(
        'lstm',
        cotangent(({ cT }) => ({ cT: halved(cT) })),
      ),
    ).toContainEqual(
      expect.stringMatching(
        /^dx, .*are wrong only on calls with an output gradient of cT; the same calls with that of cT zero come out right$/,
      ),
    );
  });

  test('the size that is more than one', async () => {
    const { changed } = variationsOf('linear');
    const sentences = await told(
      'linear',
      changed({ dw: (dw, { inputs: { x } }) => (x.shape[0]! > 1 ? halved(dw) : dw) }),
    );
    expect(sentences).toEqual([
      'dw is wrong only on calls of more than one row; the same calls cut to one come out right',
    ]);
  });

  test('that no attribute is to blame', async () => {
    const { changed } = variationsOf('avgPool');
    expect(await plainSentence(...(await triedOut('avgPool', changed({ y: halved }))))).toMatch(
      /^y is wrong on the plainest calls, too, .*: no attribute is to blame$/,
    );
  });

  test('that nothing is said of plain calls where an attribute cannot be taken away', async () => {
    const { changed } = variationsOf('conv');
    const grouped = changed({ dx: (dx, { attributes }) => (attributes.groups > 1 ? halved(dx) : dx) });
    expect(await plainSentence(...(await triedOut('conv', grouped)))).toBeUndefined();
  });
});
