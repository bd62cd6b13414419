/**
 * The fewest vectors that find all mistakes which any vector finds: a set cover, searched by branch and bound.
 *
 *   branch on the mistake with the fewest finders;  bound: chosen + ⌈mistakes left / most that one vector finds⌉
 *
 * A vector is left out where another finds all that it finds, and a mistake where whatever finds another one finds it, too.
 *
 * @module
 */

/** By vector: the mistakes that it finds. */
export type Finds = ReadonlyMap<string, ReadonlySet<string>>;

/** Vectors that find everything together. */
export interface Cover {
  readonly chosen: readonly string[];
  /** Whether there are no fewer; otherwise the search was given up, and it is as few as were met until then. */
  readonly smallest: boolean;
}

/** So many steps are searched before it is given up. */
const patience = 100_000;

const contains = (outer: ReadonlySet<string>, inner: ReadonlySet<string>): boolean =>
  [...inner].every((one) => outer.has(one));

/** The other way round: by mistake, the vectors that find it. */
export function findersOf(finds: Finds): Finds {
  const finders = new Map<string, Set<string>>();
  for (const [vector, mistakes] of finds)
    for (const mistake of mistakes) finders.set(mistake, (finders.get(mistake) ?? new Set()).add(vector));
  return finders;
}

/** Those whose set is contained in no other's; of equal ones the first. */
const largest = (sets: Finds): readonly string[] =>
  [...sets]
    .filter(
      ([, own], i) =>
        own.size > 0 &&
        ![...sets].some(
          ([, other], j) => i !== j && contains(other, own) && (other.size > own.size || j < i),
        ),
    )
    .map(([name]) => name);

/** Those whose set contains no other's; of equal ones the first. */
const tightest = (sets: Finds): readonly string[] =>
  [...sets]
    .filter(
      ([, own], i) =>
        ![...sets].some(
          ([, other], j) => i !== j && contains(own, other) && (other.size < own.size || j < i),
        ),
    )
    .map(([name]) => name);

const restricted = (finds: Finds, vectors: readonly string[], mistakes: ReadonlySet<string>): Finds =>
  new Map(
    vectors.map((vector) => [vector, new Set([...finds.get(vector)!].filter((one) => mistakes.has(one)))]),
  );

/** The same question with fewer vectors and mistakes. */
function reduced(finds: Finds): Finds {
  const vectors = largest(finds);
  const mistakes = new Set(tightest(findersOf(restricted(finds, vectors, new Set(findersOf(finds).keys())))));
  const next = restricted(finds, vectors, mistakes);
  const sizeOf = (all: Finds) => all.size + findersOf(all).size;
  return sizeOf(next) < sizeOf(finds) ? reduced(next) : next;
}

/** The vector that finds most, again and again. */
function greedy(finds: Finds): readonly string[] {
  const [best] = [...finds].sort(([, a], [, b]) => b.size - a.size);
  if (!best || best[1].size === 0) return [];
  const left = new Map(
    [...finds].map(([vector, own]) => [vector, new Set([...own].filter((m) => !best[1].has(m)))]),
  );
  return [best[0], ...greedy(left)];
}

/** The fewest vectors that find all mistakes which any of them finds. */
export function smallestCover(finds: Finds): Cover {
  const question = reduced(finds);
  let best = greedy(question);
  let steps = 0;
  const search = (left: Finds, chosen: readonly string[]): void => {
    steps += 1;
    if (steps > patience) return;
    const finders = findersOf(left);
    if (finders.size === 0) {
      if (chosen.length < best.length) best = chosen;
      return;
    }
    const most = Math.max(...[...left.values()].map(({ size }) => size));
    if (chosen.length + Math.ceil(finders.size / most) >= best.length) return;
    const [, hardest] = [...finders].reduce((a, b) => (b[1].size < a[1].size ? b : a));
    for (const vector of hardest) {
      const found = left.get(vector)!;
      const rest = new Set([...finders.keys()].filter((mistake) => !found.has(mistake)));
      search(restricted(left, [...left.keys()], rest), [...chosen, vector]);
    }
  };
  search(question, []);
  const order = [...finds.keys()];
  return {
    chosen: [...best].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    smallest: steps <= patience,
  };
}

/** The vectors that find nothing which no other finds. */
export function findNothingAlone(finds: Finds): readonly string[] {
  const finders = findersOf(finds);
  return [...finds]
    .filter(([, mistakes]) => [...mistakes].every((mistake) => finders.get(mistake)!.size > 1))
    .map(([vector]) => vector);
}
