/**
 * The definitions' gradients against central differences of the definitions themselves, on every published vector.
 */
import { describe, expect, test } from '@jest/globals';
import { tensor, type FloatTensor, type Tensor } from '@gradspec/spec';
import { adjoints, values } from '../../src/oracle/evaluate.ts';
import { floats } from '../../src/oracle/float-field.ts';
import { seedsOf, traceCall, type Trace } from '../../src/oracle/trace.ts';
import { fromJsonAll } from '../../src/vectors/json-tensor.ts';
import { loadVectors } from '../../src/vectors/load.ts';
import type { OperatorVector } from '../../src/vectors/types.ts';

type Tensors = Readonly<Record<string, Tensor>>;

const smooth = loadVectors().filter(
  (vector): vector is OperatorVector =>
    vector.kind === 'operator' &&
    vector.inputGrads !== undefined &&
    // A kink has no derivative, and differences of NaN say nothing.
    vector.alternatives === undefined &&
    JSON.stringify(vector).match(/NaN|Infinity/) === null,
);

function inner(trace: Trace, inputs: Tensors, outputGrads: Record<string, FloatTensor>): number {
  const computed = values(trace.tape, floats, (input, position) => inputs[input]!.data[position]!);
  return seedsOf(trace, outputGrads, (seed) => seed).reduce(
    (sum, [at, seed]) => sum + seed * computed[at]!,
    0,
  );
}

function moved(inputs: Tensors, name: string, position: number, by: number): Tensors {
  const data = Array.from(inputs[name]!.data);
  data[position]! += by;
  return { ...inputs, [name]: tensor('float64', inputs[name]!.shape, data) };
}

describe('the gradient of a definition is the slope of the definition', () => {
  test.each(smooth.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    const inputs = fromJsonAll(vector.inputs, 'float64');
    const outputGrads = fromJsonAll(vector.outputGrads, 'float64') as Record<string, FloatTensor>;
    const trace = traceCall(vector.operator, inputs, vector.attributes);
    const computed = values(trace.tape, floats, (input, position) => inputs[input]!.data[position]!);
    const flowing = adjoints(
      trace.tape,
      computed,
      floats,
      seedsOf(trace, outputGrads, (seed) => seed),
    );
    for (const [name, { expressions }] of trace.values) {
      if (!Object.hasOwn(inputs, name)) continue;
      const step = Math.max(1, Math.floor(expressions.length / 12));
      for (let i = 0; i < expressions.length; i += step) {
        const h = 1e-5 * (Math.abs(inputs[name]!.data[i]!) || 1);
        const [above, below] = [h, -h].map((by) => inner(trace, moved(inputs, name, i, by), outputGrads));
        const slope = (above! - below!) / (2 * h);
        if (kinkNear(trace, inputs, name, i, h)) continue;
        const rounding = (1e-15 * Math.abs(above!)) / h;
        const error = Math.abs((flowing[expressions[i]!] ?? 0) - slope);
        expect(error).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)) + 10 * rounding);
      }
    }
  });
});

/** Whether a choice of the definition falls otherwise a little to either side. */
function kinkNear(trace: Trace, inputs: Tensors, name: string, position: number, h: number): boolean {
  const choicesAt = (by: number) => {
    const at = moved(inputs, name, position, by);
    const computed = values(trace.tape, floats, (input, i) => at[input]!.data[i]!);
    return trace.tape.steps.flatMap(({ kind, of }) => {
      const arguments_ = of.map((argument) => computed[argument]!);
      if (kind === 'max') return [floats.max(arguments_).weights.indexOf('one')];
      return kind === 'where' ? [arguments_[0]! <= 0 ? 0 : 1] : [];
    });
  };
  return choicesAt(h).join() !== choicesAt(-h).join();
}
