/**
 * Layouts: the axes of an input by symbol, `N,C,...S`, and what the shapes of a call bind them to.
 *
 * A symbol means the same size wherever it stands in one operator, so `wx: 'H,I'` beside `x: 'T,N,I'` says that the two
 * I's are equal. `4H` is four times H. `...S` is a run of axes, also none; it stands at most once in a layout. The first
 * input that has a symbol binds it, the later ones are held to it.
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

/** A layout taken apart. */
interface Layout {
  readonly symbols: readonly AxisSymbol[];
  /** Where the run of axes stands; −1 where there is none. */
  readonly run: number;
  /** The least rank. */
  readonly least: number;
}

/** One axis, `4H`, or the run of axes, `...S`. */
interface AxisSymbol {
  readonly text: string;
  readonly name: string;
  readonly times: number;
}

const layouts = new Map<string, Layout>();

/** Takes a layout apart, once: there are as many as the operators state. */
function layoutOf(text: string): Layout {
  const known = layouts.get(text);
  if (known) return known;
  const symbols = (text === '' ? [] : text.split(',')).map((symbol): AxisSymbol => {
    const [, multiple, name] = /^(?:\.\.\.)?(\d*)(\w+)$/.exec(symbol)!;
    return { text: symbol, name: name!, times: multiple ? Number(multiple) : 1 };
  });
  const run = symbols.findIndex((symbol) => symbol.text.startsWith('...'));
  const layout = { symbols, run, least: run < 0 ? symbols.length : symbols.length - 1 };
  layouts.set(text, layout);
  return layout;
}

interface Bound {
  readonly value: number;
  readonly by: string;
}

/**
 * Binds every symbol of the layouts to the shapes given.
 *
 * @throws SpecError (through `fail`): `bad-rank`, or `bad-shape` where two inputs disagree.
 */
export function bindLayouts(
  inputs: Readonly<Record<string, InputSpec>>,
  shapes: Readonly<Record<string, Shape | undefined>>,
  fail: Fail,
): Sizes {
  const bound = new Map<string, Bound>();
  const runs = new Map<string, { axes: Shape; by: string }>();
  for (const input in inputs) {
    const shape = shapes[input];
    if (!shape) continue;
    const { layout } = inputs[input]!;
    const { symbols, run, least } = layoutOf(layout);
    if (run < 0 ? shape.length !== least : shape.length < least)
      fail(
        'bad-rank',
        input,
        `rank ${least}${run < 0 ? '' : ' or more'} [${layout.replaceAll(',', ', ')}]`,
        shape,
      );
    symbols.forEach((symbol, position) => {
      if (position === run) {
        const axes = shape.slice(run, run + shape.length - least);
        const earlier = runs.get(symbol.name);
        if (!earlier) runs.set(symbol.name, { axes, by: input });
        else if (earlier.axes.length !== axes.length)
          fail(
            'bad-rank',
            input,
            `${earlier.axes.length} ax${earlier.axes.length === 1 ? 'is' : 'es'} for ${symbol.text}, as ${earlier.by} has`,
            shape,
          );
        else
          axes.forEach((size, axis) => {
            if (size !== earlier.axes[axis])
              fail(
                'bad-shape',
                input,
                `shape[${run + axis}] = ${earlier.axes[axis]} (as ${earlier.by})`,
                shape,
              );
          });
        return;
      }
      const axis = run >= 0 && position > run ? shape.length - symbols.length + position : position;
      bindSize({ input, axis, symbol, shape, bound, fail });
    });
  }
  return {
    sizes: Object.fromEntries([...bound].map(([symbol, { value }]) => [symbol, value])),
    axes: Object.fromEntries([...runs].map(([symbol, { axes }]) => [symbol, axes])),
  };
}

function bindSize(at: {
  input: string;
  axis: number;
  symbol: AxisSymbol;
  shape: Shape;
  bound: Map<string, Bound>;
  fail: Fail;
}): void {
  const { input, axis, shape, bound, fail } = at;
  const { text, name, times } = at.symbol;
  const size = shape[axis]!;
  const earlier = bound.get(name);
  if (!earlier) {
    if (size % times !== 0)
      fail('bad-shape', input, `shape[${axis}] to be a multiple of ${times} (${text})`, shape);
    bound.set(name, { value: size / times, by: input });
  } else if (size !== times * earlier.value) {
    const why =
      times === 1 ? `${name} of ${earlier.by}` : `${text}, ${name} = ${earlier.value} of ${earlier.by}`;
    fail('bad-shape', input, `shape[${axis}] = ${times * earlier.value} (${why})`, shape);
  }
}
