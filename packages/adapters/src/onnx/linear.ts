/**
 * `linear` in ONNX: Gemm, the leading axes of x as rows.
 *
 *   y = x·wᵀ + b        dx = dy·w        dw = dyᵀ·x        db = Σ_rows dy
 *
 * @module
 */
import type { FloatTensor, Shape } from '@gradspec/spec';
import type { EngineOperator } from '../engine.ts';
import { integers, type OnnxTensor } from './model.ts';
import { asOnnx, closeAll, runGraph, runSingle, type Runtime } from './runtime.ts';

type Feed = OnnxTensor & { readonly data: Float32Array };

/** The leading axes of a tensor as rows. */
function rows({ shape, data }: FloatTensor): Feed {
  const size = shape.at(-1)!;
  return { shape: [data.length / size, size], data: data as Float32Array };
}

const gemm = (inputs: readonly string[], attributes: Readonly<Record<string, number>>) => [
  { op: 'Gemm', inputs, outputs: ['y'], attributes },
];

/** The operator on a runtime. */
export function linearOn(runtime: Runtime): EngineOperator<'linear'> {
  return {
    backward: true,
    async open(call, outputGrads) {
      const { x, w, b } = call.inputs;
      const outputs = ['y'];
      const forwardGraph = {
        nodes: gemm(['x', 'w', ...(b ? ['b'] : [])], { transB: 1 }),
        constants: { w: asOnnx(w), ...(b && { b: asOnnx(b) }) },
        feeds: { x: rows(x) },
        outputs,
      };
      const forward = await runGraph(runtime, forwardGraph, call.outputShapes);
      if (!outputGrads) return { forward, gradients: {}, close: () => forward.close() };
      const dy = rows(outputGrads.y);
      const single = (graph: Omit<Parameters<typeof runGraph>[1], 'outputs'>, shape: Shape) =>
        runSingle(runtime, { ...graph, outputs }, shape);
      const gradients = {
        x: await single(
          { nodes: gemm(['dy', 'w'], {}), constants: { w: asOnnx(w) }, feeds: { dy } },
          x.shape,
        ),
        w: await single(
          { nodes: gemm(['dy', 'x'], { transA: 1 }), constants: {}, feeds: { dy, x: rows(x) } },
          w.shape,
        ),
        ...(b && {
          b: await single(
            {
              nodes: [
                { op: 'ReduceSum', inputs: ['dy', 'axes'], outputs: ['y'], attributes: { keepdims: 0 } },
              ],
              constants: { axes: integers([0]) },
              feeds: { dy },
            },
            b.shape,
          ),
        }),
      };
      return { forward, gradients, close: () => closeAll([forward, ...Object.values(gradients)]) };
    },
  };
}
