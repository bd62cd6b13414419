/**
 * The process that tests start: loads the adapter that is named, runs the calls that come on stdin, writes what came out.
 *
 * @module
 */
import { text } from 'node:stream/consumers';
import { tensor, type Implementation, type Kernel, type OperatorName, type Tensor } from '@gradspec/spec';
import { loadAdapter } from '../../src/index.ts';
import type { Adapter } from '../../src/index.ts';
import type { CallReport, Outcome, PlainCall, Plains } from './exchange.ts';

const tensorsOf = (plains: Plains) =>
  Object.fromEntries(
    Object.entries(plains).map(([name, { dtype = 'float32', shape, data }]) => [
      name,
      tensor(dtype, shape, data),
    ]),
  );

async function outcome(compute: () => Promise<object>): Promise<Outcome> {
  try {
    const tensors = Object.entries((await compute()) as Record<string, Tensor>);
    const plain = tensors.map(([name, { dtype, shape, data }]) => [name, { dtype, shape, data: [...data] }]);
    return { tensors: Object.fromEntries(plain) as Plains };
  } catch (error) {
    return { error: String(error) };
  }
}

async function prepared(adapter: Adapter, call: PlainCall): Promise<CallReport['prepared']> {
  try {
    const one = await adapter.prepare(
      call.operator,
      tensorsOf(call.inputs) as never,
      call.attributes,
      tensorsOf(call.outputGrads),
    );
    if (!one) return undefined;
    const steps = {
      forward: () => one.forward(),
      ...Object.fromEntries(Object.entries(one.gradients).filter(([, gradient]) => gradient)),
      ...(one.train && { train: () => one.train!() }),
    } as Record<string, () => Promise<void> | void>;
    // Twice, since the first run may be the only one that works.
    for (const step of [...Object.values(steps), ...Object.values(steps)]) await step();
    await one.close();
    return { ran: Object.keys(steps) };
  } catch (error) {
    return { error: String(error) };
  }
}

async function report(adapter: Adapter, call: PlainCall): Promise<CallReport> {
  const kernel = (adapter as Implementation).kernels[call.operator] as Kernel<OperatorName> | undefined;
  if (!kernel) return { forward: { error: 'no kernel' }, alone: {}, prepared: await prepared(adapter, call) };
  let saved: unknown;
  const forward = await outcome(async () => {
    const result = await kernel.forward(tensorsOf(call.inputs) as never, call.attributes);
    saved = result.saved;
    return result.outputs;
  });
  if ('error' in forward || !kernel.backward)
    return { forward, alone: {}, prepared: await prepared(adapter, call) };
  const grads = tensorsOf(call.outputGrads);
  const names = Object.keys(call.inputs);
  const backward = await outcome(async () => kernel.backward!(grads, saved));
  const alone: Record<string, Outcome> = {};
  for (const name of names)
    alone[name] = await outcome(async () => kernel.backward!(grads, saved, [name as never]));
  return { forward, backward, alone, prepared: await prepared(adapter, call) };
}

const adapter = await loadAdapter(process.argv[2]!);
const reports: CallReport[] = [];
for (const call of JSON.parse(await text(process.stdin)) as PlainCall[])
  reports.push(await report(adapter, call));
await adapter.close();
const { name, version, conventions, kernels } = adapter;
process.stdout.write(
  JSON.stringify({ name, version, conventions, operators: Object.keys(kernels), calls: reports }),
);
