import { describe, expect, test } from '@jest/globals';
import { tensor, zeros } from '@gradspec/spec';
import { engineAdapter } from '../src/engine-adapter.ts';
import type { Engine, EngineOperator } from '../src/engine.ts';

/** A linear that returns constants and writes down what it is asked to do. */
function engine(log: string[], options: { synchronous?: boolean; fails?: boolean } = {}): Engine {
  const step = (name: string) => ({
    run: () => {
      log.push(name);
      if (options.fails) throw new Error('the engine failed');
      return options.synchronous ? undefined : Promise.resolve();
    },
    read: () => tensor('float32', [1, 2], [1, 2]),
  });
  const linear: EngineOperator<'linear'> = {
    backward: true,
    open: (_call, outputGrads) => {
      const forward = step('forward');
      return {
        forward: { run: forward.run, read: () => ({ y: tensor('float32', [1, 1], [3]) }) },
        gradients: outputGrads ? { x: step('x'), w: 'it has none' } : {},
        close: () => void log.push('close'),
      };
    },
  };
  const lstm: EngineOperator<'lstm'> = {
    backward: false,
    open: () => {
      throw new Error('not reached');
    },
  };
  return {
    name: 'constants',
    version: '1',
    dtypes: ['float32'],
    operators: { linear, lstm },
    conventions: ['None.'],
  };
}

const inputs = { x: tensor('float32', [1, 2], [5, 7]), w: tensor('float32', [1, 2], [11, 13]) };
const dy = { y: tensor('float32', [1, 1], [-2]) };

describe('a kernel', () => {
  test('runs forward in a call that is closed afterwards', async () => {
    const log: string[] = [];
    const { outputs } = await engineAdapter(engine(log)).kernels.linear!.forward(inputs);
    expect([...outputs.y.data]).toEqual([3]);
    expect(log).toEqual(['forward', 'close']);
  });

  test('computes wanted gradients only', async () => {
    const log: string[] = [];
    const kernel = engineAdapter(engine(log)).kernels.linear!;
    const { saved } = await kernel.forward(inputs);
    const grads = await kernel.backward!(dy, saved, ['x']);
    expect(Object.keys(grads)).toEqual(['x']);
    expect(log).toEqual(['forward', 'close', 'x', 'close']);
  });

  test('closes the call also when the engine fails', async () => {
    const log: string[] = [];
    const kernel = engineAdapter(engine(log, { fails: true })).kernels.linear!;
    await expect(kernel.forward(inputs)).rejects.toThrow('the engine failed');
    expect(log).toEqual(['forward', 'close']);
  });

  test('says which gradient is missing and why', async () => {
    const kernel = engineAdapter(engine([])).kernels.linear!;
    const { saved } = await kernel.forward(inputs);
    await expect(kernel.backward!(dy, saved)).rejects.toMatchObject({
      code: 'not-implemented',
      message: 'linear: wanted expected gradients that constants has (no w: it has none), got x, w',
    });
  });

  test('has no backward where the engine has no gradient', () => {
    expect(engineAdapter(engine([])).kernels.lstm).not.toHaveProperty('backward');
  });
});

describe('a call is refused', () => {
  const { linear, lstm } = engineAdapter(engine([])).kernels;

  test('in a dtype that the engine does not compute', async () => {
    const wide = { x: zeros('float64', [1, 2]), w: zeros('float64', [1, 2]) };
    await expect(linear!.forward(wide)).rejects.toMatchObject({
      code: 'not-implemented',
      message: 'linear: dtype expected float32 (all that constants computes), got float64',
    });
  });

  test('with a size of 0', async () => {
    const empty = { x: zeros('float32', [0, 2]), w: inputs.w };
    await expect(linear!.forward(empty)).rejects.toThrow(
      'linear: x expected sizes of at least 1 for constants, got [0,2]',
    );
  });

  test('with lengths', async () => {
    const lengths = tensor('int32', [1], [2]) as never;
    const call = {
      x: zeros('float32', [3, 1, 2]),
      wx: zeros('float32', [4, 2]),
      wh: zeros('float32', [4, 1]),
      lengths,
    };
    await expect(lstm!.forward(call)).rejects.toThrow('lstm: lengths expected none');
  });

  test('that is wrong, with the error of every other implementation', async () => {
    const wrong = { x: inputs.x, w: zeros('float32', [1, 3]) };
    await expect(linear!.forward(wrong)).rejects.toMatchObject({ code: 'bad-shape', operator: 'linear' });
  });
});

describe('a prepared call', () => {
  test('runs what it is asked to, as often as it is', async () => {
    const log: string[] = [];
    const call = await engineAdapter(engine(log)).prepare('linear', inputs, {}, dy);
    await call!.forward();
    await call!.gradients.x!();
    await call!.gradients.x!();
    await call!.close();
    expect(log).toEqual(['forward', 'x', 'x', 'close']);
  });

  test('has neither a gradient that the engine lacks nor training without it', async () => {
    const call = await engineAdapter(engine([])).prepare('linear', inputs, {}, dy);
    expect(call!.gradients.w).toBeUndefined();
    expect(call).not.toHaveProperty('train');
  });

  test('of a synchronous engine makes nobody wait', async () => {
    const call = await engineAdapter(engine([], { synchronous: true })).prepare('linear', inputs, {}, dy);
    expect(call!.forward()).toBeUndefined();
  });

  test('does not exist for an operator that the engine does not have', async () => {
    expect(await engineAdapter(engine([])).prepare('gru', {} as never, {}, {})).toBeUndefined();
  });
});
