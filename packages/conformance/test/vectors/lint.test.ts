import { describe, expect, test } from '@jest/globals';
import { documents } from '../../src/documents/sources.ts';
import { lintFiles } from '../../src/vectors/lint-files.ts';
import { loadVectorFile, vectorFiles } from '../../src/vectors/load.ts';
import type { Vector } from '../../src/vectors/types.ts';
import { validateVectorFile } from '../../src/vectors/validate.ts';
import { fileWith, vectorWith, type Edits, type Which } from './file-of-every-kind.ts';

const row = (...data: readonly unknown[]) => ({ shape: [data.length], data });

/** What the schema accepts and is wrong all the same, and all that is said about it. */
const broken: readonly [what: string, which: Which, edits: Edits, says: string | RegExp][] = [
  [
    'data that does not fill its shape',
    'operator',
    { 'inputs.w.data': [5, 7, 11, 13, 17] },
    'linear/mine: inputs.w: shape [3, 2] holds 6 elements, got 5',
  ],
  [
    'a scalar of two elements',
    'graph',
    { 'values.q.data': [3, 1] },
    'graph/mine: values.q: shape [] holds 1 element, got 2',
  ],
  [
    'too short an alternative',
    'kink',
    { 'alternatives.0.outputs.y.data': [1] },
    'maximum/mine: alternatives.0.outputs.y: shape [2] holds 2 elements, got 1',
  ],
  [
    'an input the operator does not have',
    'operator',
    { 'inputs.bias': row(1, 2, 3) },
    'linear/mine: the spec refuses the call: linear: bias expected one of x, w, b, got an input of that name',
  ],
  [
    'an attribute the operator does not have',
    'operator',
    { attributes: { stride: 1 } },
    /^linear\/mine: the spec refuses the call: linear: stride expected no attributes/,
  ],
  [
    'sizes that contradict each other',
    'operator',
    { 'inputs.x': row(1, 2, 3) },
    /^linear\/mine: the spec refuses the call: linear: /,
  ],
  [
    'a label that is no class',
    'loss',
    { 'inputs.labels.data.0': 2 },
    /^softmax-cross-entropy\/mine: the spec refuses the call: softmaxCrossEntropy: labels/,
  ],
  [
    'labels without their dtype',
    'loss',
    { 'inputs.labels.dtype': undefined },
    /^softmax-cross-entropy\/mine: the spec refuses the call: softmaxCrossEntropy: labels expected int32/,
  ],
  [
    'an output of another shape',
    'operator',
    { 'outputs.y.shape': [1, 3] },
    'linear/mine: outputs.y: expected shape [3], got [1, 3]',
  ],
  [
    'an output the operator does not have',
    'operator',
    { 'outputs.z': row(1) },
    'linear/mine: outputs.z: there is nothing of this name; there is y',
  ],
  [
    'an output gradient of another shape',
    'operator',
    { 'outputGrads.y.shape': [3, 1] },
    'linear/mine: outputGrads.y: expected shape [3], got [3, 1]',
  ],
  [
    'a gradient of another shape',
    'operator',
    { 'inputGrads.w.shape': [2, 3] },
    'linear/mine: inputGrads.w: expected shape [3, 2], got [2, 3]',
  ],
  [
    'a gradient of an input that was not given',
    'operator',
    { 'inputGrads.b': row(1, 0, -1) },
    'linear/mine: inputGrads.b: there is nothing of this name; there is x, w',
  ],
  [
    'a gradient of labels',
    'loss',
    { outputGrads: {}, inputGrads: { labels: row(0) } },
    'softmax-cross-entropy/mine: inputGrads.labels: there is nothing of this name; there is scores',
  ],
  [
    'gradients from nowhere',
    'operator',
    { outputGrads: undefined },
    'linear/mine: inputGrads: there are no outputGrads that they could come from',
  ],
  [
    'a float32 answer of another shape',
    'kink',
    { 'float32.outputs.y.shape': [2, 1] },
    'maximum/mine: float32.outputs.y: expected shape [2], got [2, 1]',
  ],
  [
    'a node that reads what is not there',
    'graph',
    { 'nodes.1.inputs.b': 'w' },
    "graph/mine: nodes: f: b reads 'w', which is no input and no value of a node before it",
  ],
  [
    'a node that reads one after it',
    'graph',
    { 'nodes.0.inputs.a': 'f' },
    "graph/mine: nodes: q: a reads 'f', which is no input and no value of a node before it",
  ],
  [
    'a node that reads an output by its number',
    'arithmetic',
    { 'nodes.1.inputs.a': 'q.0' },
    /^arithmetic\/mine: nodes: f: a reads 'q\.0', which/,
  ],
  [
    'two nodes of one name',
    'graph',
    { 'nodes.1.name': 'q' },
    'graph/mine: nodes: q: another input or node has this name',
  ],
  [
    'a node with the name of an input',
    'graph',
    { 'nodes.0': { name: 'x', operator: 'rnn', inputs: {} } },
    'graph/mine: nodes: x: another input or node has this name',
  ],
  [
    'a node whose call is wrong',
    'arithmetic',
    { 'nodes.0.inputs.b': undefined },
    /^arithmetic\/mine: nodes: q: the spec refuses the call: add: b expected a tensor/,
  ],
  [
    'a value of no node',
    'graph',
    { 'values.g': row(1) },
    'graph/mine: values.g: there is nothing of this name; there is x, y, z, q, f',
  ],
  [
    'a value of another shape',
    'arithmetic',
    { 'values.f.shape': [1] },
    'arithmetic/mine: values.f: expected shape [], got [1]',
  ],
  [
    'an output gradient of no value',
    'graph',
    { 'outputGrads.g': row(1) },
    /^graph\/mine: outputGrads\.g: there is nothing/,
  ],
  [
    'a gradient of no value',
    'graph',
    { 'gradients.g': row(1) },
    /^graph\/mine: gradients\.g: there is nothing/,
  ],
  [
    'a net with gradients from nowhere',
    'graph',
    { outputGrads: undefined },
    'graph/mine: gradients: there are no outputGrads that they could come from',
  ],
  [
    'a float32 value of no node',
    'arithmetic',
    { float32: { values: { g: row(1) } } },
    /^arithmetic\/mine: float32\.values\.g: there is nothing/,
  ],
  [
    'a relation to no value',
    'graph',
    { 'relations.0.between.1': 'g' },
    "graph/mine: relations[0]: there is no value 'g'; there is x, y, z, q, f",
  ],
  [
    'a Jacobian by an input that is not there',
    'jacobian',
    { 'jacobian.input': 'w' },
    'jacobian/mine: jacobian.input: relu has no w; it has x',
  ],
  [
    'a Jacobian of another shape',
    'jacobian',
    { 'jacobian.rows.shape': [4, 1] },
    'jacobian/mine: jacobian.rows: expected shape [2, 2], got [4, 1]',
  ],
  [
    'paths of another output gradient',
    'jacobian',
    { 'paths.outputGrad.shape': [1, 2] },
    'jacobian/mine: paths.outputGrad: expected shape [2], got [1, 2]',
  ],
  [
    'a path to a place outside',
    'jacobian',
    { 'paths.of.0.at': [2] },
    'jacobian/mine: paths.of[0].at: [2] is no place in a tensor of shape [2]',
  ],
  [
    'a path from a place outside',
    'jacobian',
    { 'paths.of.0.terms.0.from': [0, 0] },
    'jacobian/mine: paths.of[0].terms[0].from: [0, 0] is no place in a tensor of shape [2]',
  ],
  [
    'a table without a row',
    'contributions',
    { 'table.w': [[3, 0]] },
    'contributions/mine: table.w: expected 2 rows (losses) of 2 columns (steps)',
  ],
  [
    'a ragged table',
    'contributions',
    { 'table.w.0': [3] },
    'contributions/mine: table.w: expected 2 rows (losses) of 2 columns (steps)',
  ],
  [
    'a total of no parameter',
    'contributions',
    { 'totals.u': 0 },
    'contributions/mine: totals: expected an entry for each of w, got w, u',
  ],
  [
    'a loss that is no value',
    'contributions',
    { 'losses.1': 'h@2' },
    /^contributions\/mine: losses: there is no value 'h@2'; there is /,
  ],
  [
    'a step that is no input',
    'contributions',
    { 'steps.w.1': 'h@0' },
    "contributions/mine: steps.w: there is no value 'h@0'; there is w@0, w@1, x",
  ],
];

describe('beyond the schema, a file is refused for', () => {
  test.each(broken)('%s', (_what, which, edits, says) => {
    const problems = validateVectorFile(fileWith(which, edits));
    expect(problems).toEqual([typeof says === 'string' ? says : expect.stringMatching(says)]);
  });
});

/** Files with one vector each, and all that is said about them together. */
const sets: readonly [
  what: string,
  files: readonly [file: string, which: Which, edits: Edits][],
  says: readonly string[],
][] = [
  [
    'nothing, where all is right',
    [
      ['graph.json', 'graph', { source: { documents: ['000'], section: 'Two' } }],
      ['linear.json', 'operator', {}],
    ],
    [],
  ],
  [
    'an id that two vectors have',
    [
      ['linear.json', 'operator', {}],
      ['maximum.json', 'kink', { id: 'linear/mine' }],
    ],
    [
      'maximum.json: linear/mine: the id is also in linear.json',
      'maximum.json: linear/mine: expected an id in the group maximum/',
    ],
  ],
  [
    'an id of another group',
    [['linear.json', 'operator', { id: 'dense/mine' }]],
    ['linear.json: dense/mine: expected an id in the group linear/'],
  ],
  [
    'a group in camel case',
    [['softmaxCrossEntropy.json', 'loss', { id: 'softmaxcrossentropy/mine' }]],
    [
      'softmaxCrossEntropy.json: softmaxcrossentropy/mine: expected an id in the group softmax-cross-entropy/',
    ],
  ],
  [
    'a file of another operator',
    [['conv.json', 'operator', {}]],
    ['conv.json: linear/mine: belongs into linear.json'],
  ],
  [
    'a document that does not exist',
    [['graph.json', 'graph', { source: { documents: ['000', '007'] } }]],
    ['graph.json: graph/mine: there is no document 007'],
  ],
  [
    'a section that does not exist',
    [['graph.json', 'graph', { source: { documents: ['000'], section: 'Three' } }]],
    ["graph.json: graph/mine: document 000 has no section 'Three'"],
  ],
];

describe('the files together', () => {
  test('have nothing wrong', () => {
    expect(
      lintFiles(new Map(vectorFiles().map((file) => [file, loadVectorFile(file)])), documents()),
    ).toEqual([]);
  });

  test.each(sets)('are refused for %s', (_what, files, says) => {
    const known = [{ number: '000', title: 'A document', sections: ['One', 'Two'] }];
    const vectors = files.map(
      ([file, which, edits]) => [file, [vectorWith(which, edits) as Vector]] as const,
    );
    expect(lintFiles(new Map(vectors), known)).toEqual(says);
  });
});
