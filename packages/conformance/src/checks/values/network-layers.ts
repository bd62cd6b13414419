/**
 * Convolutions of four networks that everybody knows, as shapes: planes, kernels, strides and padding are theirs, channels
 * are few, so that a layer takes milliseconds. Layers of one shape are listed once.
 *
 * Source: He et al. 2015 (ResNet-50), Simonyan and Zisserman 2014 (VGG-16), Howard et al. 2017 (MobileNet), Krizhevsky et
 * al. 2012 (AlexNet, with its two groups).
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
  /** C and M divided by these; `depthwise` where each channel is a group. */
  readonly groups: 1 | 2 | 'depthwise';
}

type Row = readonly [
  layer: string,
  plane: number,
  kernel: number,
  stride: number,
  padding: number,
  groups?: 2 | 'depthwise',
];

const rows: Readonly<Record<string, readonly Row[]>> = {
  'resnet-50': [
    ['conv1', 224, 7, 2, 3],
    ['conv2-1x1', 56, 1, 1, 0],
    ['conv2-3x3', 56, 3, 1, 1],
    ['conv3-shortcut', 56, 1, 2, 0],
    ['conv3-3x3-down', 56, 3, 2, 1],
    ['conv3-3x3', 28, 3, 1, 1],
    ['conv4-shortcut', 28, 1, 2, 0],
    ['conv4-3x3-down', 28, 3, 2, 1],
    ['conv4-3x3', 14, 3, 1, 1],
    ['conv5-shortcut', 14, 1, 2, 0],
    ['conv5-3x3-down', 14, 3, 2, 1],
    ['conv5-3x3', 7, 3, 1, 1],
  ],
  'vgg-16': [
    ['conv1', 224, 3, 1, 1],
    ['conv2', 112, 3, 1, 1],
    ['conv3', 56, 3, 1, 1],
    ['conv4', 28, 3, 1, 1],
    ['conv5', 14, 3, 1, 1],
  ],
  mobilenet: [
    ['conv1', 224, 3, 2, 1],
    ['conv2-depthwise', 112, 3, 1, 1, 'depthwise'],
    ['conv2-pointwise', 112, 1, 1, 0],
    ['conv3-depthwise-down', 112, 3, 2, 1, 'depthwise'],
    ['conv4-depthwise', 56, 3, 1, 1, 'depthwise'],
    ['conv5-depthwise-down', 56, 3, 2, 1, 'depthwise'],
    ['conv6-depthwise', 28, 3, 1, 1, 'depthwise'],
    ['conv7-depthwise-down', 28, 3, 2, 1, 'depthwise'],
    ['conv8-depthwise', 14, 3, 1, 1, 'depthwise'],
    ['conv13-depthwise-down', 14, 3, 2, 1, 'depthwise'],
    ['conv14-depthwise', 7, 3, 1, 1, 'depthwise'],
    ['conv14-pointwise', 7, 1, 1, 0],
  ],
  alexnet: [
    ['conv1', 224, 11, 4, 2],
    ['conv2', 27, 5, 1, 2, 2],
    ['conv3', 13, 3, 1, 1],
    ['conv4', 13, 3, 1, 1, 2],
  ],
};

/** The layers, in the order of the networks. */
export const networkLayers: readonly NetworkLayer[] = Object.entries(rows).flatMap(([network, layers]) =>
  layers.map(([layer, plane, kernel, stride, padding, groups = 1 as const]) => ({
    name: `${network}:${layer}`,
    plane,
    kernel,
    stride,
    padding,
    groups,
  })),
);
