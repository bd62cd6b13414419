import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { graphFromJson, graphToJson } from '../../src/index.ts';
import { add, multiply, scale } from '../nodes.ts';

const good = () =>
  JSON.parse(
    graphToJson(
      { inputs: ['x', 'y'], nodes: [add('q', 'x', 'y'), scale('s', 'q', 2), multiply('f', 's', 'y')] },
      {
        values: new Map([['x', tensor('float64', [2], [1, 2])]]),
        gradients: new Map([['x', tensor('float64', [2], [3, -4])]]),
      },
    ),
  ) as Json;

/** Parsed JSON that tests break. */
interface Json {
  [key: string]: unknown;
  inputs: unknown[];
  nodes: { inputs: Record<string, unknown>; attributes: unknown; [key: string]: unknown }[];
  values: Record<string, Record<string, unknown>>;
  gradients: Record<string, Record<string, unknown>>;
}

const rows: readonly (readonly [
  title: string,
  code: string,
  message: string,
  breaking: (json: Json) => void,
])[] = [
  [
    'another format',
    'bad-json',
    'format expected "gradspec-graph", got "onnx"',
    (json) => (json.format = 'onnx'),
  ],
  ['another version', 'bad-json', 'version expected 1, got 2', (json) => (json.version = 2)],
  [
    'no version',
    'bad-json',
    'the text expected an object with version, got an object with format, inputs, nodes, values, gradients',
    (json) => delete json.version,
  ],
  [
    'a key that is not known',
    'bad-json',
    'vales is a key that is not known here; expected one of format, version, inputs, nodes, values, gradients; nearest: values',
    (json) => (json.vales = {}),
  ],
  [
    'inputs that are no list',
    'bad-json',
    'inputs expected a list, got an object with x',
    (json) => (json.inputs = { x: 1 } as unknown as unknown[]),
  ],
  [
    'an input that is no name',
    'bad-json',
    'inputs[1] expected text, got null',
    (json) => (json.inputs[1] = null),
  ],
  [
    'two inputs of one name',
    'duplicate-name',
    'x is the name of two inputs or nodes of the graph',
    (json) => json.inputs.push('x'),
  ],
  [
    'nodes that are text',
    'bad-json',
    'nodes expected a list, got "q"',
    (json) => (json.nodes = 'q' as unknown as Json['nodes']),
  ],
  [
    'a node that is a list',
    'bad-json',
    'nodes[2] expected an object, got a list of 2',
    (json) => (json.nodes[2] = [1, 2] as unknown as Json['nodes'][0]),
  ],
  [
    'a node without a name',
    'bad-json',
    'nodes[1] expected an object with name, got an object with operator, inputs, attributes',
    (json) => delete json.nodes[1]!.name,
  ],
  [
    'a name that is a number',
    'bad-json',
    'nodes[1].name expected text, got 7',
    (json) => (json.nodes[1]!.name = 7),
  ],
  [
    'an operator that does not exist',
    'unknown-operator',
    'nodes[1].operator: there is no operator scal; nearest: scale',
    (json) => (json.nodes[1]!.operator = 'scal'),
  ],
  [
    'an operator with the name of an object’s method',
    'unknown-operator',
    'nodes[1].operator: there is no operator toString',
    (json) => (json.nodes[1]!.operator = 'toString'),
  ],
  [
    'a key of a node that is not known',
    'bad-json',
    'nodes[0].input is a key that is not known here; expected one of name, operator, inputs, attributes; nearest: inputs',
    (json) => (json.nodes[0]!.input = {}),
  ],
  [
    'an input that the operator does not have',
    'bad-json',
    'nodes[0].inputs.c is a key that is not known here; expected one of a, b; nearest: a, b',
    (json) => (json.nodes[0]!.inputs.c = 'x'),
  ],
  [
    'an input of a node that is missing',
    'bad-json',
    'nodes[0].inputs expected an object with b, got an object with a',
    (json) => delete json.nodes[0]!.inputs.b,
  ],
  [
    'an input of a node that is no name',
    'bad-json',
    'nodes[0].inputs.b expected text, got a list of 0',
    (json) => (json.nodes[0]!.inputs.b = []),
  ],
  [
    'a node that reads what is not there',
    'unknown-reference',
    'nodes[2].inputs.b: the graph has no value "yy"; nearest: y',
    (json) => (json.nodes[2]!.inputs.b = 'yy'),
  ],
  [
    'nodes in a ring',
    'cycle',
    'the graph has a cycle: q reads f reads s reads q',
    (json) => (json.nodes[0]!.inputs.a = 'f'),
  ],
  [
    'attributes that are a list',
    'bad-json',
    'nodes[1].attributes expected an object, got a list of 1',
    (json) => (json.nodes[1]!.attributes = [2]),
  ],
  [
    'an attribute that the operator does not have',
    'bad-json',
    'nodes[1].attributes.values is a key that is not known here; expected one of value; nearest: value',
    (json) => (json.nodes[1]!.attributes = { values: 2 }),
  ],
  [
    'an attribute of an operator that has none',
    'bad-json',
    'nodes[0].attributes["a b"] is a key that is not known here; expected none',
    (json) => (json.nodes[0]!.attributes = { 'a b': 2 }),
  ],
  [
    'an attribute that is an object',
    'bad-json',
    'nodes[1].attributes.value expected a number, true or false, a word or a list of numbers, got an empty object',
    (json) => (json.nodes[1]!.attributes = { value: {} }),
  ],
  [
    'an attribute that is null',
    'bad-json',
    'nodes[1].attributes.value expected a number, true or false, a word or a list of numbers, got null',
    (json) => (json.nodes[1]!.attributes = { value: null }),
  ],
  [
    'words in a list',
    'bad-json',
    'nodes[1].attributes.value[1] expected a number or a list of numbers, got "2"',
    (json) => (json.nodes[1]!.attributes = { value: [1, '2'] }),
  ],
  [
    'lists too deep',
    'bad-json',
    'nodes[1].attributes.value[0][1] expected a number, got a list of 1',
    (json) => (json.nodes[1]!.attributes = { value: [[1, [2]]] }),
  ],
  [
    'values that are a list',
    'bad-json',
    'values expected an object, got a list of 0',
    (json) => (json.values = [] as unknown as Json['values']),
  ],
  [
    'a value that the graph does not have',
    'other-graph',
    'values.xx: the graph has no value "xx"; nearest: x',
    (json) => (json.values.xx = json.values.x!),
  ],
  [
    'a tensor that is a number',
    'bad-json',
    'values.x expected an object, got 3',
    (json) => (json.values.x = 3 as unknown as Json['values']['']),
  ],
  [
    'a tensor without data',
    'bad-json',
    'values.x expected an object with data, got an object with shape',
    (json) => delete json.values.x!.data,
  ],
  [
    'a key of a tensor that is not known',
    'bad-json',
    'values.x.type is a key that is not known here; expected one of shape, data, dtype; nearest: dtype',
    (json) => (json.values.x!.type = 'float64'),
  ],
  [
    'a dtype that is none',
    'bad-json',
    'values.x.dtype expected float32, float64 or int32, got "float16"',
    (json) => (json.values.x!.dtype = 'float16'),
  ],
  [
    'a size that is no size',
    'bad-json',
    'values.x.shape[1] expected an integer of at least 0, got -2',
    (json) => (json.values.x!.shape = [2, -2]),
  ],
  [
    'a shape that is a number',
    'bad-json',
    'values.x.shape expected a list, got 2',
    (json) => (json.values.x!.shape = 2),
  ],
  [
    'data that does not fill the shape',
    'bad-json',
    'values.x.data expected 6 numbers for shape [2, 3], got 2',
    (json) => (json.values.x!.shape = [2, 3]),
  ],
  [
    'a number that is text',
    'bad-json',
    'values.x.data[1] expected a number of float64, NaN, Infinity, -Infinity or -0, got "2"',
    (json) => (json.values.x!.data = [1, '2']),
  ],
  [
    'a number that is null',
    'bad-json',
    'values.x.data[0] expected a number of float64, NaN, Infinity, -Infinity or -0, got null',
    (json) => (json.values.x!.data = [null, 2]),
  ],
  [
    'a gradient of int32',
    'bad-json',
    'gradients.x.dtype expected float32 or float64, got "int32"',
    (json) => (json.gradients.x = { ...json.gradients.x, dtype: 'int32' }),
  ],
  [
    'a gradient of another shape than its value',
    'other-graph',
    'gradients.x expected float64 [2], as the value is, got float64 [1, 2]',
    (json) => (json.gradients.x!.shape = [1, 2]),
  ],
  [
    'a gradient of another dtype than its value',
    'other-graph',
    'gradients.x expected float64 [2], as the value is, got float32 [2]',
    (json) => (json.gradients.x!.dtype = 'float32'),
  ],
  [
    'a gradient of no value',
    'other-graph',
    'gradients["q.y"]: the graph has no value "q.y"; nearest: q',
    (json) => (json.gradients['q.y'] = json.gradients.x!),
  ],
];

describe('graphFromJson refuses', () => {
  test.each(rows)('%s: %s', (_, code, message, breaking) => {
    const json = good();
    breaking(json);
    expect(() => graphFromJson(JSON.stringify(json))).toThrow(
      expect.objectContaining({ name: 'GraphError', code, message }),
    );
  });

  test('and the text of the rows is good before it is broken', () => {
    expect(graphFromJson(JSON.stringify(good())).graph.nodes).toHaveLength(3);
  });

  test.each([
    ['float64', '1e999', 'a number of float64, NaN, Infinity, -Infinity or -0'],
    ['float32', '1e39', 'a number of float32, NaN, Infinity, -Infinity or -0'],
    ['int32', '1.5', 'an integer of 32 bits'],
    ['int32', '2147483648', 'an integer of 32 bits'],
    ['int32', '"NaN"', 'an integer of 32 bits'],
  ])('a number that %s does not have: %s', (dtype, number, expected) => {
    const text = JSON.stringify({
      ...good(),
      values: { x: { dtype, shape: [2], data: [0, 0] } },
      gradients: {},
    });
    const shown = number === '1e999' ? 'Infinity' : number === '1e39' ? '1e+39' : number;
    expect(() => graphFromJson(text.replace('[0,0]', `[0,${number}]`))).toThrow(
      expect.objectContaining({ message: `values.x.data[1] expected ${expected}, got ${shown}` }),
    );
  });

  test('text that is no JSON, JSON that is no object, and what is no text', () => {
    expect(() => graphFromJson('{"format":')).toThrow(/^the text is no JSON: /);
    expect(() => graphFromJson('[]')).toThrow('the text expected an object, got a list of 0');
    expect(() => graphFromJson({} as string)).toThrow('the text expected text, got an empty object');
  });

  test('lists nested 100,000 deep, without overflowing the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const text = JSON.stringify({ ...good(), inputs: 'DEEP' }).replace('"DEEP"', deep);
    expect(() => graphFromJson(text)).toThrow('inputs[0] expected text, got a list of 1');
  });
});
