/**
 * The documents' character prediction: p → y → t → o → r → c → h, by a recurrent net.
 *
 *   h[t] = tanh(Wx·x[t] + Wh·h[t−1] + b),   scores[t] = Wo·h[t] + bo,   loss = Σ_t cross-entropy(scores[t], next letter)
 *
 * Its seven letters all differ, so a table of which letter follows which would do as well: it is `hello` that needs memory.
 *
 * Source: the third document, the word "pytorch"; the vectors graph/char-rnn-pyt and graph/char-rnn-pytorc.
 * @module
 */
import { initialParameters, sgd } from '@gradspec/graph';
import type { Example, Net } from '../example.ts';
import {
  beliefLines,
  beliefs,
  lettersOf,
  nextLetters,
  recurrentModel,
  rightLetters,
} from '../next-letter.ts';
import { percent } from '../predict.ts';

const word = 'pytorch';
const pairs = word.length - 1;
const least = 0.95;

/** The example `pytorch`. */
export const pytorch: Example = {
  name: 'pytorch',
  summary: 'a recurrent net learns to spell: p → y → t → o → r → c → h',

  nets({ seed, dtype }): [Net] {
    const model = recurrentModel(lettersOf(word).length, 8);
    const batch = nextLetters(word, dtype);
    return [
      {
        name: 'pytorch',
        model,
        optimizer: sgd({ learningRate: 0.1, momentum: 0.5 }),
        parameters: initialParameters(model, { seed, dtype }),
        batch: () => batch,
        steps: 200,
      },
    ];
  },

  async result(trained) {
    const [net] = trained as [(typeof trained)[number]];
    const believed = await beliefs(net, word);
    const right = rightLetters(believed, word);
    const sure = Math.min(
      ...believed.map((belief, t) => belief.find(({ letter }) => letter === word[t + 1])!.p),
    );
    return {
      text: beliefLines(believed, word, 3).join('\n'),
      figures: [
        { text: `${right} of ${pairs} letters right`, target: `${pairs}`, reached: right === pairs },
        {
          text: `the right letter believed at ${percent(sure)} or more`,
          target: `at least ${percent(least)}`,
          reached: sure >= least,
        },
      ],
    };
  },
};
