/**
 * An implementation of this workspace as a contestant: each turn is a whole call on plain tensors.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { kernelOf, wantedOf, type Action, type Contestant, type Prepared } from './contestant.ts';
import type { BenchCall } from './call.ts';

/** What distinguishes two contestants that are the same implementation. */
export type Setting = Pick<Contestant, 'build' | 'arena' | 'expectedSeconds' | 'longest'> & {
  readonly name?: string;
  readonly enter?: () => void;
};

/** The implementation as a contestant; a gradient is timed with what one forward saved. */
export function ours(implementation: Implementation, setting: Setting = {}): Contestant {
  const { name = implementation.name, enter = () => {}, ...rest } = setting;
  return {
    ...{ name, version: implementation.version, kind: 'ours', implementation, enter, ...rest },
    prepare: async (call) => {
      enter();
      return prepare(implementation, call);
    },
    close: () => {},
  };
}

async function prepare(implementation: Implementation, call: BenchCall): Promise<Prepared | undefined> {
  const { workload, inputs, outputGrads } = call;
  const kernel = kernelOf(implementation, workload.operator);
  if (!kernel) return undefined;
  const forward = () => kernel.forward(inputs, workload.attributes);
  const { saved } = await forward();
  return {
    action(pass): Action | undefined {
      const wanted = wantedOf(call, pass);
      if (!wanted) return undefined;
      if (pass === 'forward') return () => discard(forward());
      const backward = kernel.backward?.bind(kernel);
      if (!backward) return undefined;
      if (pass !== 'train') return () => discard(backward(outputGrads, saved, wanted));
      return () => {
        const made = forward();
        if (made instanceof Promise)
          return made.then(async (of) => void (await backward(outputGrads, of.saved, wanted)));
        return discard(backward(outputGrads, made.saved, wanted));
      };
    },
    close: () => {},
  };
}

/** Waits for a promise and throws the value away; a value that is there costs no promise. */
function discard(made: unknown): void | Promise<void> {
  if (made instanceof Promise) return made.then(() => {});
}
