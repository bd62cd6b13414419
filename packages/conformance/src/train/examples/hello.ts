/**
 * Why memory is needed: in h → e → l → l → o the letter l is followed by l and by o.
 *
 *   with memory      scores[t] from h[t] = tanh(Wx·x[t] + Wh·h[t−1] + b)
 *   without          scores[t] = W·x[t], a table
 *
 * A table answers the same after both l. The best it can do is to believe l and o at ½ each, so that its loss is at least
 * 2·ln 2 over the four steps, (2/4)·ln 2 per letter; a recurrent net has no such floor.
 *
 * Source: cs231n, "RNN", the character model of "hello"; the vector graph/hello-needs-context.
 * @module
 */
import { initialParameters, sgd, type Model } from '@gradspec/graph';
import type { Example, Net, TrainedNet } from '../example.ts';
import {
  beliefLines,
  beliefs,
  lettersOf,
  memorylessModel,
  nextLetters,
  recurrentModel,
  rightLetters,
} from '../next-letter.ts';
import { valueOf } from '../predict.ts';

const word = 'hello';
const pairs = word.length - 1;
/** The least loss per letter without memory. */
const floor = (2 / 4) * Math.log(2);
const mostWithMemory = 0.02;
const nearFloor = 0.01;

const lossPerLetter = async (trained: TrainedNet): Promise<number> =>
  (await valueOf(trained, trained.net.batch(1), 'loss')).data[0]! / pairs;

/** The example `hello`. */
export const hello: Example = {
  name: 'hello',
  summary: 'a recurrent net learns h → e → l → l → o, which a model without memory cannot',

  nets({ seed, dtype }): Net[] {
    const letters = lettersOf(word).length;
    const batch = nextLetters(word, dtype);
    const net = (name: string, model: Model): Net => ({
      name,
      model,
      optimizer: sgd({ learningRate: 0.2, momentum: 0.5 }),
      parameters: initialParameters(model, { seed, dtype }),
      batch: () => batch,
      steps: 300,
    });
    return [net('recurrent', recurrentModel(letters, 6)), net('memoryless', memorylessModel(letters))];
  },

  async result(trained) {
    const [recurrent, memoryless] = trained as [TrainedNet, TrainedNet];
    const [remembered, looked] = [await beliefs(recurrent, word), await beliefs(memoryless, word)];
    const [low, high] = [await lossPerLetter(recurrent), await lossPerLetter(memoryless)];
    const right = rightLetters(remembered, word);
    return {
      text: [
        'with memory:',
        ...beliefLines(remembered, word, 2),
        'without memory (the same answer after both l):',
        ...beliefLines(looked, word, 2),
      ].join('\n'),
      figures: [
        {
          text: `recurrent: ${right} of ${pairs} letters right`,
          target: `${pairs}`,
          reached: right === pairs,
        },
        {
          text: `recurrent: loss ${low.toPrecision(3)} per letter`,
          target: `below ${mostWithMemory}`,
          reached: low < mostWithMemory,
        },
        {
          text: `memoryless: loss ${high.toFixed(4)} per letter`,
          target: `its floor (2/4)·ln 2 = ${floor.toFixed(4)}, within ${nearFloor}`,
          reached: high >= floor * (1 - 1e-6) && high <= floor + nearFloor,
        },
      ],
    };
  },
};
