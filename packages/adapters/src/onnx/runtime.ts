/**
 * Running ONNX graphs on either ONNX Runtime.
 *
 * @module
 */
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { tensor, type FloatTensor, type Shape } from '@gradspec/spec';
import type { Computation, Tensors } from '../engine.ts';
import { onnxModel, type OnnxGraph, type OnnxTensor } from './model.ts';

/** What both runtimes have in common. */
export interface Runtime {
  createSession(model: Uint8Array): Promise<InferenceSession>;
  createTensor(data: Float32Array, shape: Shape): Tensor;
}

/** A tensor of the spec as one of a graph. ONNX Runtime has every tensor of a call in float32. */
export function asOnnx({ shape, data }: FloatTensor): OnnxTensor & { readonly data: Float32Array } {
  return { shape, data: data as Float32Array };
}

/** A computation that has to be released. */
export interface GraphRun<R> extends Computation<R> {
  close(): Promise<void>;
}

/** A graph in the runtime; its outputs are read with these shapes. */
export async function runGraph(
  runtime: Runtime,
  graph: OnnxGraph,
  shapes: Readonly<Record<string, Shape>>,
): Promise<GraphRun<Tensors>> {
  const session = await runtime.createSession(onnxModel(graph));
  const feeds = Object.fromEntries(
    Object.entries(graph.feeds).map(([name, { data, shape }]) => [name, runtime.createTensor(data, shape)]),
  );
  let results: InferenceSession.OnnxValueMapType = {};
  return {
    async run() {
      results = await session.run(feeds);
    },
    read: () =>
      Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [
          name,
          tensor('float32', shape, results[name]!.data as Float32Array),
        ]),
      ),
    close: () => session.release(),
  };
}

/** A graph with one output, y, read with this shape. */
export async function runSingle(
  runtime: Runtime,
  graph: OnnxGraph,
  shape: Shape,
): Promise<GraphRun<FloatTensor>> {
  const run = await runGraph(runtime, graph, { y: shape });
  return { ...run, read: async () => (await run.read()).y! };
}

/** Closes what has to be closed. */
export async function closeAll(runs: readonly (GraphRun<unknown> | string)[]): Promise<void> {
  for (const run of runs) if (typeof run !== 'string') await run.close();
}
