/**
 * The names nearest to one that does not exist, for the error that says so.
 *
 * Levenshtein's distance: the fewest insertions, deletions and replacements of one character.
 *
 * @module
 */

/** `; nearest: a, b`, or nothing when no name is near: `lstm` is near to `lstm.h`, and `q.y` to `q`. */
export function nearestNames(wrong: string, names: Iterable<string>): string {
  const limit = Math.max(1, Math.floor(wrong.length / 2));
  const near = [...names]
    .map((name) => ({ name, away: isPart(name, wrong) || isPart(wrong, name) ? 0 : distance(wrong, name) }))
    .filter(({ away }) => away <= limit)
    .sort((one, other) => one.away - other.away)
    .slice(0, 4);
  return near.length > 0 ? `; nearest: ${near.map(({ name }) => name).join(', ')}` : '';
}

const isPart = (output: string, node: string): boolean => output.startsWith(`${node}.`);

function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1));
    row = next;
  }
  return row[to.length]!;
}
