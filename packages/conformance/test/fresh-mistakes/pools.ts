/**
 * Fresh mistakes in the pools.
 *
 * @module
 */
import { elementCount, tensor, windowCount, type Call } from '@gradspec/spec';
import { freshMistake } from './fresh-mistake.ts';
import { tapsOf } from './taps.ts';

/** The windows of an avgPool over one plane, without what they hang over beyond `end` of padding. */
function avgTaps(
  { inputs: { x }, attributes: { kernel, stride, padding }, outputShapes: { y } }: Call<'avgPool'>,
  { step = stride, end = padding.map(([, after]) => after) }: { step?: readonly number[]; end?: number[] },
) {
  const [windows, field] = [y.slice(2), x.shape.slice(2)];
  const at = (axis: number, o: number, k: number) => o * step[axis]! - padding[axis]![0] + k;
  return tapsOf(
    { windows, kernel, field, at },
    field.map((size, axis) => size + end[axis]!),
  );
}

/** How many elements of each window count. */
function countsOf({ attributes, outputShapes: { y } }: Call<'avgPool'>, taps: ReturnType<typeof avgTaps>) {
  const counts = new Float64Array(elementCount(y.slice(2)));
  for (const { window, field } of taps)
    if (field !== undefined || attributes.countIncludePad) counts[window]! += 1;
  return counts;
}

/** As avgPool's backward, with windows and counts of one's own. */
function spread({ inputs: { x } }: Call<'avgPool'>, dy: Float32Array | Float64Array, how: Spreading) {
  const S = elementCount(x.shape.slice(2));
  const O = how.counts.length;
  const dx = new Float64Array(x.data.length);
  for (let plane = 0; plane * S < dx.length; plane++)
    for (const { window, field } of how.taps)
      if (field !== undefined) dx[plane * S + field]! += dy[plane * O + window]! / how.counts[window]!;
  return dx;
}

interface Spreading {
  readonly taps: ReturnType<typeof avgTaps>;
  readonly counts: Float64Array;
}

const paddingBeforeAsEnd = (call: Call<'avgPool'>) => {
  const taps = avgTaps(call, { end: call.attributes.padding.map(([before]) => before) });
  return { taps, counts: countsOf(call, taps) };
};

/** The fresh mistakes in the pools. */
export const pools = [
  freshMistake(
    {
      id: 'maxPool/dx-without-the-windows-of-ceil-mode',
      wrong:
        'Backward visits as many windows as there are without ceilMode, so the overhanging ones send nothing back.',
      operator: 'maxPool',
      directions: ['input gradient'],
      results: ['dx'],
      words: ['ceil'],
    },
    {
      backward({ inputs: { x }, attributes, outputShapes, dtype }, { y: dy }, right) {
        const { kernel, stride, padding, dilation } = attributes;
        const O = outputShapes.y.slice(2);
        const visited = O.map((_, axis) =>
          windowCount({
            size: x.shape[axis + 2]!,
            kernel: kernel[axis]!,
            stride: stride[axis]!,
            padding: padding[axis]!,
            dilation: dilation[axis]!,
          }),
        );
        const kept = dy.data.map((value, i) => {
          let rest = i;
          for (let axis = O.length - 1; axis >= 0; axis--) {
            if (rest % O[axis]! >= visited[axis]!) return 0;
            rest = Math.floor(rest / O[axis]!);
          }
          return value;
        });
        return right({ y: tensor(dtype, dy.shape, kept) });
      },
    },
  ),
  freshMistake(
    {
      id: 'avgPool/dx-steps-by-the-kernel',
      wrong: 'Backward lets the windows follow each other by the kernel’s size, whatever the stride is.',
      operator: 'avgPool',
      directions: ['input gradient'],
      results: ['dx'],
      words: ['stride'],
    },
    {
      backward(call, { y: dy }) {
        const { inputs, attributes, dtype } = call;
        const taps = avgTaps(call, { step: attributes.kernel });
        const dx = spread(call, dy.data, { taps, counts: countsOf(call, avgTaps(call, {})) });
        return { x: tensor(dtype, inputs.x.shape, dx) };
      },
    },
  ),
  freshMistake(
    {
      id: 'avgPool/padding-before-taken-for-the-end',
      wrong: 'What counts ends after as much padding as stands before, not after.',
      operator: 'avgPool',
      directions: ['forward', 'input gradient'],
      results: ['y', 'dx'],
      words: ['padding', 'countIncludePad'],
    },
    {
      forward(call, right) {
        const { inputs, dtype, outputShapes } = call;
        const { taps, counts } = paddingBeforeAsEnd(call);
        const S = elementCount(inputs.x.shape.slice(2));
        const sums = new Float64Array(elementCount(outputShapes.y));
        for (let plane = 0; plane * counts.length < sums.length; plane++)
          for (const { window, field } of taps)
            if (field !== undefined)
              sums[plane * counts.length + window]! += inputs.x.data[plane * S + field]!;
        const y = sums.map((sum, i) => sum / counts[i % counts.length]!);
        const { saved } = right.forward(inputs, call.attributes);
        return { outputs: { y: tensor(dtype, outputShapes.y, y) }, saved };
      },
      backward: (call, { y: dy }) => ({
        x: tensor(call.dtype, call.inputs.x.shape, spread(call, dy.data, paddingBeforeAsEnd(call))),
      }),
    },
  ),
];
