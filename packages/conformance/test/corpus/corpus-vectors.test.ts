import { expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { corpusLine, loadCorpus } from '../../src/corpus/corpus-file.ts';
import { corpusVectors } from '../../src/corpus/corpus-vectors.ts';
import type { OperatorVector } from '../../src/vectors/types.ts';

/** `GRADSPEC_CORPUS=whole` computes every case again. */
const most = process.env.GRADSPEC_CORPUS === 'whole' ? Infinity : 4;

test.each(operatorNames)(
  'the first cases of %s are computed to the same digits as those in its file',
  (operator) => {
    const frozen = loadCorpus(operator);
    const again: OperatorVector[] = [];
    for (const vector of corpusVectors(operator)) if (again.push(vector) >= most) break;
    expect(again.map(corpusLine)).toEqual(frozen.slice(0, again.length).map(corpusLine));
  },
  60_000,
);
