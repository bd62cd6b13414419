/**
 * Other calls that people compute by mistake in place of the one that was asked for.
 *
 * @module
 */
import { operators, type FloatTensor, type InputSpec, type Tensor } from '@gradspec/spec';
import { attributeChanges } from '../attribute-changes.ts';
import type { Trial } from '../trials.ts';

/** Another call, and what is other about it, to stand behind “with”. */
export interface Variation {
  readonly text: string;
  readonly trial: Trial;
}

/** The gates of a recurrence in the order in which their rows are stacked. */
export const gateNames: Readonly<Record<string, string>> = { lstm: 'ifgo', gru: 'rzn' };

/** Everything that a trial is varied in. */
export function variationsOf(trial: Trial): Variation[] {
  const { operator, inputs, attributes, filled, outputGrads } = trial;
  const spec = operators[operator].inputs as Record<string, InputSpec>;
  const optional = Object.keys(inputs).filter((name) => spec[name]!.optional);
  const gates = gateNames[operator];
  return [
    ...attributeChanges(attributes, filled).map(({ text, attributes: other }) => ({
      text,
      trial: { ...trial, attributes: other },
    })),
    ...optional.map((name) => ({
      text: `${name} left out`,
      trial: { ...trial, inputs: without(inputs, name) },
    })),
    ...(gates
      ? permutations(gates).map((order) => ({
          text: `gates in the order ${order.split('').join(', ')}`,
          trial: { ...trial, inputs: reordered(inputs, gates, order) },
        }))
      : []),
    ...(inputs.wh
      ? [
          {
            text: 'wh transposed',
            trial: { ...trial, inputs: { ...inputs, wh: transposedBlocks(inputs.wh) } },
          },
        ]
      : []),
    ...(inputs.w && inputs.b
      ? [
          {
            text: 'b added once per input channel',
            trial: { ...trial, inputs: { ...inputs, b: perChannel(inputs.b, inputs.w) } },
          },
        ]
      : []),
    ...Object.keys(outputGrads).flatMap((name) => gradientVariations(trial, name)),
  ];
}

/** The output gradient of one output ignored, or taken for ones. */
function gradientVariations(trial: Trial, name: string): Variation[] {
  const told = (text: string, value: number): Variation => {
    const grad = trial.outputGrads[name]!;
    const flat = { ...grad, data: grad.data.map(() => value) } as FloatTensor;
    return { text, trial: { ...trial, outputGrads: { ...trial.outputGrads, [name]: flat } } };
  };
  return [
    told(`the output gradient of ${name} ignored`, 0),
    told(`ones for the output gradient of ${name}`, 1),
  ];
}

function without(inputs: Trial['inputs'], name: string): Trial['inputs'] {
  return Object.fromEntries(Object.entries(inputs).filter(([other]) => other !== name));
}

/** Every other order of some letters. */
export function permutations(letters: string): string[] {
  const all = (left: string): string[] =>
    left.length <= 1
      ? [left]
      : Array.from(left).flatMap((first) => all(left.replace(first, '')).map((rest) => first + rest));
  return all(letters).filter((order) => order !== letters);
}

/** The weights as somebody reads them who thinks that their blocks stand in this order. */
function reordered(inputs: Trial['inputs'], names: string, order: string): Trial['inputs'] {
  const moved = (one: Tensor): Tensor => {
    const size = one.data.length / names.length;
    const data = one.data.slice();
    Array.from(names).forEach((gate, to) => {
      const from = order.indexOf(gate);
      data.set(one.data.subarray(from * size, (from + 1) * size), to * size);
    });
    return { ...one, data } as Tensor;
  };
  const stacked = ['wx', 'wh', 'b'].filter((name) => inputs[name]);
  return { ...inputs, ...Object.fromEntries(stacked.map((name) => [name, moved(inputs[name]!)])) };
}

/** Every H×H block of the recurrent weights turned over. */
function transposedBlocks(wh: Tensor): Tensor {
  const H = wh.shape[1]!;
  const block = H * H;
  const data = wh.data.map((_, at) => {
    const [first, inside] = [at - (at % block), at % block];
    return wh.data[first + (inside % H) * H + Math.floor(inside / H)]!;
  });
  return { ...wh, data } as Tensor;
}

/** A bias as it comes out when it is added inside the loop over input channels. */
const perChannel = (b: Tensor, { shape }: Tensor): Tensor =>
  ({ ...b, data: b.data.map((value) => value * shape[1]!) }) as Tensor;
