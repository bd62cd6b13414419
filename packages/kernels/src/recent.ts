/**
 * Remembering: what follows from the sizes of a call is computed once for calls that come again.
 *
 * @module
 */

/** The most results that one function remembers. */
const most = 16;

/** `compute`, which remembers its last results, the most recent first; `isSame` tells whether two questions have one answer. */
export function remembering<Q, A>(
  compute: (question: Q) => A,
  isSame: (a: Q, b: Q) => boolean,
  isWorthIt: (answer: A) => boolean,
): (question: Q) => A {
  const known: { readonly question: Q; readonly answer: A }[] = [];
  return (question) => {
    for (let i = 0; i < known.length; i++) {
      const entry = known[i]!;
      if (!isSame(entry.question, question)) continue;
      if (i > 0) {
        known.copyWithin(1, 0, i);
        known[0] = entry;
      }
      return entry.answer;
    }
    const answer = compute(question);
    if (!isWorthIt(answer)) return answer;
    if (known.length === most) known.pop();
    known.unshift({ question, answer });
    return answer;
  };
}
