/**
 * Which results are wrong and which are right: forward, or the gradient of what.
 *
 * @module
 */
import { isOutput, isRightOn, listed, wrongResults, type Tried } from '../tried.ts';

/** The sentence about all results; undefined where nothing is wrong. */
export function directionSentence(tried: readonly Tried[]): string | undefined {
  const wrong = wrongResults(tried);
  if (wrong.length === 0) return undefined;
  const names = [...new Set(tried.flatMap(({ got }) => Object.keys(got)))];
  const right = names.filter((name) => !wrong.includes(name));
  const direction = wrong.some(isOutput)
    ? `the forward pass is wrong: ${counts(tried, wrong.filter(isOutput))}`
    : `the forward pass is right, the backward pass is wrong: ${counts(tried, wrong)}`;
  const rest = wrong.some(isOutput) ? backwardText(tried, wrong) : '';
  const others = right.filter((name) => wrong.some(isOutput) || !isOutput(name));
  return `${direction}${rest}${others.length > 0 ? `; right on all calls: ${listed(others)}` : ''}`;
}

/** `dx on 12 of 30 calls`, for each. */
const counts = (tried: readonly Tried[], names: readonly string[]): string =>
  listed(
    names.map((name) => {
      const there = tried.filter(({ got }) => got[name]);
      return `${name} on ${there.filter((one) => !isRightOn(one, name)).length} of ${there.length} calls`;
    }),
  );

/** What is to be said of the gradients where outputs are wrong. */
function backwardText(tried: readonly Tried[], wrong: readonly string[]): string {
  const gradients = wrong.filter((name) => !isOutput(name));
  if (gradients.length === 0) return '';
  const own = causes(tried, gradients);
  if (own.length > 0) return `; also wrong where that is right: ${listed(own)}`;
  const are = `${listed(gradients)} ${gradients.length === 1 ? 'is' : 'are'} wrong`;
  return soundOf(tried).length > 0 ? `; ${are} only where it is` : `; ${are}, too`;
}

/** The calls on which every output is right. */
const soundOf = (tried: readonly Tried[]): readonly Tried[] => {
  const outputs = wrongResults(tried).filter(isOutput);
  return tried.filter((one) => outputs.every((name) => isRightOn(one, name)));
};

/** The results among some that are wrong of themselves: outputs, and gradients that are wrong where the outputs are right. */
export function causes(tried: readonly Tried[], names: readonly string[]): readonly string[] {
  const sound = soundOf(tried);
  return names.filter((name) => isOutput(name) || sound.some((one) => !isRightOn(one, name)));
}
