/**
 * Convolutions of four networks that everybody knows, as shapes: planes, kernels, strides, padding and channels are theirs.
 * Layers of one shape are listed once.
 *
 * Source: He et al. 2015 (ResNet-50; the stride of a block stands on its 3×3), Simonyan and Zisserman 2014 (VGG-16), Howard
 * et al. 2017 (MobileNet), Krizhevsky et al. 2012 (AlexNet, with its two groups).
 *
 * @module
 */

/** One layer, square in planes and kernels as those networks are. */
export interface NetworkLayer {
  /** `resnet-50:conv1` */
  readonly name: string;
  /** H and W of x. */
  readonly plane: number;
  readonly kernel: number;
  readonly stride: number;
  /** On every side. */
  readonly padding: number;
  /** Channels of x. */
  readonly C: number;
  /** Channels of y. */
  readonly M: number;
  /** C and M divided by these; `depthwise` where each channel is a group. */
  readonly groups: 1 | 2 | 'depthwise';
}

type Row = readonly [
  layer: string,
  plane: number,
  kernel: number,
  stride: number,
  padding: number,
  C: number,
  M: number,
  groups?: 2 | 'depthwise',
];
type Rows = Readonly<Record<string, readonly Row[]>>;

const rows: Rows = {
  'resnet-50': [
    ['conv1', 224, 7, 2, 3, 3, 64],
    ['conv2-1x1', 56, 1, 1, 0, 64, 64],
    ['conv2-3x3', 56, 3, 1, 1, 64, 64],
    ['conv3-shortcut', 56, 1, 2, 0, 256, 512],
    ['conv3-3x3-down', 56, 3, 2, 1, 128, 128],
    ['conv3-3x3', 28, 3, 1, 1, 128, 128],
    ['conv4-shortcut', 28, 1, 2, 0, 512, 1024],
    ['conv4-3x3-down', 28, 3, 2, 1, 256, 256],
    ['conv4-3x3', 14, 3, 1, 1, 256, 256],
    ['conv5-shortcut', 14, 1, 2, 0, 1024, 2048],
    ['conv5-3x3-down', 14, 3, 2, 1, 512, 512],
    ['conv5-3x3', 7, 3, 1, 1, 512, 512],
  ],
  'vgg-16': [
    ['conv1', 224, 3, 1, 1, 3, 64],
    ['conv2', 112, 3, 1, 1, 64, 128],
    ['conv3', 56, 3, 1, 1, 128, 256],
    ['conv4', 28, 3, 1, 1, 256, 512],
    ['conv5', 14, 3, 1, 1, 512, 512],
  ],
  mobilenet: [
    ['conv1', 224, 3, 2, 1, 3, 32],
    ['conv2-depthwise', 112, 3, 1, 1, 32, 32, 'depthwise'],
    ['conv2-pointwise', 112, 1, 1, 0, 32, 64],
    ['conv3-depthwise-down', 112, 3, 2, 1, 64, 64, 'depthwise'],
    ['conv4-depthwise', 56, 3, 1, 1, 128, 128, 'depthwise'],
    ['conv5-depthwise-down', 56, 3, 2, 1, 128, 128, 'depthwise'],
    ['conv6-depthwise', 28, 3, 1, 1, 256, 256, 'depthwise'],
    ['conv7-depthwise-down', 28, 3, 2, 1, 256, 256, 'depthwise'],
    ['conv8-depthwise', 14, 3, 1, 1, 512, 512, 'depthwise'],
    ['conv13-depthwise-down', 14, 3, 2, 1, 512, 512, 'depthwise'],
    ['conv14-depthwise', 7, 3, 1, 1, 1024, 1024, 'depthwise'],
    ['conv14-pointwise', 7, 1, 1, 0, 1024, 1024],
  ],
  alexnet: [
    ['conv1', 224, 11, 4, 2, 3, 96],
    ['conv2', 27, 5, 1, 2, 96, 256, 2],
    ['conv3', 13, 3, 1, 1, 256, 384],
    ['conv4', 13, 3, 1, 1, 384, 384, 2],
  ],
};

/** Layers that differ from one above in their channels, or are one more 1×1. */
const furtherRows: Rows = {
  'resnet-50': [
    ['conv2-expand', 56, 1, 1, 0, 64, 256],
    ['conv2-reduce', 56, 1, 1, 0, 256, 64],
    ['conv3-reduce-first', 56, 1, 1, 0, 256, 128],
    ['conv3-expand', 28, 1, 1, 0, 128, 512],
    ['conv3-reduce', 28, 1, 1, 0, 512, 128],
    ['conv4-reduce-first', 28, 1, 1, 0, 512, 256],
    ['conv4-expand', 14, 1, 1, 0, 256, 1024],
    ['conv4-reduce', 14, 1, 1, 0, 1024, 256],
    ['conv5-reduce-first', 14, 1, 1, 0, 1024, 512],
    ['conv5-expand', 7, 1, 1, 0, 512, 2048],
    ['conv5-reduce', 7, 1, 1, 0, 2048, 512],
  ],
  'vgg-16': [
    ['conv1-second', 224, 3, 1, 1, 64, 64],
    ['conv2-second', 112, 3, 1, 1, 128, 128],
    ['conv3-second', 56, 3, 1, 1, 256, 256],
    ['conv4-second', 28, 3, 1, 1, 512, 512],
  ],
  mobilenet: [
    ['conv3-pointwise', 56, 1, 1, 0, 64, 128],
    ['conv4-pointwise', 56, 1, 1, 0, 128, 128],
    ['conv5-pointwise', 28, 1, 1, 0, 128, 256],
    ['conv6-pointwise', 28, 1, 1, 0, 256, 256],
    ['conv7-pointwise', 14, 1, 1, 0, 256, 512],
    ['conv8-pointwise', 14, 1, 1, 0, 512, 512],
    ['conv13-pointwise', 7, 1, 1, 0, 512, 1024],
  ],
  alexnet: [['conv5', 13, 3, 1, 1, 384, 256, 2]],
};

const layersOf = (network: string, table: Rows): readonly NetworkLayer[] =>
  (table[network] ?? []).map(([layer, plane, kernel, stride, padding, C, M, groups = 1 as const]) => ({
    name: `${network}:${layer}`,
    plane,
    kernel,
    stride,
    padding,
    C,
    M,
    groups,
  }));

const networks = Object.keys(rows);

/** The layers that differ in more than their channels, in the order of the networks. */
export const networkLayers: readonly NetworkLayer[] = networks.flatMap((network) => layersOf(network, rows));

/** All layers, in the order of the networks. */
export const allNetworkLayers: readonly NetworkLayer[] = networks.flatMap((network) => [
  ...layersOf(network, rows),
  ...layersOf(network, furtherRows),
]);
