/**
 * Mistakes with the contract of a call, which any kernel can have: state between calls, lists and gradients that are not
 * heeded, and the dtype.
 *
 * @module
 */
import { operators, tensor, type InputSpec, type OperatorName } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import type { Tensors } from '../../runner/any-kernel.ts';
import { aroundKernel, each, mapped } from './around-kernel.ts';

const torch = 'PyTorch documentation: autograd mechanics';

/** Rounded to single precision, of the dtype that it was. */
const rounded = (tensors: Tensors): Tensors =>
  each(tensors, (one) => (one.dtype === 'float64' ? mapped(one, Math.fround) : one));

/** Returned as float32. */
const narrowed = (tensors: Tensors): Tensors =>
  each(tensors, (one) => (one.dtype === 'float64' ? tensor('float32', one.shape, one.data) : one));

const inputsOf = (operator: OperatorName): Readonly<Record<string, InputSpec>> => operators[operator].inputs;

/** The gradients of an operator, optional inputs' too. */
const gradientsOf = (operator: OperatorName): readonly string[] =>
  Object.entries(inputsOf(operator)).flatMap(([name, { dtype }]) => (dtype === 'int32' ? [] : [`d${name}`]));

/** Mistakes with the call, planted into one operator. Where `wrong` is empty, a single call’s numbers are right. */
export const callMistakes = (operator: OperatorName): readonly Mistake[] => {
  const gradients = gradientsOf(operator);
  const outputs = Object.keys(operators[operator].outputs);
  return [
    {
      id: `${operator}/second-backward-accumulates`,
      operator,
      name: {
        en: 'a second backward adds to the first one’s gradients',
        ko: '두 번째 역전파의 기울기가 첫 번째 것에 더해짐',
      },
      symptom: 'the first backward is right, the second gives twice as much',
      why: 'sums are kept with what forward saved, and not begun anew',
      mend: 'start each backward with zeros of its own',
      source: torch,
      wrong: [],
      plant: (right) => {
        const kept = new WeakMap<object, Tensors>();
        return aroundKernel(right, {
          forward: async (run, inputs) => {
            const { outputs: made, saved } = await run(inputs);
            return { outputs: made, saved: { inner: saved } };
          },
          async backward(run, { outputGrads, saved, wanted }) {
            const call = saved as { inner: unknown };
            const before = kept.get(call) ?? {};
            const all = each(await run(outputGrads, call.inner, wanted), (one, name) =>
              mapped(one, (value, i) => value + (before[name]?.data[i] ?? 0)),
            );
            kept.set(call, all);
            return all;
          },
        });
      },
    },
    {
      id: `${operator}/saved-is-freed`,
      operator,
      name: {
        en: 'backward frees what forward saved, so that it works once',
        ko: '역전파가 저장값을 지워 한 번만 동작함',
      },
      symptom: 'the second backward of a call throws',
      why: 'memory is given back as early as possible',
      mend: 'leave what was saved to the caller, who drops it',
      source: 'PyTorch documentation: backward, retain_graph',
      wrong: [],
      plant: (right) => {
        const used = new WeakSet<object>();
        return aroundKernel(right, {
          forward: async (run, inputs) => {
            const { outputs: made, saved } = await run(inputs);
            return { outputs: made, saved: { inner: saved } };
          },
          async backward(run, { outputGrads, saved, wanted }) {
            const call = saved as { inner: unknown };
            if (used.has(call)) throw new Error('what forward saved has been freed');
            used.add(call);
            return run(outputGrads, call.inner, wanted);
          },
        });
      },
    },
    {
      id: `${operator}/saved-of-the-last-call`,
      operator,
      name: {
        en: 'backward reads what the last forward saved, not what it is given',
        ko: '전달받은 저장값 대신 마지막 순전파의 저장값을 읽음',
      },
      symptom: 'forward, backward, forward, backward is right; two forwards before a backward are not',
      why: 'a layer keeps its cache in a field of its own, and is used once per pass',
      mend: 'read what was saved for this call, so that a layer can stand in a net twice',
      source: 'layer classes with self.cache, as in exercises after cs231n',
      wrong: [],
      plant: (right) => {
        let last: unknown;
        return aroundKernel(right, {
          async forward(run, inputs) {
            const ran = await run(inputs);
            last = ran.saved;
            return ran;
          },
          backward: (run, { outputGrads, wanted }) => run(outputGrads, last, wanted),
        });
      },
    },
    {
      id: `${operator}/computed-in-single-precision`,
      operator,
      name: {
        en: 'float64 is computed in single precision: only the dtype is right',
        ko: 'float64 입력을 단정밀도로 계산함 (dtype만 맞음)',
      },
      symptom: 'about seven digits are right, and a gradient check by differences finds noise',
      why: 'the kernel exists for float32, and the results are widened',
      mend: 'compute in float64, or do not claim it',
      source: 'engines on WebGL and WebGPU, which have no float64',
      wrong: [...outputs, ...gradients],
      plant: (right) =>
        aroundKernel(right, {
          async forward(run, inputs) {
            const { outputs: made, saved } = await run(rounded(inputs));
            return { outputs: rounded(made), saved };
          },
          backward: async (run, { outputGrads, saved, wanted }) =>
            rounded(await run(rounded(outputGrads), saved, wanted)),
        }),
    },
    {
      id: `${operator}/returns-float32`,
      operator,
      name: { en: 'float64 comes back as float32', ko: 'float64 입력의 결과를 float32로 반환함' },
      symptom: 'the dtype of the results is not that of the inputs',
      why: 'results are made with a fixed array type',
      mend: 'make results of the dtype of the inputs',
      source: 'engines on WebGL and WebGPU, which have no float64',
      wrong: [...outputs, ...gradients],
      plant: (right) =>
        aroundKernel(right, {
          async forward(run, inputs) {
            const { outputs: made, saved } = await run(inputs);
            return { outputs: narrowed(made), saved };
          },
          backward: async (run, { outputGrads, saved, wanted }) =>
            narrowed(await run(outputGrads, saved, wanted)),
        }),
    },
    ...(gradients.length > 1 ? [wantedIgnored(operator)] : []),
    ...(outputs.length > 1 ? [missingAsOnes(operator, gradients)] : []),
  ];
};

const wantedIgnored = (operator: OperatorName): Mistake => ({
  id: `${operator}/wanted-ignored`,
  operator,
  name: {
    en: 'every gradient is returned, whichever were asked for',
    ko: '요청한 것과 상관없이 모든 기울기를 반환함',
  },
  symptom: 'gradients come back that nobody asked for, and cost time',
  why: 'the third argument of backward is left out',
  mend: 'compute and return those that are wanted',
  source: 'the contract of an implementation in @gradspec/spec',
  wrong: [],
  plant: (right) =>
    aroundKernel(right, { backward: (run, { outputGrads, saved }) => run(outputGrads, saved) }),
});

const missingAsOnes = (operator: OperatorName, gradients: readonly string[]): Mistake => ({
  id: `${operator}/missing-output-gradient-as-ones`,
  operator,
  name: {
    en: 'an output gradient that is left out counts as ones',
    ko: '주어지지 않은 출력 기울기를 0이 아니라 1로 침',
  },
  symptom: 'right when every output has a gradient; otherwise those without one count',
  why: 'backward of a loss starts with 1, and the default was taken over',
  mend: 'zeros: an output without a gradient does not reach the loss',
  source: torch,
  wrong: gradients,
  plant: (right) =>
    aroundKernel(right, {
      async forward(run, inputs) {
        const { outputs, saved } = await run(inputs);
        return { outputs, saved: { outputs, inner: saved } };
      },
      backward(run, { outputGrads, saved, wanted }) {
        const { outputs, inner } = saved as { outputs: Tensors; inner: unknown };
        const ones = each(outputs, (one) => mapped(one, () => 1));
        return run({ ...ones, ...outputGrads }, inner, wanted);
      },
    }),
});
