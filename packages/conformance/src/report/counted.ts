/**
 * Numbers of things, in words.
 *
 * @module
 */

/** `1 vector`, `2 vectors`, `10,020 vectors`. */
export const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
