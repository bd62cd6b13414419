/**
 * What became of the layers, as a Markdown page. There is no date and no time in it.
 *
 * @module
 */
import type { NetworkLayer } from '../../checks/values/network-layers.ts';
import { sizesOf } from './layer-call.ts';
import { verdictText } from './layer-texts.ts';
import type { LayerResult } from './verify-layer.ts';

/** What was run. */
export interface VerifiedNetworks {
  readonly names: readonly string[];
  readonly layers: readonly NetworkLayer[];
  readonly layer?: readonly string[];
  readonly implementation?: readonly string[];
  readonly build: string;
  readonly seed: number;
  readonly results: readonly LayerResult[];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function shapeText(layer: NetworkLayer): string {
  const { C, M, groups, H, O, K, stride, padding } = sizesOf(layer);
  const attributes = [
    ...(stride === 1 ? [] : [`stride ${stride}`]),
    ...(padding === 0 ? [] : [`padding ${padding}`]),
    ...(groups === 1 ? [] : [`groups ${groups}`]),
  ];
  return `${[`${C}×${H}×${H} → ${M}×${O}×${O}`, `kernel ${K}`, ...attributes].join(', ')}`;
}

function command({ seed, layer = [], implementation = [], build }: VerifiedNetworks): string {
  const options = [
    ...layer.map((name) => `--layer ${name}`),
    ...implementation.map((name) => `--implementation ${name}`),
    `--seed ${seed}`,
  ];
  return `GRADSPEC_KERNELS=${build} npm run verify -- --networks ${options.join(' ')}`;
}

/** The page. */
export function networksPage(run: VerifiedNetworks): string {
  const { names, layers, results, build } = run;
  const rows = layers.map((layer) => [
    layer.name,
    shapeText(layer),
    ...names.map((name) =>
      verdictText(results.find((one) => one.layer === layer.name && one.implementation === name)!),
    ),
  ]);
  const head = ['layer', 'x → y', ...names];
  return [
    `# Networks with all their channels, kernels \`${build}\``,
    `\`${command(run)}\``,
    'conv layers of ResNet-50, VGG-16, MobileNet and AlexNet for one image, in float32: y, and the gradients of x, w and b for ' +
      'an output gradient. All numbers are integers from −3 to 3, so no sum reaches 2²⁴ and a sum of products is exact in any ' +
      'order. 64 elements of each answer, corners and borders of groups among them, are compared with direct sums that no ' +
      'implementation takes part in; then all elements are compared with those of another implementation, where possible one ' +
      'that adds up products. Where two part, the direct sum of that element says which of them is wrong.',
    '`exact`: all elements are equal. A transform is held to the bound it promises: `off by` is its largest error as a share ' +
      'of the largest element of that tensor, and its largest error as a share of the bound stands behind it. The bound of ' +
      'Winograd’s convolution is a coarser one here than elsewhere, one for a whole plane. Where a ' +
      'bound is over 1 % of the norm of an answer, agreement within it proves little: there it says whether all elements ' +
      'round to the exact integers, which what reads a wrong number does not. A kernel that transforms only some shapes is exact on the others.',
    [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}
