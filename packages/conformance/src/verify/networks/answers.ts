/**
 * What one implementation answers to a layer, and how long it takes.
 *
 * @module
 */
import { sameShape, type Implementation, type Shape, type Tensor } from '@gradspec/spec';
import { messageOf } from '../../runner/result.ts';
import { answerNames, type AnswerName } from './exact-elements.ts';
import type { LayerCall } from './layer-call.ts';

/** The answers of an implementation; only y of one that has no backward. */
export interface Answers {
  readonly tensors: Readonly<Partial<Record<AnswerName, Tensor>>>;
  /** Forward and backward together. */
  readonly seconds: number;
  /** What it threw, or what is malformed. */
  readonly failure?: string;
}

/** The shapes of a layer's answers. */
export function answerShapes({ inputs: { x, w, b }, dy }: LayerCall): Readonly<Record<AnswerName, Shape>> {
  return { y: dy.shape, dx: x.shape, dw: w.shape, db: b.shape };
}

/** Calls an implementation's conv, forward and backward. Nothing is thrown: a failure is part of the answers. */
export async function answersOf({ kernels }: Implementation, call: LayerCall): Promise<Answers> {
  const kernel = kernels.conv!;
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const { outputs, saved } = await kernel.forward(call.inputs as never, call.attributes);
    const gradients = await kernel.backward?.({ y: call.dy as never }, saved);
    const taken = seconds();
    const tensors = {
      y: outputs.y,
      ...(gradients && { dx: gradients.x, dw: gradients.w, db: gradients.b }),
    } as Answers['tensors'];
    const failure = malformed(tensors, call);
    return { tensors, seconds: taken, ...(failure === undefined ? {} : { failure }) };
  } catch (error) {
    return { tensors: {}, seconds: seconds(), failure: `threw ${messageOf(error)}` };
  }
}

function malformed(tensors: Answers['tensors'], call: LayerCall): string | undefined {
  const shapes = answerShapes(call);
  for (const name of answerNames.filter((name) => name in tensors)) {
    const got = tensors[name];
    if (!got?.data || !Array.isArray(got.shape)) return `${name}: expected a tensor, got ${typeof got}`;
    const wanted = `float32 [${shapes[name].join(', ')}]`;
    if (got.dtype !== 'float32' || !sameShape(got.shape, shapes[name]) || got.data.length !== lengthOf(got))
      return `${name}: expected ${wanted}, got ${got.dtype} [${got.shape.join(', ')}] with ${got.data.length} elements`;
  }
  return undefined;
}

const lengthOf = ({ shape }: Tensor): number => shape.reduce((product, size) => product * size, 1);
