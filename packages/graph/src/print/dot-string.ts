/**
 * Text in the DOT language: a quoted string in which every character stands for itself.
 *
 * Graphviz reads a label three times: the quotes' own `\"`, then escapes such as `\n` and `\N`, then entities such as
 * `&lt;`. So backslashes, quotes and ampersands are escaped, a line break is `\n`, and other control characters are
 * written as entities. Two different texts never give the same string, so names are identifiers too.
 *
 * Source: graphviz.org, "DOT Language" and "escString".
 * @module
 */

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '&': '&amp;', '\n': '\\n' };

/** A text as a quoted string of DOT. Half of a surrogate pair, which no file can hold, becomes an entity. */
export function dotString(text: string): string {
  const escaped = text.replaceAll(
    /[\\"&\p{Cc}\p{Cs}]/gu,
    (letter) => escapes[letter] ?? `&#${letter.codePointAt(0)!};`,
  );
  return `"${escaped}"`;
}
