/**
 * Mistakes with memory, which any kernel can have: the numbers of a single call are right, and tensors that belong to
 * somebody else are changed or handed out.
 *
 * @module
 */
import { sameShape, type OperatorName, type Tensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import type { Tensors } from '../../runner/any-kernel.ts';
import { aroundKernel, copies, each, floating, inMemoryOf } from './around-kernel.ts';

const numpy = 'NumPy documentation: views and copies';
const wasm = 'WebAssembly modules whose results are views of their memory';

/** The operators of which a gradient is the output gradient itself, number by number. */
const handsOn: readonly OperatorName[] = ['add', 'addConstant', 'reshape'];

/** Adds 1 to every element where it stands. */
function shift({ data }: Tensor): void {
  for (let i = 0; i < data.length; i++) data[i]! += 1;
}

/** How many float64 an arena holds at first; it is made anew where that is too small. */
const page = 2 ** 13;

/** Puts results one after the other into memory that every call begins anew. */
function arena(): (results: Tensors) => Tensors {
  let memory = new Float64Array(page);
  return (results) => {
    const wide = Object.values(results).reduce((sum, { data }) => sum + Math.ceil(data.byteLength / 8), 0);
    if (wide > memory.length) memory = new Float64Array(2 * wide);
    let at = 0;
    return each(results, (one) => {
      const view = one.dtype === 'float32' ? Float32Array : Float64Array;
      const data = new view(memory.buffer, 8 * at, one.data.length);
      at += Math.ceil(one.data.byteLength / 8);
      return inMemoryOf({ ...one, data } as Tensor, one);
    });
  };
}

/** Keeps one tensor per name and shape and returns it at every call. */
function buffers(): (results: Tensors) => Tensors {
  const kept = new Map<string, Tensor>();
  return (results) =>
    each(results, (one, name) => {
      const key = `${name} ${one.dtype} ${one.shape.join(' ')}`;
      const buffer = kept.get(key) ?? one;
      kept.set(key, buffer);
      return inMemoryOf(buffer, one);
    });
}

/** Mistakes with memory, planted into one operator. `wrong` is empty: a single call’s numbers are right. */
export const memoryMistakes = (operator: OperatorName): readonly Mistake[] => [
  {
    id: `${operator}/changes-its-inputs`,
    operator,
    name: {
      en: 'forward works in its inputs’ memory and leaves them changed',
      ko: '순전파가 입력 텐서를 직접 바꿔 버림',
    },
    symptom:
      'the first call is right; whoever reads the inputs afterwards, the next layer or epoch, is wrong',
    why: 'x −= max(x) and the like save a copy',
    mend: 'compute into memory of your own',
    source: numpy,
    wrong: [],
    plant: (right) =>
      aroundKernel(right, {
        async forward(run, inputs) {
          const ran = await run(copies(inputs));
          floating(inputs).forEach(shift);
          return ran;
        },
      }),
  },
  {
    id: `${operator}/changes-its-output-gradients`,
    operator,
    name: {
      en: 'backward changes the caller’s output gradients',
      ko: '역전파가 호출자의 출력 기울기를 직접 바꿔 버림',
    },
    symptom:
      'the first gradient is right; every one that is computed from the same output gradient later is wrong',
    why: 'dy *= derivative saves a copy',
    mend: 'compute into memory of your own',
    source: numpy,
    wrong: [],
    plant: (right) =>
      aroundKernel(right, {
        async backward(run, { outputGrads, saved, wanted }) {
          const gradients = await run(copies(outputGrads), saved, wanted);
          floating(outputGrads).forEach(shift);
          return gradients;
        },
      }),
  },
  {
    id: `${operator}/gradient-in-an-inputs-memory`,
    operator,
    name: {
      en: 'a gradient is written into the memory of its input',
      ko: '기울기를 입력 텐서의 메모리에 씀',
    },
    symptom: 'the gradient is right, and the input is gone',
    why: 'both are of one shape, and the input seems to be needed no more',
    mend: 'return memory of your own',
    source: numpy,
    wrong: [],
    plant: (right) =>
      aroundKernel(right, {
        async forward(run, inputs) {
          const { outputs, saved } = await run(copies(inputs));
          return { outputs, saved: { inputs, inner: saved } };
        },
        async backward(run, { outputGrads, saved, wanted }) {
          const { inputs, inner } = saved as { inputs: Tensors; inner: unknown };
          const gradients = await run(outputGrads, inner, wanted);
          return each(gradients, (one, name) => inMemoryOf(inputs[name]!, one));
        },
      }),
  },
  {
    id: `${operator}/results-in-an-arena`,
    operator,
    name: {
      en: 'results are views of an arena that the next call begins anew',
      ko: '결과가 다음 호출 때 재사용되는 메모리(아레나)를 가리킴',
    },
    symptom: 'each call is right, and its results change when the kernel is called again',
    why: 'results are read from WebAssembly’s memory, and a copy costs time',
    mend: 'copy results out before they are returned',
    source: wasm,
    wrong: [],
    plant: (right) => {
      const place = arena();
      return aroundKernel(right, {
        async forward(run, inputs) {
          const { outputs, saved } = await run(inputs);
          return { outputs: place(outputs), saved };
        },
        backward: async (run, { outputGrads, saved, wanted }) => place(await run(outputGrads, saved, wanted)),
      });
    },
  },
  {
    id: `${operator}/results-in-kept-buffers`,
    operator,
    name: {
      en: 'each result has one buffer, which every call of the shape writes again',
      ko: '같은 모양의 결과를 매번 같은 버퍼에 덮어써서 반환함',
    },
    symptom:
      'one call, and the same call again, is right; a call with other numbers changes the results before',
    why: 'buffers are made once, outside the loop',
    mend: 'make results anew at each call',
    source: wasm,
    wrong: [],
    plant: (right) => {
      const [forward, backward] = [buffers(), buffers()];
      return aroundKernel(right, {
        async forward(run, inputs) {
          const { outputs, saved } = await run(inputs);
          return { outputs: forward(outputs), saved };
        },
        backward: async (run, { outputGrads, saved, wanted }) =>
          backward(await run(outputGrads, saved, wanted)),
      });
    },
  },
  ...(handsOn.includes(operator) ? [gradientIsOutputGradient(operator)] : []),
];

const gradientIsOutputGradient = (operator: OperatorName): Mistake => ({
  id: `${operator}/gradient-is-the-output-gradient`,
  operator,
  name: {
    en: 'the gradient that is returned is the output gradient’s own memory',
    ko: '출력 기울기의 메모리를 그대로 기울기로 반환함',
  },
  symptom: 'right until somebody adds to one of the two, as a graph does at branches',
  why: 'the numbers are the same, so why copy them',
  mend: 'return a copy',
  source: 'the gradient distributor of cs231n, Backpropagation, Intuitions',
  wrong: [],
  plant: (right) =>
    aroundKernel(right, {
      async backward(run, { outputGrads, saved, wanted }) {
        const gradients = await run(outputGrads, saved, wanted);
        const { y: dy } = outputGrads;
        if (!dy) return gradients;
        return each(gradients, (one) => (sameShape(one.shape, dy.shape) ? dy : { ...dy, shape: one.shape }));
      },
    }),
});
