/**
 * Predicting the next letter of a word: letters as vectors with a single 1, nets that read them, and what they believe.
 *
 *   x[t] = the letter at t,   label[t] = the letter at t + 1,   t = 0 … length − 2
 *
 * @module
 */
import { linearLayer, netBuilder, recurrentLayers, type Model } from '@gradspec/graph';
import { tensor, type FloatDtype, type Tensor } from '@gradspec/spec';
import type { TrainedNet } from './example.ts';
import { percent, rowsOf, valueOf } from './predict.ts';

/** The letters of a word, each once, in alphabetical order. */
export const lettersOf = (word: string): readonly string[] => [...new Set(word)].sort();

/** What a net reads of a word, [T, 1, letters], and what it has to say, [T, 1]. */
export function nextLetters(word: string, dtype: FloatDtype): { x: Tensor; labels: Tensor } {
  const letters = lettersOf(word);
  const T = word.length - 1;
  const places = Array.from(word, (letter) => letters.indexOf(letter));
  const vectors = places.slice(0, T).flatMap((place) => letters.map((_, k) => (k === place ? 1 : 0)));
  return {
    x: tensor(dtype, [T, 1, letters.length], vectors),
    labels: tensor('int32', [T, 1], places.slice(1)),
  };
}

/** A net with memory: a recurrence over the letters, scores from its states. */
export function recurrentModel(letters: number, hidden: number): Model {
  const net = netBuilder();
  const { h } = recurrentLayers(net, 'states', { kind: 'rnn', x: net.input('x'), inputs: letters, hidden });
  linearLayer(net, 'scores', { x: h, inputs: hidden, outputs: letters });
  return believing(net);
}

/** A table without memory: scores from the letter alone. */
export function memorylessModel(letters: number): Model {
  const net = netBuilder();
  linearLayer(net, 'scores', { x: net.input('x'), inputs: letters, outputs: letters, bias: false });
  return believing(net);
}

/** The end of both: probabilities, and the loss summed over the steps as in the documents. */
function believing(net: ReturnType<typeof netBuilder>): Model {
  net.node('p', 'softmax', { x: 'scores' });
  const reads = { scores: 'scores', labels: net.input('labels') };
  return net.model(net.node('loss', 'softmaxCrossEntropy', reads, { reduction: 'sum' }));
}

/** What a net believes at one step: every letter with its probability, the likeliest first. */
export type Belief = readonly { readonly letter: string; readonly p: number }[];

/** What a trained net believes after each letter of its word. */
export async function beliefs(trained: TrainedNet, word: string): Promise<readonly Belief[]> {
  const letters = lettersOf(word);
  const p = await valueOf(trained, trained.net.batch(1), 'p');
  return rowsOf(p).map((row) =>
    row.map((p, k) => ({ letter: letters[k]!, p })).sort((one, other) => other.p - one.p),
  );
}

/** The beliefs as lines: what was read, what is right, and the likeliest letters. */
export function beliefLines(believed: readonly Belief[], word: string, shown: number): readonly string[] {
  return believed.map((belief, t) => {
    const top = belief.slice(0, shown).map(({ letter, p }) => `${letter} ${percent(p)}`);
    return `${word[t]} → ${word[t + 1]}   believed: ${top.join(', ')}`;
  });
}

/** How many of the likeliest letters are the right ones. */
export const rightLetters = (believed: readonly Belief[], word: string): number =>
  believed.filter(([likeliest], t) => likeliest!.letter === word[t + 1]).length;
