/**
 * Layouts: the axes of an input by symbol, `N,C,...S`, and what the shapes of a call bind them to.
 *
 * A symbol means the same size wherever it stands in one operator, so `wx: 'H,I'` beside `x: 'T,N,I'` says that the two
 * I's are equal. `4H` is four times H. `...S` is a run of axes, also none; it stands at most once in a layout. The first
 * input that has a symbol binds it, the later ones are held to it.
 *
 * Layouts are taken apart once per operator; a call only compares numbers, and looks up who bound what when it fails.
 *
 * @module
 */
import type { Fail } from './check-tensor.ts';
import type { InputSpec } from './operator.ts';
import type { Shape } from './tensor.ts';

/** The sizes that a call's shapes bind. */
export interface Sizes {
  readonly sizes: Readonly<Record<string, number>>;
  readonly axes: Readonly<Record<string, Shape>>;
}

/** An input whose layout is taken apart. */
export interface LaidInput {
  readonly name: string;
  /** Where it stands among the operator's inputs, and its shape among the shapes of a call. */
  readonly position: number;
  readonly optional: boolean;
  /** Whether it holds int32. */
  readonly integer: boolean;
  readonly layout: string;
  readonly symbols: readonly AxisSymbol[];
  readonly hasRun: boolean;
  /** The least rank. */
  readonly least: number;
}

/** One axis, `4H`, or the run of axes, `...S`. */
interface AxisSymbol {
  readonly text: string;
  readonly name: string;
  readonly times: number;
  readonly isRun: boolean;
  /** Its (first) axis; behind a run counted from the end, −1 for the last. */
  readonly axis: number;
}

/** The shapes of a call, one per input of the operator; undefined for an input that was not given. */
export type Shapes = readonly (Shape | undefined)[];

interface Binding extends Sizes {
  readonly inputs: readonly LaidInput[];
  readonly shapes: Shapes;
  readonly fail: Fail;
  readonly sizes: Record<string, number>;
  readonly axes: Record<string, Shape>;
}

/** Takes the layouts of an operator's inputs apart. */
export function layInputs(inputs: Readonly<Record<string, InputSpec>>): readonly LaidInput[] {
  return Object.entries(inputs).map(([name, { layout, optional = false, dtype }], position) => {
    const texts = layout === '' ? [] : layout.split(',');
    const run = texts.findIndex((text) => text.startsWith('...'));
    const symbols = texts.map((text, i): AxisSymbol => {
      const [, multiple, name] = /^(?:\.\.\.)?(\d*)(\w+)$/.exec(text)!;
      const axis = run >= 0 && i > run ? i - texts.length : i;
      return { text, name: name!, times: multiple ? Number(multiple) : 1, isRun: i === run, axis };
    });
    const hasRun = run >= 0;
    const least = symbols.length - (hasRun ? 1 : 0);
    return { name, position, optional, integer: dtype === 'int32', layout, symbols, hasRun, least };
  });
}

/**
 * Binds every symbol of the layouts to the shapes given.
 *
 * @throws SpecError (through `fail`): `bad-rank`, or `bad-shape` where two inputs disagree.
 */
export function bindLayouts(inputs: readonly LaidInput[], shapes: Shapes, fail: Fail): Sizes {
  const binding: Binding = { inputs, shapes, fail, sizes: {}, axes: {} };
  for (const input of inputs) {
    const shape = shapes[input.position];
    if (shape) bindInput(binding, input, shape);
  }
  const { sizes, axes } = binding;
  return { sizes, axes };
}

function bindInput(binding: Binding, input: LaidInput, shape: Shape): void {
  const { name, layout, symbols, hasRun, least } = input;
  if (hasRun ? shape.length < least : shape.length !== least)
    binding.fail(
      'bad-rank',
      name,
      `rank ${least}${hasRun ? ' or more' : ''} [${layout.replaceAll(',', ', ')}]`,
      shape,
    );
  for (const symbol of symbols)
    if (symbol.isRun) bindRun(binding, input, symbol, shape);
    else bindSize(binding, input, symbol, shape);
}

function bindRun(binding: Binding, input: LaidInput, symbol: AxisSymbol, shape: Shape): void {
  const { axes, fail } = binding;
  const start = symbol.axis;
  const length = shape.length - input.least;
  const earlier = axes[symbol.name];
  if (!earlier) {
    axes[symbol.name] = shape.slice(start, start + length);
    return;
  }
  if (earlier.length !== length) {
    const count = `${earlier.length} ax${earlier.length === 1 ? 'is' : 'es'}`;
    fail('bad-rank', input.name, `${count} for ${symbol.text}, as ${binderOf(binding, symbol)} has`, shape);
  }
  for (let i = 0; i < length; i++)
    if (shape[start + i] !== earlier[i]) {
      const expected = `shape[${start + i}] = ${earlier[i]} (as ${binderOf(binding, symbol)})`;
      fail('bad-shape', input.name, expected, shape);
    }
}

function bindSize(binding: Binding, input: LaidInput, symbol: AxisSymbol, shape: Shape): void {
  const { sizes, fail } = binding;
  const { text, name, times } = symbol;
  const axis = symbol.axis < 0 ? shape.length + symbol.axis : symbol.axis;
  const size = shape[axis]!;
  const earlier = sizes[name];
  if (earlier === undefined) {
    if (size % times !== 0)
      fail('bad-shape', input.name, `shape[${axis}] to be a multiple of ${times} (${text})`, shape);
    sizes[name] = size / times;
  } else if (size !== times * earlier) {
    const by = binderOf(binding, symbol);
    const why = times === 1 ? `${name} of ${by}` : `${text}, ${name} = ${earlier} of ${by}`;
    fail('bad-shape', input.name, `shape[${axis}] = ${times * earlier} (${why})`, shape);
  }
}

/** The first input given that has a symbol: the one that bound it. */
function binderOf({ inputs, shapes }: Binding, { name, isRun }: AxisSymbol): string {
  const has = (symbol: AxisSymbol) => symbol.name === name && symbol.isRun === isRun;
  return inputs.find((input) => shapes[input.position] && input.symbols.some(has))!.name;
}
