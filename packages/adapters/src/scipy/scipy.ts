/**
 * SciPy's fftconvolve through python3, one thread: conv forward of one sample and one channel, which is what it computes.
 *
 * @module
 */
import { fileURLToPath } from 'node:url';
import type { Call } from '@gradspec/spec';
import type { Adapter } from '../adapter.ts';
import { engineAdapter } from '../engine-adapter.ts';
import type { EngineOperator } from '../engine.ts';
import { notImplemented } from '../not-implemented.ts';
import { openCall } from '../python/python-call.ts';
import { startPython, type PythonProcess } from '../python/python-process.ts';

/** @throws SpecError `not-implemented` for what is more than two signals. */
function checkScipy({ operator, inputs, attributes }: Call<'conv'>): void {
  const [N, C] = inputs.x.shape;
  const [M] = inputs.w.shape;
  if (N !== 1 || C !== 1 || M !== 1)
    notImplemented({
      operator,
      argument: 'x and w',
      expected: 'one sample, one channel in and one out',
      got: [N, C, M],
    });
  if (inputs.b) notImplemented({ operator, argument: 'b', expected: 'none', got: inputs.b.shape });
  const { stride, dilation, padding } = attributes;
  for (const [argument, got] of Object.entries({ stride, dilation }))
    if (got.some((value) => value !== 1)) notImplemented({ operator, argument, expected: '1', got });
  if (padding.flat().some((value) => value !== 0))
    notImplemented({ operator, argument: 'padding', expected: 'none', got: padding });
}

const convOn = (python: PythonProcess): EngineOperator<'conv'> => ({
  backward: false,
  async open(call) {
    checkScipy(call);
    const { run, read } = await openCall(python, call, {});
    return {
      forward: { run: run('forward'), read: () => read('outputs') },
      gradients: { x: 'fftconvolve has no gradients', w: 'fftconvolve has no gradients' },
      close: run('close'),
    };
  },
});

/** The adapter `scipy`. The command is python3, or what the environment variable GRADSPEC_PYTHON names. */
export async function loadScipy(): Promise<Adapter> {
  const command = process.env.GRADSPEC_PYTHON ?? 'python3';
  const script = fileURLToPath(new URL('../../python/scipy_worker.py', import.meta.url));
  const python = await startPython(command, script).catch((cause: Error) => {
    throw new Error(`adapter scipy needs ${command} with SciPy: pip install scipy (${cause.message})`, {
      cause,
    });
  });
  return engineAdapter({
    name: 'scipy',
    version: String(python.greeting.version),
    dtypes: ['float32', 'float64'],
    operators: { conv: convOn(python) },
    conventions: [
      'It runs in another process: every run crosses a pipe and back, which takes about a tenth of a millisecond.',
      'fftconvolve flips the kernel, so it is given a flipped one, which is made when the call is opened.',
      'There is one sample, one channel in and one out, and no padding, stride, dilation, bias or gradient.',
    ],
    close: () => python.close(),
  });
}
