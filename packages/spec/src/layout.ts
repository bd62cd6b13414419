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
  for (const [input, { layout }] of Object.entries(inputs)) {
    const shape = shapes[input];
    if (!shape) continue;
    const symbols = layout === '' ? [] : layout.split(',');
    const run = symbols.findIndex((symbol) => symbol.startsWith('...'));
    const least = run < 0 ? symbols.length : symbols.length - 1;
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
        const earlier = runs.get(symbol);
        if (!earlier) runs.set(symbol, { axes, by: input });
        else if (earlier.axes.length !== axes.length)
          fail(
            'bad-rank',
            input,
            `${earlier.axes.length} ax${earlier.axes.length === 1 ? 'is' : 'es'} for ${symbol}, as ${earlier.by} has`,
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
    axes: Object.fromEntries([...runs].map(([symbol, { axes }]) => [symbol.slice(3), axes])),
  };
}

function bindSize(at: {
  input: string;
  axis: number;
  symbol: string;
  shape: Shape;
  bound: Map<string, Bound>;
  fail: Fail;
}): void {
  const { input, axis, shape, bound, fail } = at;
  const [, multiple, symbol] = /^(\d*)(\w+)$/.exec(at.symbol)!;
  const times = multiple ? Number(multiple) : 1;
  const size = shape[axis]!;
  const earlier = bound.get(symbol!);
  if (!earlier) {
    if (size % times !== 0)
      fail('bad-shape', input, `shape[${axis}] to be a multiple of ${times} (${at.symbol})`, shape);
    bound.set(symbol!, { value: size / times, by: input });
  } else if (size !== times * earlier.value) {
    const why =
      times === 1
        ? `${symbol} of ${earlier.by}`
        : `${at.symbol}, ${symbol} = ${earlier.value} of ${earlier.by}`;
    fail('bad-shape', input, `shape[${axis}] = ${times * earlier.value} (${why})`, shape);
  }
}
