/**
 * A call with one thing less: an attribute at its default, an optional input left out, an output gradient of zeros,
 * one sample, one step. Where a wrong result is right on the simpler call, that one thing has to do with it.
 *
 * @module
 */
import {
  inferShapes,
  operators,
  tensor,
  type FloatTensor,
  type InputSpec,
  type OperatorName,
  type Shape,
  type Tensor,
} from '@gradspec/spec';
import type { Trial } from '../trials.ts';

/** A simpler call; the texts stand behind “calls” and behind “the same calls”. */
export interface SimplerCall {
  readonly having: string;
  readonly cured: string;
  /** Undefined where the spec has no such call. */
  readonly trial: Trial | undefined;
}

/** Every call that has one thing less. */
export function simplerCalls(trial: Trial): SimplerCall[] {
  return [
    ...withoutAttributes(trial),
    ...withoutInputs(trial),
    ...withoutOutputGradients(trial),
    ...withOne(trial),
  ];
}

/** The call without optional inputs, and with every attribute at its default that need not be given. */
export function plainCall(trial: Trial): Trial {
  const { operator, inputs, attributes } = trial;
  const needed = operators[operator].inputs as Record<string, InputSpec>;
  const bare = Object.fromEntries(Object.entries(inputs).filter(([name]) => !needed[name]!.optional));
  let plain = attributes;
  for (const name of Object.keys(attributes)) {
    const { [name]: _, ...rest } = plain;
    if (refitted(operator, inputs, rest)) plain = rest;
  }
  return remade(trial, bare, plain) ?? trial;
}

function withoutAttributes(trial: Trial): SimplerCall[] {
  return Object.keys(trial.attributes).flatMap((name) => {
    const { [name]: _, ...rest } = trial.attributes;
    const simpler = remade(trial, trial.inputs, rest);
    if (simpler && JSON.stringify(simpler.filled) === JSON.stringify(trial.filled)) return [];
    return [{ having: `with ${name}`, cured: `with ${name} at its default`, trial: simpler }];
  });
}

function withoutInputs(trial: Trial): SimplerCall[] {
  const spec = operators[trial.operator].inputs as Record<string, InputSpec>;
  return Object.keys(trial.inputs).flatMap((name) => {
    if (!spec[name]!.optional) return [];
    const { [name]: _, ...rest } = trial.inputs;
    const simpler = remade(trial, rest, trial.attributes);
    return [{ having: `with ${name}`, cured: `without ${name}`, trial: simpler }];
  });
}

const zeroed = <T extends Tensor>(one: T): T => ({ ...one, data: one.data.map(() => 0) });

function withoutOutputGradients(trial: Trial): SimplerCall[] {
  const names = Object.keys(trial.outputGrads);
  if (names.length < 2) return [];
  return names.map((name) => ({
    having: `with an output gradient of ${name}`,
    cured: `with that of ${name} zero`,
    trial: { ...trial, outputGrads: { ...trial.outputGrads, [name]: zeroed(trial.outputGrads[name]!) } },
  }));
}

/** The axes that can be cut to one, by operator: of which tensors, which axis. */
const cuts: Readonly<
  Partial<Record<OperatorName, Readonly<Record<string, Readonly<Record<string, number>>>>>>
> = {
  conv: { sample: { x: 0 } },
  convTranspose: { sample: { x: 0 } },
  maxPool: { sample: { x: 0 }, channel: { x: 1 } },
  avgPool: { sample: { x: 0 }, channel: { x: 1 } },
  linear: { row: { x: 0 }, 'unit of y': { w: 0, b: 0 } },
  softmax: { row: { x: 0 } },
  softmaxCrossEntropy: { row: { scores: 0, labels: 0 } },
  hingeLoss: { row: { scores: 0, labels: 0 } },
  rnn: { step: { x: 0 }, sequence: { x: 1, h0: 0, lengths: 0 } },
  lstm: { step: { x: 0 }, sequence: { x: 1, h0: 0, c0: 0, lengths: 0 } },
  gru: { step: { x: 0 }, sequence: { x: 1, h0: 0, lengths: 0 } },
};

function withOne(trial: Trial): SimplerCall[] {
  return Object.entries(cuts[trial.operator] ?? {}).flatMap(([what, axes]) => {
    if (what === 'step' && trial.inputs.lengths) return []; // lengths could be longer than the one step
    const cut = Object.entries(trial.inputs).map(([name, one]) => {
      const axis = axes[name];
      return [name, axis === undefined ? one : firstAlong(one, axis)] as const;
    });
    if (cut.every(([name, { shape }]) => shape.join() === trial.inputs[name]!.shape.join())) return [];
    const simpler = remade(trial, Object.fromEntries(cut), trial.attributes);
    return [{ having: `of more than one ${what}`, cured: `cut to one`, trial: simpler }];
  });
}

/** Only what stands at index 0 along an axis. */
function firstAlong(one: Tensor, axis: number): Tensor {
  const { shape, data } = one;
  if (shape.length <= axis || shape[axis]! < 1) return one;
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const kept = data.filter((_, at) => Math.floor(at / inner) % shape[axis]! === 0);
  return { ...one, shape: shape.with(axis, 1), data: kept } as Tensor;
}

/** The trial with other inputs and attributes; the output gradients are made to fit. Undefined where there is no such call. */
function remade(trial: Trial, inputs: Trial['inputs'], attributes: Trial['attributes']): Trial | undefined {
  const fit = refitted(trial.operator, inputs, attributes);
  if (!fit) return undefined;
  const numbers = Object.values(trial.outputGrads).flatMap(({ data }) =>
    Array.from(data).filter(Number.isFinite),
  );
  const outputGrads = Object.entries(trial.outputGrads).map(([name, grad]) => {
    const shape = fit.outputShapes[name]!;
    const same = shape.join() === grad.shape.join() && grad.data.every(Number.isFinite);
    return [name, same ? grad : repeated(grad, shape, numbers)] as const;
  });
  return {
    ...trial,
    inputs: inputs.lengths ? inputs : Object.fromEntries(Object.entries(inputs).map(finite)),
    attributes,
    filled: fit.attributes,
    outputGrads: Object.fromEntries(outputGrads),
  };
}

function repeated({ dtype }: FloatTensor, shape: Shape, numbers: readonly number[]): FloatTensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return tensor(
    dtype,
    shape,
    Array.from({ length: count }, (_, at) => numbers[at % numbers.length] ?? at - 0.5),
  );
}

/** What stands past the end of a sequence is NaN, and is read when there are no lengths any more. */
const finite = ([name, one]: [string, Tensor]): [string, Tensor] => [
  name,
  { ...one, data: one.data.map((value, at) => (Number.isNaN(value) ? 0.3 - (at % 7) / 5 : value)) } as Tensor,
];

function refitted(
  operator: OperatorName,
  inputs: Trial['inputs'],
  attributes: Trial['attributes'],
): { outputShapes: Record<string, Shape>; attributes: Record<string, unknown> } | undefined {
  const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
  try {
    const inferred = inferShapes(operator, shapes, attributes);
    return {
      outputShapes: inferred.outputShapes,
      attributes: inferred.attributes as unknown as Record<string, unknown>,
    };
  } catch {
    return undefined;
  }
}
