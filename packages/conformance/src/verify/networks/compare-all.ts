/**
 * Implementations held to each other over all elements of a layer.
 *
 * @module
 */
import { answerNames, type AnswerName } from './exact-elements.ts';
import { judgeElement, type Judged } from './judged.ts';
import type { LayerCall } from './layer-call.ts';

/**
 * Compares all elements of those that were right so far with those of one of them, one with direct sums if there is any.
 * Where two part, the exact element says which of them is wrong; if it is the one compared with, another takes its place.
 */
export function compareAll(judged: readonly Judged[], call: LayerCall): void {
  const right = judged.filter(({ answers, wrong }) => answers.failure === undefined && !wrong);
  const base =
    right.find(({ direct, answers }) => direct && answers.tensors.dx) ??
    right.find(({ direct }) => direct) ??
    right[0];
  if (!base) return;
  for (const one of right) {
    if (one === base) continue;
    one.rounds = base.direct;
    for (const name of answerNames) {
      const parted = firstParted(one, base, name);
      if (parted === undefined) continue;
      judgeElement(one, call, name, parted);
      judgeElement(base, call, name, parted);
      if (base.wrong) return compareAll(judged, call);
      break;
    }
    // Gradients that the other one does not have were not compared.
    one.compared = !one.answers.tensors.dx || base.answers.tensors.dx !== undefined;
    base.compared = true;
    if (base.direct) continue;
    base.error = Math.max(base.error, one.error);
    base.ratio = Math.max(base.ratio, one.ratio);
  }
}

/** Where two answers are further apart than both their bounds allow; notes how far apart they are elsewhere. */
function firstParted(one: Judged, base: Judged, name: AnswerName): number | undefined {
  const [a, b] = [one.answers.tensors[name]?.data, base.answers.tensors[name]?.data];
  if (!a || !b) return undefined;
  const [own, others] = [one.bounds[name], base.bounds[name]];
  let [largest, off, ratio] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const apart = Math.abs(a[i]! - b[i]!);
    const bound = (own?.[i] ?? 0) + (others?.[i] ?? 0);
    if (!(apart <= bound)) return i;
    largest = Math.max(largest, Math.abs(b[i]!));
    off = Math.max(off, apart);
    if (apart > 0) ratio = Math.max(ratio, apart / bound);
  }
  one.error = Math.max(one.error, largest > 0 ? off / largest : 0);
  one.ratio = Math.max(one.ratio, ratio);
  one.rounds &&= off < 1 / 2;
  return undefined;
}
