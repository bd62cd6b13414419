/**
 * Implementations that are wrong in one way each, made of naive-loops.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import {
  tensor,
  zeros,
  type FloatTensor,
  type Implementation,
  type Inputs,
  type SyncKernel,
} from '@gradspec/spec';

type Conv = SyncKernel<'conv'>;
const right = naiveLoops.kernels.conv;

const named = (name: string, conv: Partial<Conv>): Implementation => ({
  name,
  version: '0',
  kernels: { conv: { ...right, ...conv } },
});

/** Reverses the kernel in both directions of every plane. */
function flipped(w: FloatTensor): FloatTensor {
  const plane = w.shape.slice(2).reduce((a, b) => a * b, 1);
  const data = Array.from(w.data, (_, i) => w.data[i - (i % plane) + plane - 1 - (i % plane)]!);
  return tensor(w.dtype, w.shape, data);
}

/** The implementations by what is wrong with them. */
export const broken = {
  flips: named('flips-the-kernel', {
    forward: (inputs, attributes) => right.forward({ ...inputs, w: flipped(inputs.w) }, attributes),
  }),
  overwrites: named('overwrites-at-overlaps', {
    backward: (outputGrads, saved, wanted) => {
      const whole = right.backward(outputGrads, saved, wanted);
      // The last output that reaches an element is all that is left of its gradient.
      const dx = zeros(whole.x!.dtype, whole.x!.shape);
      const { y } = outputGrads as { y: FloatTensor };
      y.data.forEach((_, i) => {
        const one = zeros(y.dtype, y.shape);
        one.data[i] = y.data[i]!;
        right.backward({ y: one }, saved).x!.data.forEach((value, j) => {
          if (value !== 0) dx.data[j] = value;
        });
      });
      return { ...whole, x: dx };
    },
  }),
  changesInputs: named('changes-its-inputs', {
    forward: (inputs, attributes) => {
      const result = right.forward(inputs, attributes);
      (inputs.x.data as Float64Array).fill(0);
      return result;
    },
  }),
  throws: named('throws', {
    forward: () => {
      throw new TypeError('strides of two are not written yet');
    },
  }),
  wrongShape: named('wrong-shape', {
    forward: (inputs, attributes) => {
      const { outputs, saved } = right.forward(inputs, attributes);
      return { outputs: { y: zeros(outputs.y.dtype, [...outputs.y.shape, 1]) }, saved };
    },
  }),
  aliases: named('aliases', {
    forward: (inputs: Inputs<'conv'>, attributes) => {
      const { outputs, saved } = right.forward(inputs, attributes);
      if (outputs.y.data.length !== inputs.x.data.length) return { outputs, saved };
      inputs.x.data.set(inputs.x.data);
      return { outputs: { y: { ...outputs.y, data: inputs.x.data } as FloatTensor }, saved };
    },
  }),
  accumulates: named('adds-to-the-first-backward', accumulating()),
  forgetsBias: named('no-bias-gradient', {
    backward: (outputGrads, saved, wanted) => {
      const { b: _, ...rest } = right.backward(outputGrads, saved, wanted);
      return rest;
    },
  }),
  nothing: { name: 'claims-nothing', version: '0', kernels: {} } satisfies Implementation,
};

function accumulating(): Partial<Conv> {
  const kept = new WeakMap<object, Record<string, FloatTensor>>();
  return {
    backward: (outputGrads, saved, wanted) => {
      const fresh = right.backward(outputGrads, saved, wanted) as Record<string, FloatTensor>;
      const before = kept.get(saved as object);
      for (const [name, { data }] of Object.entries(fresh))
        data.forEach((value, i) => (data[i] = value + (before?.[name]?.data[i] ?? 0)));
      kept.set(saved as object, fresh);
      return fresh;
    },
  };
}
