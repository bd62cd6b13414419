import { tensor } from '@gradspec/spec';
import { convRecurrence, gradientNorms, readLine, rnnBptt, stream } from '../src/index.ts';

const wx = tensor('float64', [1, 1], [1]);
const wh = tensor('float64', [1, 1], [0.5]);

/** The README's examples, without their imports, in its order; what each comes to. */
export const examples = {
  async call() {
    const x = tensor('float64', [3, 1, 1], [2, -3, 1]); // [T, N, I]
    const wx = tensor('float64', [1, 1], [1]);
    const wh = tensor('float64', [1, 1], [0.5]);
    const { outputs } = await rnnBptt.kernels.rnn!.forward({ x, wx, wh }, { activation: 'identity' });
    return outputs.h.data;
  },

  stream() {
    const { start, step } = stream('rnn', { wx, wh }, { activation: 'identity' });
    const one = step(start(1), tensor('float64', [1, 1], [2])); // x[0], [N, I]
    return step(one, tensor('float64', [1, 1], [-3])).h.data;
  },

  norms() {
    for (const w of [0.5, 1, 2]) {
      const recurrence = {
        x: tensor('float64', [5, 1, 1], [0, 0, 0, 0, 0]),
        wx,
        wh: tensor('float64', [1, 1], [w]),
      };
      const loss = { hT: tensor('float64', [1, 1], [1]) };
      console.log(w, ...gradientNorms('rnn', recurrence, loss, { activation: 'identity' }).h);
    }
  },

  convolution() {
    const w = tensor('float64', [1, 1, 3], [2, -1, 3]); // [M, C, K]
    const { start, step } = convRecurrence({ x: [1, 1, 5], w }, { stride: [2], padding: [[1, 2]] });
    const x = (value: number) => tensor('float64', [1, 1], [value]); // one position, [N, C]
    const state = start();
    step(state, 'padding');
    step(state, x(1));
    return [step(state, x(2)).y!.data, readLine(state)];
  },
};
