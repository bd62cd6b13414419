import { expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { answered } from '../../src/corpus/answered.ts';
import { corpusLine, loadCorpus } from '../../src/corpus/corpus-file.ts';
import { corpusVectors } from '../../src/corpus/corpus-vectors.ts';

/** `GRADSPEC_CORPUS=whole` computes every case again. */
const most = process.env.GRADSPEC_CORPUS === 'whole' ? Infinity : 4;

test.each(operatorNames)(
  'the first cases of %s are computed to the same digits as those in its file',
  (operator) => {
    const frozen = loadCorpus(operator).slice(0, most);
    expect(frozen.map((vector) => corpusLine(answered(vector)))).toEqual(frozen.map(corpusLine));
  },
  60_000,
);

test('answers are computed from the call, whatever stands in the file', () => {
  const [right] = loadCorpus('conv');
  const { y } = right!.outputs;
  const wrong = { ...right!, outputs: { y: { ...y!, data: y!.data.map(() => 7) } }, inputGrads: {} };
  expect(answered(wrong)).toEqual(right);
});

test('a drawn case is one that proves something, with its answers', () => {
  const [drawn] = corpusVectors('lstm');
  expect(drawn).toEqual(answered(drawn!));
  expect(Object.values(drawn!.inputGrads!).some(({ data }) => data.some((value) => value !== 0))).toBe(true);
});
