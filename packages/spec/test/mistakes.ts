/**
 * The mistakes that can be made with any operator, made from its specification: a new operator gets them for free.
 */
import { arrayOf, operators, type OperatorName, type SpecErrorCode, type Tensor } from '../src/index.ts';
import { inputSpecs } from './calls.ts';
import { samples, sampleTensors } from './samples.ts';

/** A wrong call and the error that it must end in. */
export interface Mistake {
  readonly title: string;
  readonly inputs: unknown;
  readonly attributes?: unknown;
  readonly code: SpecErrorCode;
  readonly argument: string;
  /** A part of the message, where it is the same for every operator. */
  readonly text?: string;
}

type Loose = Readonly<Record<string, unknown>>;

const filled = (shape: readonly number[], dtype: Tensor['dtype']): Tensor =>
  ({ dtype, shape, data: new (arrayOf(dtype))(shape.reduce((count, size) => count * size, 1)) }) as Tensor;

/** What is no tensor, made of one that is. */
function malformed({
  dtype,
  shape,
  data,
}: Tensor): readonly (readonly [title: string, value: unknown, text: string])[] {
  const other = dtype === 'float32' ? 'float64' : 'float32';
  const none = 'expected a tensor with dtype float32, float64 or int32, got';
  const sizes = 'expected a shape of integers of at least 0, got';
  const elements = `expected ${data.length} elements for shape [${shape.join(', ')}], got`;
  const array = arrayOf(dtype).name;
  return [
    ['null', null, `${none} null`],
    ['a number', 5, `${none} 5`],
    ['a list of numbers', Array(100).fill(1), `${none} [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, … (100 in all)]`],
    ['a typed array', new Float32Array(1000), `${none} Float32Array`],
    ['no dtype', { shape, data }, `${none} an object with shape, data`],
    ['a dtype that is not one', { dtype: 'float16', shape, data }, `${none} 'float16'`],
    ['the name of a method as dtype', { dtype: 'toString', shape, data }, `${none} 'toString'`],
    ['no shape', { dtype, data }, `${sizes} undefined`],
    ['a shape that is a number', { dtype, shape: 6, data }, `${sizes} 6`],
    ['a shape that is a typed array', { dtype, shape: Int32Array.from(shape), data }, `${sizes} Int32Array`],
    ['a negative size', { dtype, shape: [-1, ...shape], data }, `${sizes} [-1, `],
    ['a fractional size', { dtype, shape: [0.5, 2, ...shape], data }, `${sizes} [0.5, 2, `],
    ['a size NaN', { dtype, shape: [NaN, ...shape], data }, `${sizes} [NaN, `],
    ['a size Infinity', { dtype, shape: [Infinity, ...shape], data }, `${sizes} [Infinity, `],
    ['a size that is a string', { dtype, shape: ['1', ...shape], data }, `${sizes} ['1', `],
    [
      'a size that was never written',
      { dtype, shape: Array(1).concat(shape), data },
      `${sizes} [undefined, `,
    ],
    ['no data', { dtype, shape }, `expected data in a ${array}, got undefined`],
    ['data in a plain array', { dtype, shape, data: Array.from(data) }, `expected data in a ${array}, got [`],
    [
      'data of another dtype',
      { dtype, shape, data: filled(shape, other).data },
      `expected data in a ${array}, got ${arrayOf(other).name}`,
    ],
    ['an element too few', { dtype, shape, data: data.slice(1) }, `${elements} ${data.length - 1}`],
    [
      'an element too many',
      { dtype, shape, data: filled([data.length + 1], dtype).data },
      `${elements} ${data.length + 1}`,
    ],
  ];
}

function* tensorMistakes(
  operator: OperatorName,
  tensors: Readonly<Record<string, Tensor>>,
): Iterable<Mistake> {
  for (const [name, tensor] of Object.entries(tensors)) {
    for (const [title, value, text] of malformed(tensor))
      yield {
        title: `${name}: ${title}`,
        inputs: { ...tensors, [name]: value },
        code: 'bad-tensor',
        argument: name,
        text,
      };
    const integer = inputSpecs(operator)[name]!.dtype === 'int32';
    yield {
      title: `${name}: ${integer ? 'floats' : 'integers'}`,
      inputs: { ...tensors, [name]: filled(tensor.shape, integer ? 'float64' : 'int32') },
      code: 'bad-dtype',
      argument: name,
    };
    if (!integer && name !== Object.keys(tensors)[0])
      yield {
        title: `${name}: another dtype`,
        inputs: { ...tensors, [name]: filled(tensor.shape, 'float32') },
        code: 'mixed-dtypes',
        argument: name,
        text: `expected float64, as ${Object.keys(tensors)[0]} has, got float32`,
      };
  }
}

/** What the layouts forbid: ranks, and sizes that must equal one that an earlier input bound. */
function* layoutMistakes(
  operator: OperatorName,
  tensors: Readonly<Record<string, Tensor>>,
): Iterable<Mistake> {
  const seen = new Set<string>();
  for (const [name, { layout }] of Object.entries(inputSpecs(operator))) {
    const { shape, dtype } = tensors[name]!;
    const withShape = (changed: readonly number[]) => ({ ...tensors, [name]: filled(changed, dtype) });
    const symbols = layout.split(',');
    const run = symbols.findIndex((symbol) => symbol.startsWith('...'));
    const least = symbols.length - (run < 0 ? 0 : 1);
    const badRank = { code: 'bad-rank', argument: name } as const;
    if (least > 0)
      yield { title: `${name}: too few axes`, inputs: withShape(shape.slice(0, least - 1)), ...badRank };
    if (run < 0 || seen.has(symbols[run]!))
      yield { title: `${name}: an axis too many`, inputs: withShape([...shape, 1]), ...badRank };
    for (const [position, symbol] of symbols.entries()) {
      const [, multiple, letter] = /^(\d*)(.+)$/.exec(symbol)!;
      const axis = run >= 0 && position > run ? shape.length - symbols.length + position : position;
      const another = shape.map((size, i) => (i === axis ? size + 1 : size));
      if (seen.has(letter!) || multiple)
        yield {
          title: `${name}: another ${symbol}`,
          inputs: withShape(another),
          code: 'bad-shape',
          argument: name,
        };
    }
    for (const symbol of symbols) seen.add(symbol.replace(/^\d+/, ''));
  }
}

function* nameMistakes(operator: OperatorName, tensors: Readonly<Record<string, Tensor>>): Iterable<Mistake> {
  for (const inputs of [null, undefined, 5, 'x'])
    yield {
      title: `inputs ${inputs}`,
      inputs,
      code: 'missing-input',
      argument: 'inputs',
      text: 'an object of tensors by name',
    };
  for (const [name, { optional }] of Object.entries(inputSpecs(operator))) {
    if (optional) continue;
    const without: Loose = Object.fromEntries(Object.entries(tensors).filter(([other]) => other !== name));
    for (const inputs of [without, { ...without, [name]: undefined }])
      yield { title: `no ${name}`, inputs, code: 'missing-input', argument: name };
  }
  for (const name of ['bias', 'X', 'toString'])
    yield {
      title: `an input ${name}`,
      inputs: { ...tensors, [name]: filled([2], 'float64') },
      code: 'unknown-input',
      argument: name,
      text: `expected one of ${Object.keys(inputSpecs(operator)).join(', ')}, got`,
    };
}

function* attributeMistakes(operator: OperatorName, inputs: unknown): Iterable<Mistake> {
  const { attributes: required = {} } = samples[operator];
  const known = Object.keys(operators[operator].attributes);
  for (const attributes of [null, 5, 'same'])
    yield {
      title: `attributes ${attributes}`,
      inputs,
      attributes,
      code: 'bad-attribute',
      argument: 'attributes',
    };
  for (const name of ['strides', 'Stride', 'toString', ''])
    yield {
      title: `an attribute '${name}'`,
      inputs,
      attributes: { ...required, [name]: 1 },
      code: 'unknown-attribute',
      argument: name,
    };
  for (const name of Object.keys(required)) {
    const without = Object.fromEntries(Object.entries(required).filter(([other]) => other !== name));
    yield { title: `no ${name}`, inputs, attributes: without, code: 'missing-attribute', argument: name };
  }
  const never = [
    ['null', null],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['a word', 'x'],
    ['a bigint', 2n],
    ['an object', {}],
    ['a function', () => 1],
    ['a list of null', [null]],
    ['a list of lists of lists', [[[1]]]],
    ['a symbol', Symbol('x')],
  ] as const;
  for (const argument of known)
    for (const [title, value] of never)
      yield {
        title: `${argument}: ${title}`,
        inputs,
        attributes: { ...required, [argument]: value },
        code: 'bad-attribute',
        argument,
      };
}

/** All of them for one operator. */
export function mistakesOf(operator: OperatorName): readonly Mistake[] {
  const tensors = sampleTensors(operator);
  const { attributes } = samples[operator];
  const about = [
    ...nameMistakes(operator, tensors),
    ...tensorMistakes(operator, tensors),
    ...layoutMistakes(operator, tensors),
  ];
  return [...about.map((mistake) => ({ attributes, ...mistake })), ...attributeMistakes(operator, tensors)];
}
