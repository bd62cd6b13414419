/**
 * The operators by their definition in float64, and their gradients by walking the definition back.
 *
 * @module
 */
import { checkCall, tensor, type Call, type OperatorName } from '@gradspec/spec';
import type { Plain, PlainCall, Plains } from './in-node/exchange.ts';
import {
  complement,
  dot,
  largest,
  relu,
  scalar,
  scaled,
  sigma,
  sum,
  tanh,
  times,
  walkBack,
} from './scalar.ts';
import type { Scalar } from './scalar.ts';

type Numbers = readonly number[];
type Scalars = Readonly<Record<string, readonly Scalar[]>>;

/** Every index of a shape, in row-major order. */
function indices(shape: Numbers): number[][] {
  return shape.reduce<number[][]>(
    (all, size) => all.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  );
}
const at = (shape: Numbers, index: Numbers) =>
  index.reduce((offset, i, axis) => offset * shape[axis]! + i, 0);
const inside = (S: Numbers, index: Numbers) => index.every((i, axis) => i >= 0 && i < S[axis]!);

function conv(call: Call<'conv'>, { x, w, b }: Scalars): Scalars {
  const { stride, padding, dilation, groups } = call.attributes;
  const xs = call.inputs.x.shape;
  const ws = call.inputs.w.shape;
  const MG = ws[0]! / groups;
  const kernel = indices(ws.slice(1));
  const y = indices(call.outputShapes.y).map(([n, m, ...o]) => {
    const terms = kernel.flatMap(([c, ...k]) => {
      const i = k.map((kk, axis) => o[axis]! * stride[axis]! - padding[axis]![0] + kk * dilation[axis]!);
      if (!inside(xs.slice(2), i)) return [];
      const channel = Math.floor(m! / MG) * ws[1]! + c!;
      return [times(x![at(xs, [n!, channel, ...i])]!, w![at(ws, [m!, c!, ...k])]!)];
    });
    return sum([...terms, ...(b ? [b[m!]!] : [])]);
  });
  return { y };
}

function pool(call: Call<'maxPool'> | Call<'avgPool'>, { x }: Scalars): Scalars {
  const { kernel, stride, padding } = call.attributes;
  const xs = call.inputs.x.shape;
  const S = xs.slice(2);
  const y = indices(call.outputShapes.y).map(([n, c, ...o]) => {
    const window = indices(kernel).map((k) =>
      k.map((kk, axis) => {
        const step = 'dilation' in call.attributes ? call.attributes.dilation[axis]! : 1;
        return o[axis]! * stride[axis]! - padding[axis]![0] + kk * step;
      }),
    );
    const values = window.filter((i) => inside(S, i)).map((i) => x![at(xs, [n!, c!, ...i])]!);
    if (!('countIncludePad' in call.attributes)) return largest(values);
    const padded = window.filter((i) => i.every((ii, axis) => ii < S[axis]! + padding[axis]![1]));
    return scaled(sum(values), 1 / (call.attributes.countIncludePad ? padded : values).length);
  });
  return { y };
}

function linear(call: Call<'linear'>, { x, w, b }: Scalars): Scalars {
  const [O, I] = call.inputs.w.shape as [number, number];
  const rows = call.inputs.x.data.length / I;
  const y = indices([rows, O]).map(([row, o]) => {
    const product = dot(x!.slice(row! * I, (row! + 1) * I), w!.slice(o! * I, (o! + 1) * I));
    return b ? sum([product, b[o!]!]) : product;
  });
  return { y };
}

/** One step of a recurrence for one sequence: its state after it. `z` is the pre-activation of a gate of unit j. */
function step(
  call: Call<'rnn'> | Call<'lstm'> | Call<'gru'>,
  v: Scalars,
  x: readonly Scalar[],
  before: Scalars,
) {
  const H = call.inputs.wh.shape[1]!;
  const I = x.length;
  const row = (of: readonly Scalar[], r: number, size: number) => of.slice(r * size, (r + 1) * size);
  const fromX = (r: number) => sum([dot(row(v.wx!, r, I), x), ...(v.b ? [v.b[r]!] : [])]);
  const fromH = (r: number, state: readonly Scalar[]) => dot(row(v.wh!, r, H), state);
  const z = (gate: number, j: number) => sum([fromX(gate * H + j), fromH(gate * H + j, before.h!)]);
  const units = Array.from({ length: H }, (_, j) => j);
  if (call.operator === 'rnn') {
    const activation = { tanh, relu, identity: (a: Scalar) => a }[call.attributes.activation];
    return { h: units.map((j) => activation(z(0, j))), c: before.c! };
  }
  if (call.operator === 'lstm') {
    const c = units.map((j) =>
      sum([times(sigma(z(1, j)), before.c![j]!), times(sigma(z(0, j)), tanh(z(2, j)))]),
    );
    return { h: units.map((j) => times(sigma(z(3, j)), tanh(c[j]!))), c };
  }
  const r = units.map((j) => sigma(z(0, j)));
  const reset = units.map((j) => times(r[j]!, before.h![j]!));
  const h = units.map((j) => {
    const bh = v.bh ? [v.bh[j]!] : [];
    const fromState = call.attributes.resetAfter
      ? times(r[j]!, sum([fromH(2 * H + j, before.h!), ...bh]))
      : sum([fromH(2 * H + j, reset), ...bh]);
    const u = sigma(z(1, j));
    const n = tanh(sum([fromX(2 * H + j), fromState]));
    return sum([times(complement(u), n), times(u, before.h![j]!)]);
  });
  return { h, c: before.c! };
}

function recurrent(call: Call<'rnn'> | Call<'lstm'> | Call<'gru'>, v: Scalars): Scalars {
  const [T, N, I] = call.inputs.x.shape as [number, number, number];
  const H = call.inputs.wh.shape[1]!;
  const out = { h: new Array<Scalar>(T * N * H), c: new Array<Scalar>(T * N * H) };
  const last: { hT: Scalar[]; cT: Scalar[] } = { hT: [], cT: [] };
  for (let n = 0; n < N; n++) {
    const first = (of?: readonly Scalar[]) =>
      Array.from({ length: H }, (_, j) => of?.[n * H + j] ?? scalar(0));
    let state: { h: Scalar[]; c: readonly Scalar[] } = { h: first(v.h0), c: first(v.c0) };
    for (let s = 0; s < T; s++) {
      const t = call.attributes.reverse ? T - 1 - s : s;
      state = step(call, v, v.x!.slice((t * N + n) * I, (t * N + n + 1) * I), state);
      for (let j = 0; j < H; j++) {
        out.h[(t * N + n) * H + j] = state.h[j]!;
        out.c[(t * N + n) * H + j] = state.c[j]!;
      }
    }
    last.hT.push(...state.h);
    last.cT.push(...state.c);
  }
  return call.operator === 'lstm' ? { ...out, ...last } : { h: out.h, hT: last.hT };
}

function outputsOf(call: Call<OperatorName>, values: Scalars): Scalars {
  if (call.operator === 'conv') return conv(call as Call<'conv'>, values);
  if (call.operator === 'linear') return linear(call as Call<'linear'>, values);
  if (call.operator === 'maxPool' || call.operator === 'avgPool')
    return pool(call as Call<'avgPool'>, values);
  return recurrent(call as Call<'gru'>, values);
}

/** The call as the spec sees it, in float64. */
function checked({ operator, inputs, attributes }: Omit<PlainCall, 'outputGrads'>): Call<OperatorName> {
  const tensors = Object.entries(inputs).map(([name, { shape, data }]) => [
    name,
    tensor('float64', shape, data),
  ]);
  return checkCall(operator, Object.fromEntries(tensors) as never, attributes);
}

/** The shapes of a call's outputs. */
export function outputShapesOf(call: Omit<PlainCall, 'outputGrads'>): Readonly<Record<string, Numbers>> {
  return checked(call).outputShapes;
}

/** The outputs of a call, and the gradient of ⟨dy, outputs⟩ by every input. */
export function byDefinition(plain: PlainCall): { readonly outputs: Plains; readonly grads: Plains } {
  const call = checked(plain);
  const shapes = call.outputShapes as Record<string, Numbers>;
  const values = Object.fromEntries(
    Object.entries(plain.inputs).map(([name, { data }]) => [name, data.map(scalar)]),
  );
  const outputs = outputsOf(call, values);
  walkBack(
    sum(
      Object.entries(plain.outputGrads).map(([name, dy]) =>
        sum(outputs[name]!.map((y, i) => scaled(y, dy.data[i]!))),
      ),
    ),
  );
  const plains = (of: Scalars, shapeOf: (name: string) => Numbers, read: (one: Scalar) => number): Plains =>
    Object.fromEntries(
      Object.entries(of).map(([name, list]): [string, Plain] => [
        name,
        { shape: shapeOf(name), data: list.map(read) },
      ]),
    );
  return {
    outputs: plains(
      outputs,
      (name) => shapes[name]!,
      ({ value }) => value,
    ),
    grads: plains(
      values,
      (name) => plain.inputs[name]!.shape,
      ({ grad }) => grad,
    ),
  };
}
