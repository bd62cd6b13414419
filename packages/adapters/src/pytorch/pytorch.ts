/**
 * PyTorch through python3, one thread. Gradients are torch.autograd's: the gradient of one input alone runs what that one
 * needs of the recorded graph.
 *
 * @module
 */
import { fileURLToPath } from 'node:url';
import type { Call, OperatorName, Outputs } from '@gradspec/spec';
import type { Adapter } from '../adapter.ts';
import { engineAdapter } from '../engine-adapter.ts';
import type { EngineOperator } from '../engine.ts';
import { openCall, sendAll } from '../python/python-call.ts';
import { startPython, type PythonProcess } from '../python/python-process.ts';
import { reachedPadding } from '../reached-padding.ts';
import { checkPytorch } from './pytorch-limits.ts';

/** The attributes as the script reads them. */
function attributesOf(call: Call<OperatorName>): object {
  if (call.operator !== 'maxPool') return call.attributes;
  return { ...call.attributes, reached: reachedPadding(call as Call<'maxPool'>) };
}

/** What the loss reads: of `lstm` not c, which checkPytorch has found to be zero. */
function lossGrads({ operator }: Call<OperatorName>, outputGrads: Outputs<OperatorName>): object {
  const { c, ...rest } = outputGrads as Outputs<'lstm'>;
  return operator === 'lstm' ? rest : outputGrads;
}

function operatorOn<Op extends OperatorName>(python: PythonProcess): EngineOperator<Op> {
  return {
    backward: true,
    async open(given, outputGrads) {
      const call = given as unknown as Call<OperatorName>;
      checkPytorch(call, outputGrads);
      const { run, read } = await openCall(python, call, {
        attributes: attributesOf(call),
        ...(outputGrads && { outputGrads: sendAll(lossGrads(call, outputGrads)) }),
      });
      const names = outputGrads ? Object.keys(sendAll(call.inputs)) : [];
      const gradient = (name: string) => ({
        run: run('gradient', { of: name }),
        read: async () => (await read('read'))[name]!,
      });
      return {
        forward: { run: run('forward'), read: () => read('outputs') },
        gradients: Object.fromEntries(names.map((name) => [name, gradient(name)])),
        ...(outputGrads && { training: { run: run('train'), read: () => read('read') } }),
        close: run('close'),
      };
    },
  };
}

/** The adapter `pytorch`. The command is python3, or what the environment variable GRADSPEC_PYTHON names. */
export async function loadPytorch(): Promise<Adapter> {
  const command = process.env.GRADSPEC_PYTHON ?? 'python3';
  const script = fileURLToPath(new URL('../../python/worker.py', import.meta.url));
  const python = await startPython(command, script).catch((cause: Error) => {
    throw new Error(`adapter pytorch needs ${command} with PyTorch: pip install torch (${cause.message})`, {
      cause,
    });
  });
  return engineAdapter({
    name: 'pytorch',
    version: String(python.greeting.version),
    dtypes: ['float32', 'float64'],
    operators: {
      conv: operatorOn(python),
      maxPool: operatorOn(python),
      avgPool: operatorOn(python),
      linear: operatorOn(python),
      rnn: operatorOn(python),
      lstm: operatorOn(python),
      gru: operatorOn(python),
    },
    conventions: [
      'It runs in another process: every run crosses a pipe and back, which takes about a tenth of a millisecond.',
      'A convolution pads as much before as after; otherwise x is padded with zeros first, and a max pool’s with −∞.',
      'The gradient of one input alone is torch.autograd.grad on a graph recorded before.',
      'A gru has reset after only, with a recurrent bias of all gates, of which the spec’s bh is the last.',
      'An lstm returns no states c but the last; they are made step by step when the outputs are read, and have no gradient.',
      'There is no flip, no identity activation and no lengths.',
    ],
    close: () => python.close(),
  });
}
