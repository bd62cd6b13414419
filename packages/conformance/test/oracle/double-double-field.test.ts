/**
 * The double-double oracle against the exact one: on every published vector of an operator, and on the frozen corpus.
 */
import { describe, expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { loadCorpus } from '../../src/corpus/corpus-file.ts';
import { bounds } from '../../src/oracle/bounds.ts';
import { doubleDoubles } from '../../src/oracle/double-double-field.ts';
import { fromFloat } from '../../src/oracle/double-double.ts';
import { answersIn } from '../../src/oracle/expected.ts';
import { traceCall } from '../../src/oracle/trace.ts';
import { ulp } from '../../src/runner/compare.ts';
import { fromJsonAll, gradientsFromJson } from '../../src/vectors/json-tensor.ts';
import { loadVectors } from '../../src/vectors/load.ts';
import type { JsonTensors, OperatorVector } from '../../src/vectors/types.ts';

/** What double-double numbers are more precise by than float64, with four bits to spare. */
const finer = 2 ** -47;

/**
 * How many of a vector's elements may be ties. Where all numbers are tiny, an answer is a sum of a few products of 24 bits,
 * often just 54 bits long, and what else belongs to it is further down than 100 bits.
 */
const tiesOf = ({ description }: OperatorVector, elements: number): number =>
  elements / (description.en.includes('underflow') ? 100 : 10_000);

interface Verified {
  readonly elements: number;
  /** How many are the other neighbour of the exact answer: it lies so near the middle that 100 bits do not tell. */
  readonly ties: number;
  readonly mostTies: number;
  /** The elements that are further off than double-double arithmetic can be. */
  readonly wrong: readonly string[];
}

function verify(vector: OperatorVector): Verified {
  const inputs = fromJsonAll(vector.inputs, 'float64');
  const outputGrads = gradientsFromJson(vector.outputGrads, 'float64');
  const trace = traceCall(vector.operator, inputs, vector.attributes);
  const found = answersIn(trace, inputs, outputGrads, doubleDoubles);
  const derived = bounds(trace, inputs, outputGrads, 'float64');
  let [elements, ties] = [0, 0];
  const wrong: string[] = [];
  const compare = (exact: JsonTensors = {}, part: 'values' | 'gradients') => {
    for (const [name, { data }] of Object.entries(exact))
      data.forEach((written, i) => {
        const [got, right, bound] = [found[part][name]![i]!, Number(written), derived[part][name]![i]!];
        elements += 1;
        const error = Math.abs(got - right);
        if (got === right || (Number.isNaN(got) && Number.isNaN(right)) || error <= finer * bound) return;
        if (bound > 0 && error <= ulp(right, 'float64')) ties += 1;
        else wrong.push(`${vector.id}: ${part} of ${name}[${i}] expected ${right}, got ${got}`);
      });
  };
  compare(vector.outputs, 'values');
  compare(vector.inputGrads, 'gradients');
  return { elements, ties, mostTies: tiesOf(vector, elements), wrong };
}

/** All of them together. */
function verifyAll(vectors: readonly OperatorVector[]): Verified {
  const all = vectors.map(verify);
  const total = (of: 'elements' | 'ties' | 'mostTies') => all.reduce((sum, one) => sum + one[of], 0);
  return {
    elements: total('elements'),
    ties: total('ties'),
    mostTies: total('mostTies'),
    wrong: all.flatMap(({ wrong }) => wrong),
  };
}

const published = loadVectors().filter((vector): vector is OperatorVector => vector.kind === 'operator');

describe.each([
  ['published vectors', (operator: string) => published.filter((vector) => vector.operator === operator)],
  ['cases of the frozen corpus', loadCorpus],
] as const)('in double-double numbers, the %s', (_, of) => {
  test.each(operatorNames)('of %s come to the exact answers', (operator) => {
    const { elements, ties, mostTies, wrong } = verifyAll(of(operator));
    expect(wrong).toEqual([]);
    expect(elements).toBeGreaterThan(0);
    expect(ties).toBeLessThanOrEqual(mostTies);
  });
});

describe('choices', () => {
  const [less, more] = [
    { hi: 1, lo: 2 ** -70 },
    { hi: 1, lo: 2 ** -60 },
  ];

  test('the maximum is decided by the low parts, and is the first of equals', () => {
    expect(doubleDoubles.max([less, more, more]).weights).toEqual(['zero', 'one', 'zero']);
  });

  test('the first NaN is the maximum, and NaN is not at most 0', () => {
    const [one, nan] = [fromFloat(1), fromFloat(NaN)];
    expect(doubleDoubles.max([one, nan, nan]).weights).toEqual(['zero', 'one', 'zero']);
    expect(doubleDoubles.where(nan, one, less).weights).toEqual(['zero', 'one']);
    expect(doubleDoubles.where(fromFloat(0), one, less).weights).toEqual(['one', 'zero']);
  });
});
