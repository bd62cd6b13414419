import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { operatorNames, specErrorCodes } from '@gradspec/spec';
import { describe, expect, test } from '@jest/globals';
import { vectorFiles, vectorsFolder } from '../../src/vectors/load.ts';
import { validateVectorFile } from '../../src/vectors/validate.ts';
import { fileWith, vectorWith, type Edits, type Which } from './file-of-every-kind.ts';

const kinds = ['operator', 'graph', 'arithmetic', 'jacobian', 'contributions', 'count', 'shape', 'error'];

/** The parts of the schema that have to follow the spec. */
interface Schema {
  readonly $defs: {
    readonly operator: { readonly enum: readonly string[] };
    readonly errorVector: { readonly properties: { readonly code: { readonly enum: readonly string[] } } };
    readonly vector: {
      readonly properties: { readonly kind: { readonly enum: readonly string[] } };
      readonly allOf: readonly {
        readonly if: { readonly properties: { readonly kind: { readonly const: string } } };
        readonly then: { readonly $ref: string };
      }[];
    };
  };
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const { $defs } = read(resolve(__dirname, '../../vectors.schema.json')) as Schema;

describe('the schema', () => {
  test('has the operators of the spec, and its error codes', () => {
    expect($defs.operator.enum).toEqual(operatorNames);
    expect($defs.errorVector.properties.code.enum).toEqual(Object.keys(specErrorCodes));
  });

  test('has a part for every kind', () => {
    expect($defs.vector.properties.kind.enum).toEqual(kinds);
    const branches = $defs.vector.allOf.map(({ if: when, then }) => [when.properties.kind.const, then.$ref]);
    expect(branches).toEqual(kinds.map((kind) => [kind, `#/$defs/${kind}Vector`]));
  });

  test('accepts a vector of every kind', () => {
    const file = fileWith();
    expect((file.vectors as { kind: string }[]).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(kinds),
    );
    expect(validateVectorFile(file)).toEqual([]);
  });

  test.each(vectorFiles())('accepts vectors/%s, which names it', (file) => {
    const json = read(`${vectorsFolder}/${file}`);
    expect(validateVectorFile(json)).toEqual([]);
    expect(json).toHaveProperty('$schema', '../vectors.schema.json');
  });
});

/** What is broken in which vector, and all that is said about it. */
const broken: readonly [what: string, which: Which, edits: Edits, says: string | RegExp][] = [
  ['no id', 'operator', { id: undefined }, "vectors[0]: lacks 'id'"],
  [
    'an id without a group',
    'operator',
    { id: 'mine' },
    /^mine: id: expected text like '.*' \(group\/name; stable for ever\.\), got 'mine'$/,
  ],
  ['an id in capitals', 'operator', { id: 'linear/Mine' }, /^linear\/Mine: id: expected text like /],
  [
    'an unknown kind',
    'operator',
    { kind: 'operators' },
    /^linear\/mine: kind: expected one of 'operator', 'graph', .*, got 'operators'$/,
  ],
  ['no description', 'graph', { description: undefined }, "graph/mine: lacks 'description'"],
  [
    'a description in Korean only',
    'graph',
    { 'description.en': undefined },
    "graph/mine: description: lacks 'en'",
  ],
  [
    'an empty description',
    'graph',
    { 'description.en': '' },
    "graph/mine: description.en: expected text that is not empty, got ''",
  ],
  ['no source', 'count', { source: undefined }, "count/mine: lacks 'source'"],
  [
    'a source that says nothing',
    'count',
    { source: {} },
    "count/mine: source: needs 'documents' or 'reference'",
  ],
  [
    'a section of no document',
    'count',
    { 'source.section': '1' },
    "count/mine: source: has 'section', so it also needs 'documents'",
  ],
  [
    'a document as a number',
    'count',
    { 'source.documents': [4] },
    'count/mine: source.documents[0]: expected text, got 4',
  ],
  [
    'an unknown status',
    'count',
    { 'source.status': 'guessed' },
    "count/mine: source.status: expected one of 'stated', 'derived', 'reconstructed', got 'guessed'",
  ],
  [
    'an unknown operator',
    'operator',
    { operator: 'lineer' },
    /^linear\/mine: operator: expected one of 30 names, of which the nearest are 'linear', .*, got 'lineer'$/,
  ],
  [
    'a misspelt property',
    'operator',
    { outputGrad: {} },
    /^linear\/mine: does not know 'outputGrad'; the nearest: outputGrads, outputs, /,
  ],
  [
    'the property of another kind',
    'graph',
    { outputs: {} },
    /^graph\/mine: does not know 'outputs'; the nearest: /,
  ],
  ['no outputs', 'operator', { outputs: undefined }, "linear/mine: lacks 'outputs'"],
  [
    'a number as text',
    'operator',
    { 'inputs.x.data.1': '3' },
    "linear/mine: inputs.x.data[1]: expected one of 'NaN', 'Infinity', '-Infinity', '-0', got '3'",
  ],
  [
    'a null',
    'operator',
    { 'inputs.x.data.1': null },
    'linear/mine: inputs.x.data[1]: expected a number, got null',
  ],
  [
    'a plus before the infinity',
    'kink',
    { 'inputs.b.data.1': '+Infinity' },
    /^maximum\/mine: inputs\.b\.data\[1\]: expected one of .*, got '\+Infinity'$/,
  ],
  [
    'a floating dtype',
    'operator',
    { 'inputs.x.dtype': 'float32' },
    "linear/mine: inputs.x.dtype: expected 'int32', got 'float32'",
  ],
  [
    'a label that is no integer',
    'loss',
    { 'inputs.labels.data.0': 0.5 },
    'softmax-cross-entropy/mine: inputs.labels.data[0]: expected an integer, got 0.5',
  ],
  [
    'nested data',
    'operator',
    { 'inputs.x.data': [[2, 3]] },
    'linear/mine: inputs.x.data[0]: expected a number, got [2,3]',
  ],
  [
    'a negative size',
    'operator',
    { 'inputs.x.shape': [-2] },
    'linear/mine: inputs.x.shape[0]: expected at least 0, got -2',
  ],
  [
    'a bare list as a tensor',
    'operator',
    { 'inputs.x': [2, 3] },
    'linear/mine: inputs.x: expected an object, got [2,3]',
  ],
  [
    'a name with a slash',
    'operator',
    { 'inputs.a/b': [] },
    'linear/mine: inputs.a/b: expected an object, got []',
  ],
  [
    'an unknown dtype to run in',
    'loss',
    { dtypes: ['float16'] },
    "softmax-cross-entropy/mine: dtypes[0]: expected one of 'float32', 'float64', got 'float16'",
  ],
  [
    'a dtype twice',
    'loss',
    { dtypes: ['float64', 'float64'] },
    /^softmax-cross-entropy\/mine: dtypes: expected no value twice/,
  ],
  ['exact as a word', 'operator', { exact: 'yes' }, "linear/mine: exact: expected true or false, got 'yes'"],
  [
    'an alternative without a reason',
    'kink',
    { 'alternatives.0.description': undefined },
    "maximum/mine: alternatives[0]: lacks 'description'",
  ],
  [
    'a float32 part with inputs',
    'kink',
    { 'float32.inputs': {} },
    /^maximum\/mine: float32: does not know 'inputs'; /,
  ],
  ['no nodes', 'graph', { nodes: [] }, 'graph/mine: nodes: expected at least 1 of them, got []'],
  [
    'a node input that is a number',
    'arithmetic',
    { 'nodes.0.inputs.a': 3 },
    'arithmetic/mine: nodes[0].inputs.a: expected text, got 3',
  ],
  [
    'a relation of three',
    'graph',
    { 'relations.0.between': ['q', 'f', 'x'] },
    /^graph\/mine: relations\[0\]\.between: expected at most 2 of them/,
  ],
  [
    'neither a Jacobian nor paths',
    'jacobian',
    { jacobian: undefined, paths: undefined },
    "jacobian/mine: needs 'jacobian' or 'paths'",
  ],
  [
    'a word in a table',
    'contributions',
    { 'table.w.0.1': 'zero' },
    "contributions/mine: table.w[0][1]: expected a number, got 'zero'",
  ],
  [
    'less than nothing',
    'count',
    { 'counts.weights.value': -6 },
    'count/mine: counts.weights.value: expected at least 0, got -6',
  ],
  [
    'half an element',
    'count',
    { 'counts.weights.value': 6.5 },
    'count/mine: counts.weights.value: expected an integer, got 6.5',
  ],
  [
    'a difference as a count',
    'count',
    { 'counts.twice.of': { difference: [3, 1] } },
    /^count\/mine: counts\.twice\.of: does not know 'difference'; the nearest: /,
  ],
  [
    'a sum and a product',
    'count',
    { 'counts.twice.of.sum': [1] },
    /^count\/mine: counts\.twice\.of: expected at most 1 of them/,
  ],
  [
    'data for a shape',
    'shape',
    { 'cases.0.inputs.x': { shape: [4, 2] } },
    'shape/mine: cases[0].inputs.x: expected a list, got an object with shape',
  ],
  [
    'an unknown error code',
    'error',
    { code: 'wrong-shape' },
    /^error\/mine: code: expected one of 20 names, of which the nearest are .*'bad-shape'.*, got 'wrong-shape'$/,
  ],
];

describe('a broken file is refused for its reason:', () => {
  test.each(broken)('%s', (_what, which, edits, says) => {
    const problems = validateVectorFile(fileWith(which, edits));
    expect(problems).toEqual([typeof says === 'string' ? says : expect.stringMatching(says)]);
  });

  test.each<[string, unknown, string]>([
    ['a bare vector', vectorWith('operator'), "does not know 'id'; the nearest: "],
    ['a list', [], 'expected an object, got []'],
    ['no vectors', { vectors: [] }, 'vectors: expected at least 1 of them, got []'],
    ['a number for a vector', { vectors: [3] }, 'vectors[0]: expected an object, got 3'],
    ['something beside the vectors', { ...fileWith(), version: 1 }, "does not know 'version'; the nearest: "],
  ])('%s', (_what, json, says) => {
    expect(validateVectorFile(json).join('\n')).toContain(says);
  });
});
