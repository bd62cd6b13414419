/**
 * The state of the recurrence: a delay line, the last L scanned positions, kept in a ring buffer.
 *
 *   s_t = S·s_{t−1} + e·x_t      S moves every position one place on and drops the oldest, e puts the newest in
 *
 * Nothing is moved: x_t takes slot t mod L, where x_{t−L} was, so what is δ steps old is always δ slots behind. Hence a step
 * is undone by writing x_{t−L} back. Padding is absent, not 0: a slot says whether it holds anything.
 *
 * @module
 */

/** A row of a matrix of rows one after another: where it begins in `data`; −1 for no row. Moved on from step to step. */
export interface Row {
  readonly data: Float64Array;
  at: number;
}

/** The last L scanned positions. */
export interface DelayLine {
  /** [L, N, C]: x_t in slot t mod L. What an absent slot holds is never read. */
  readonly values: Float64Array;
  /** [L]: 1 where the slot holds an input, 0 where it holds padding or nothing yet. */
  readonly present: Uint8Array;
  /** How many positions were scanned: t + 1 after x_t. */
  scanned: number;
}

/** s₋₁: a line of `length` positions, all absent, for `width` = N·C numbers at each. */
export function emptyLine(length: number, width: number): DelayLine {
  return { values: new Float64Array(length * width), present: new Uint8Array(length), scanned: 0 };
}

/** A line of its own that holds the same. */
export function copyOf({ values, present, scanned }: DelayLine): DelayLine {
  return { values: values.slice(), present: present.slice(), scanned };
}

/** The slot of the position that was scanned `delay` steps before the newest, 0 ≤ delay < L. */
export function slotOf({ present, scanned }: DelayLine, delay: number): number {
  const slot = ((scanned - 1) % present.length) - delay;
  return slot < 0 ? slot + present.length : slot;
}

/** One step on, in place: the oldest position leaves, `x` [N·C] comes in. */
export function shiftIn(line: DelayLine, x: Row): void {
  line.scanned++;
  fillSlot(line, x);
}

/** One step back, in place: the newest position leaves, and `left` [N·C], which had left for it, is the oldest again. */
export function shiftOut(line: DelayLine, left: Row): void {
  fillSlot(line, left);
  line.scanned--;
}

/** Writes into the slot of the newest position. */
function fillSlot(line: DelayLine, { data, at }: Row): void {
  const slot = slotOf(line, 0);
  line.present[slot] = at < 0 ? 0 : 1;
  if (at < 0) return;
  const width = line.values.length / line.present.length;
  for (let i = 0; i < width; i++) line.values[slot * width + i] = data[at + i]!;
}

/**
 * What a line holds, oldest first: L entries, each a copy of one position's inputs [N, C], or 'padding' where it was that or
 * where nothing has been scanned yet.
 */
export function readLine(line: DelayLine): (Float64Array | 'padding')[] {
  const length = line.present.length;
  const width = line.values.length / length;
  return Array.from({ length }, (_, place) => {
    const slot = (line.scanned + place) % length; // the slot of the newest, scanned − 1, comes last
    return line.present[slot] ? line.values.slice(slot * width, (slot + 1) * width) : 'padding';
  });
}
