/**
 * Pictures as text, two rows of picture elements to a line.
 *
 * @module
 */
import { pictureSize } from './draw-digit.ts';

/** Whether the upper and the lower element are ink: nothing, lower, upper, both. */
const blocks = [' ', '▄', '▀', '█'] as const;

/** Pictures side by side with a caption below each, of at most the pictures' width. */
export function picturesText(pictures: readonly (readonly number[])[], captions: readonly string[]): string {
  const { height, width } = pictureSize;
  const ink = (picture: readonly number[], row: number, column: number) =>
    (picture[row * width + column] ?? 0) > 0.5 ? 1 : 0;
  const lines = Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    pictures.map((picture) =>
      Array.from(
        { length: width },
        (__, column) => blocks[2 * ink(picture, 2 * line, column) + ink(picture, 2 * line + 1, column)],
      ).join(''),
    ),
  );
  return [...lines, captions.map((caption) => caption.padEnd(width))]
    .map((parts) => parts.join('  ').trimEnd())
    .join('\n');
}
