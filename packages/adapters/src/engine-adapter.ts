/**
 * Both faces of an adapter, made of an engine's open calls: kernels that take and return tensors, and prepared calls.
 *
 * @module
 */
import {
  checkBackwardCall,
  checkCall,
  operatorNames,
  SpecError,
  type Call,
  type FloatTensor,
  type InputGrads,
  type InputName,
  type Kernel,
  type MaybePromise,
  type OperatorName,
  type Outputs,
} from '@gradspec/spec';
import type { Adapter, PreparedCall } from './adapter.ts';
import type { Computation, Engine, EngineCall, EngineOperator } from './engine.ts';
import { checkLimits } from './limits.ts';

/** An engine as an adapter. */
export function engineAdapter(engine: Engine): Adapter {
  const { name, version, conventions, operators, claims } = engine;
  const kernels = Object.fromEntries(
    operatorNames
      .filter((operator) => operators[operator])
      .map((operator) => [operator, kernelOf(engine, operator)]),
  );
  return {
    name,
    version,
    conventions,
    kernels: kernels,
    ...(claims && { claims }),
    async prepare(operator, inputs, attributes, outputGrads) {
      if (!operators[operator]) return undefined;
      const call = checkCall(operator, inputs, attributes);
      const checked = checkBackwardCall(call, outputGrads);
      return preparedCall(await open(engine, call, checked.outputGrads));
    },
    close: () => engine.close?.(),
  };
}

async function open<Op extends OperatorName>(
  engine: Engine,
  call: Call<Op>,
  outputGrads?: Outputs<Op>,
): Promise<EngineCall> {
  checkLimits(call, engine);
  // A table by operator loses the link between the name and its types.
  const operator = engine.operators[call.operator] as unknown as EngineOperator<Op>;
  return operator.open(call, outputGrads);
}

function kernelOf<Op extends OperatorName>(engine: Engine, operator: Op): Kernel<Op> {
  const kernel: Kernel<Op> = {
    async forward(inputs, attributes) {
      const call = checkCall(operator, inputs, attributes);
      const opened = await open(engine, call);
      try {
        await opened.forward.run();
        return { outputs: (await opened.forward.read()) as unknown as Outputs<Op>, saved: call };
      } finally {
        await opened.close();
      }
    },
  };
  if (!engine.operators[operator]!.backward) return kernel;
  return {
    ...kernel,
    async backward(outputGrads, saved, wanted) {
      const call = saved as Call<Op>;
      const checked = checkBackwardCall(call, outputGrads, wanted);
      const opened = await open(engine, call, checked.outputGrads);
      try {
        return await readGradients({ engine, call, opened, wanted: checked.wanted });
      } finally {
        await opened.close();
      }
    },
  };
}

interface Wanted<Op extends OperatorName> {
  readonly engine: Engine;
  readonly call: Call<Op>;
  readonly opened: EngineCall;
  readonly wanted: ReadonlySet<InputName<Op>>;
}

async function readGradients<Op extends OperatorName>(of: Wanted<Op>): Promise<InputGrads<Op>> {
  const { engine, call, opened, wanted } = of;
  const grads: Record<string, FloatTensor> = {};
  const missing = [...wanted].flatMap((name) => {
    const gradient = opened.gradients[name];
    return typeof gradient === 'string' ? [`no ${name}: ${gradient}`] : [];
  });
  // What is wanted together is computed together; one gradient is computed alone where the engine can.
  if (opened.training && (wanted.size > 1 || missing.length > 0)) {
    await opened.training.run();
    const all = await opened.training.read();
    for (const name of wanted) grads[name] = all[name]!;
    return grads;
  }
  if (missing.length > 0)
    throw new SpecError({
      code: 'not-implemented',
      operator: call.operator,
      argument: 'wanted',
      expected: `gradients that ${engine.name} has (${missing.join('; ')})`,
      got: [...wanted].join(', '),
    });
  for (const name of wanted) {
    const gradient = opened.gradients[name] as Computation<FloatTensor>;
    await gradient.run();
    grads[name] = await gradient.read();
  }
  return grads;
}

function preparedCall({ forward, gradients, training, close }: EngineCall): PreparedCall {
  const alone = Object.entries(gradients).map(([name, gradient]) => [
    name,
    typeof gradient === 'string' ? undefined : () => gradient.run(),
  ]);
  const prepared: PreparedCall = {
    forward: () => forward.run(),
    gradients: Object.fromEntries(alone) as PreparedCall['gradients'],
    close,
  };
  if (training) return { ...prepared, train: () => training.run() };
  const steps = [forward, ...Object.values(gradients)];
  if (steps.length === 1 || steps.some((step) => typeof step === 'string')) return prepared;
  return { ...prepared, train: () => runAll(steps as Computation<unknown>[]) };
}

/** Runs one after another, without waiting for engines that do not make one wait. */
function runAll([first, ...rest]: readonly Computation<unknown>[]): MaybePromise<void> {
  if (!first) return;
  const running = first.run();
  return running instanceof Promise ? running.then(() => runAll(rest)) : runAll(rest);
}
