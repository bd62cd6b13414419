/**
 * What is measured, by name: layers of well-known networks and sizes that are hard in one way each.
 *
 * A workload is shapes and attributes; `call.ts` makes tensors of them. A convolution has no bias, a recurrence has b but no
 * first state. Later workloads are entries of this list.
 *
 * @module
 */
import { inferShapes, type Attributes, type OperatorName, type Shape } from '@gradspec/spec';
import { flopsOf, type Pass } from './flops.ts';

/** A named call, of one operator, and the passes measured of it. */
export interface Workload {
  readonly name: string;
  /** Its sizes in words. */
  readonly text: string;
  readonly operator: OperatorName;
  /** The shape of each input that is given. */
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The shape of each output. */
  readonly outputs: Readonly<Record<string, Shape>>;
  /** The input that each gradient belongs to: its data, and its weight if it has one. */
  readonly gradients: { readonly input: string; readonly weight?: string };
  readonly passes: readonly Pass[];
}

interface Entry<Op extends OperatorName> {
  readonly name: string;
  readonly text: string;
  readonly operator: Op;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly attributes?: Attributes<Op>;
  readonly weight?: string;
  readonly passes?: readonly Pass[];
}

const gradientPasses: readonly Pass[] = ['forward', 'input gradient', 'weight gradient'];

function workload<Op extends OperatorName>(entry: Entry<Op>): Workload {
  const { name, text, operator, shapes, weight } = entry;
  const attributes = (entry.attributes ?? {}) as Record<string, unknown>;
  const inferred = inferShapes(operator, shapes as { readonly [I in keyof object]?: Shape }, attributes);
  return {
    ...{ name, text, operator, shapes, attributes },
    outputs: inferred.outputShapes,
    gradients: weight === undefined ? { input: 'x' } : { input: 'x', weight },
    passes: entry.passes ?? gradientPasses,
  };
}

const square = (size: number) => [size, size] as const;
const around = (size: number) => [square(size), square(size)] as const;

/** A convolution, measured in every pass. */
export const conv = (
  name: string,
  text: string,
  [x, w]: readonly [Shape, Shape],
  attributes: Attributes<'conv'> = {},
): Workload => workload({ name, text, operator: 'conv', shapes: { x, w }, attributes, weight: 'w' });

const linear = (name: string, [N, I, O]: readonly [number, number, number]): Workload =>
  workload({
    name,
    text: `${N}×${I} · ${I}×${O}`,
    operator: 'linear',
    shapes: { x: [N, I], w: [O, I] },
    weight: 'w',
  });

const pool = (name: string, operator: 'maxPool' | 'avgPool'): Workload =>
  workload({
    name,
    text: '8×32×64×64, 2×2',
    operator,
    shapes: { x: [8, 32, 64, 64] },
    attributes: { kernel: square(2) },
    passes: ['forward', 'input gradient'],
  });

const [N, I, H] = [16, 64, 128];
const recurrence = (operator: 'rnn' | 'lstm' | 'gru', gates: number, T = 100): Workload =>
  workload({
    name: operator,
    text: `T=${T} N=${N} I=${I} H=${H}`,
    operator,
    shapes: { x: [T, N, I], wx: [gates * H, I], wh: [gates * H, H], b: [gates * H] },
    weight: 'wh',
    passes: [...gradientPasses, 'train'],
  });

/** An lstm over so many steps, otherwise as the tables have it. */
export const lstm = (T: number): Workload => recurrence('lstm', 4, T);

/** Every workload, in the order in which tables show them. */
export const workloads: readonly Workload[] = [
  workload({
    name: 'small',
    text: '1×1×5×5 → 1, 3×3',
    operator: 'conv',
    shapes: { x: [1, 1, 5, 5], w: [1, 1, 3, 3] },
    weight: 'w',
    passes: ['train'],
  }),
  conv('lenet', '1×1×28×28 → 8, 3×3', [
    [1, 1, 28, 28],
    [8, 1, 3, 3],
  ]),
  conv(
    'cifar',
    '8×3×32×32 → 32, 3×3, padding 1',
    [
      [8, 3, 32, 32],
      [32, 3, 3, 3],
    ],
    { padding: around(1) },
  ),
  conv(
    'resnet-3x3',
    '1×64×56×56 → 64, 3×3, padding 1',
    [
      [1, 64, 56, 56],
      [64, 64, 3, 3],
    ],
    { padding: around(1) },
  ),
  conv('resnet-1x1', '1×256×14×14 → 1024, 1×1', [
    [1, 256, 14, 14],
    [1024, 256, 1, 1],
  ]),
  conv(
    'stem-7x7',
    '1×3×224×224 → 64, 7×7, stride 2, padding 3',
    [
      [1, 3, 224, 224],
      [64, 3, 7, 7],
    ],
    { stride: square(2), padding: around(3) },
  ),
  conv(
    'depthwise',
    '1×32×112×112, 3×3, padding 1, 32 groups',
    [
      [1, 32, 112, 112],
      [32, 1, 3, 3],
    ],
    { padding: around(1), groups: 32 },
  ),
  conv('large-31', '1×1×256×256 → 1, 31×31', [
    [1, 1, 256, 256],
    [1, 1, 31, 31],
  ]),
  conv(
    'large-15',
    '1×8×128×128 → 8, 15×15, padding 7',
    [
      [1, 8, 128, 128],
      [8, 8, 15, 15],
    ],
    { padding: around(7) },
  ),
  conv('audio-1d', '1×1×65536 → 1, 1024', [
    [1, 1, 65536],
    [1, 1, 1024],
  ]),
  pool('pool-max', 'maxPool'),
  pool('pool-avg', 'avgPool'),
  linear('dense-512', [512, 512, 512]),
  linear('dense-cifar', [128, 3072, 100]),
  recurrence('rnn', 1),
  recurrence('lstm', 4),
  recurrence('gru', 3),
];

/** Calls that are tried once where nothing is known of a contestant, smallest first (`pace.ts`). */
export const rungs: readonly Workload[] = [
  ...workloads.filter(({ name }) => name === 'lenet' || name === 'cifar'),
  linear('dense-96', [96, 96, 96]),
];

/** A pass of a workload by the name it has on the command line and in files, as `resnet-3x3/weight-gradient`. */
export const rowId = (workload: Workload, pass: Pass): string =>
  `${workload.name}/${pass.replaceAll(' ', '-')}`;

/** The operations of a pass of a workload (`flops.ts`). */
export function workloadFlops(workload: Workload, pass: Pass): number {
  const { operator, shapes, attributes } = workload;
  const output = Object.values(workload.outputs)[0]!;
  const kernel = attributes.kernel as readonly number[] | undefined;
  return flopsOf({ operator, shapes, output, ...(kernel && { kernel }) }, pass);
}
