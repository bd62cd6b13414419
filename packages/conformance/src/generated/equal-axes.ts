/**
 * Where a call has two axes of one size: an exchanged pair of axes does not show there. Sizes of 1 are not counted.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import { isRight, outputShapesOf, type ShapedCall } from './shaped-call.ts';

/** The position of the first axis whose size, above 1, is that of an axis before it; −1 where there is none. */
export function repeatedAxis(shape: Shape): number {
  return shape.findIndex((size, axis) => size > 1 && shape.indexOf(size) < axis);
}

/** Sizes that should differ from each other, by what they are. */
function sizesOf(call: ShapedCall): Record<string, Shape> {
  const { operator, shapes, attributes } = call;
  const { x, w, wh: _, ...others } = shapes;
  const outputs = outputShapesOf(call);
  switch (operator) {
    case 'conv':
    case 'convTranspose':
      return { x: x!, ...outputs, kernel: w!.slice(2), channels: [x![1]!, outputs.y![1]!] };
    case 'maxPool':
    case 'avgPool':
      return { x: x!, ...outputs, kernel: attributes.kernel as Shape };
    case 'rnn':
    case 'lstm':
    case 'gru':
      // wh of an rnn is square, and is not counted.
      return { ...outputs, wx: others.wx!, 'T, N, I and H': [...x!, outputs.h![2]!] };
    default:
      return { ...shapes, ...outputs };
  }
}

/** The tensors and the groups of sizes, by name, in which two sizes above 1 are the same. */
export function equalAxes(call: ShapedCall): readonly string[] {
  return Object.entries(sizesOf(call)).flatMap(([name, sizes]) => (repeatedAxis(sizes) < 0 ? [] : [name]));
}

/**
 * A call whose windows walk over the axes of x from the third on, such that no two axes of x or of y have one size above
 * 1: those of x grow until that is so. What the spec would not accept stays as it is.
 */
export function withoutEqualAxes(call: ShapedCall): ShapedCall {
  let own = call;
  // A stride of 4 needs four steps to the next size of y, on each of three axes, and then perhaps again.
  for (let step = 0; step < 40; step++) {
    const axis = Math.max(repeatedAxis(own.shapes.x!), repeatedOutput(own));
    if (axis < 2) return own;
    own = {
      ...own,
      shapes: { ...own.shapes, x: own.shapes.x!.map((size, i) => (i === axis ? size + 1 : size)) },
    };
  }
  return own;
}

function repeatedOutput(call: ShapedCall): number {
  return isRight(call) ? repeatedAxis(outputShapesOf(call).y!) : -1;
}
