/**
 * The spatial axes of convolutions and pools as exactly three: depth, height, width.
 *
 * A 1-D operator is the 3-D one whose depth and height are 1, a 2-D one whose depth is 1; so one loop nest is all of them.
 * Sizes are D H W of the input, KD KH KW of the kernel, OD OH OW of the output; S, P, E and D before an axis are its
 * stride, its padding before and after (its end), and its dilation.
 *
 * @module
 */
import { threeAxes, type Padding, type Shape } from '@gradspec/spec';

/** What slides over what, one entry per spatial axis (1, 2 or 3 of them). */
interface SpatialWindow {
  readonly input: Shape;
  readonly kernel: Shape;
  readonly output: Shape;
  readonly stride: readonly number[];
  readonly padding: readonly Padding[];
  readonly dilation?: readonly number[];
}

/** The same by the names of the formulas; axes that are missing have size 1, stride 1 and no padding. */
export function spatialAxes({ input, kernel, output, stride, padding, dilation = [] }: SpatialWindow) {
  const [D, H, W] = threeAxes(input, 1);
  const [KD, KH, KW] = threeAxes(kernel, 1);
  const [OD, OH, OW] = threeAxes(output, 1);
  const [SD, SH, SW] = threeAxes(stride, 1);
  const [[PD, ED], [PH, EH], [PW, EW]] = threeAxes<Padding>(padding, [0, 0]);
  const [DD, DH, DW] = threeAxes(dilation, 1);
  return { D, H, W, KD, KH, KW, OD, OH, OW, SD, SH, SW, PD, PH, PW, ED, EH, EW, DD, DH, DW };
}
