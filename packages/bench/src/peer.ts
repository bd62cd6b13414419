/**
 * An engine from elsewhere as a contestant, through its adapter.
 *
 * @module
 */
import type { Adapter, PreparedCall } from '@gradspec/adapters';
import type { Inputs, OperatorName } from '@gradspec/spec';
import type { BenchCall } from './call.ts';
import { wantedOf, type Contestant, type Prepared } from './contestant.ts';

const native: readonly string[] = ['onnxruntime-node', 'pytorch', 'scipy'];
const plainSimd: readonly string[] = ['tfjs-wasm', 'onnxruntime-web'];

/** A peer that could not be loaded, and why. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

/** An adapter as a contestant. */
export function peer(adapter: Adapter): Contestant {
  const { name, version } = adapter;
  return {
    ...{ name, version, implementation: adapter, enter: () => {} },
    kind: native.includes(name) ? 'native' : 'javascript',
    ...(plainSimd.includes(name) && { build: 'simd' }),
    prepare: async (call) => {
      const { workload, inputs, outputGrads } = call;
      const operator: OperatorName = workload.operator;
      const prepared = await adapter.prepare(
        operator,
        inputs as unknown as Inputs<OperatorName>,
        workload.attributes,
        outputGrads,
      );
      return prepared && preparedPeer(prepared, call);
    },
    close: () => adapter.close(),
  };
}

function preparedPeer(prepared: PreparedCall, call: BenchCall): Prepared {
  return {
    action(pass) {
      if (pass === 'forward') return () => prepared.forward();
      if (pass === 'train') return prepared.train && (() => prepared.train!());
      const [input] = wantedOf(call, pass) ?? [];
      return input === undefined ? undefined : prepared.gradients[input];
    },
    close: () => prepared.close(),
  };
}

/** Loads the peers named; what is not installed or does not start is told with its reason. */
export async function loadPeers(
  names: readonly string[],
  load: (name: string) => Promise<Adapter>,
): Promise<{ peers: Contestant[]; absent: Absent[] }> {
  const peers: Contestant[] = [];
  const absent: Absent[] = [];
  for (const name of names)
    try {
      peers.push(peer(await load(name)));
    } catch (error) {
      absent.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  return { peers, absent };
}
