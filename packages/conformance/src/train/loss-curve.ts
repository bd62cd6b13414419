/**
 * A loss curve in the terminal: drawn where there is one, and as a few numbers where there is not.
 *
 *   column c shows the mean loss of steps ⌊c·n / C⌋ + 1 … ⌊(c + 1)·n / C⌋, as a bar of eighths of a line from 0 up
 *
 * @module
 */
import { short } from '../report/table.ts';

const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** Lines of a drawing, and room for the numbers of its axis. */
const [height, axis] = [8, 7];

/** A loss in four significant digits. */
const fourDigits = (loss: number): string => String(Number(loss.toPrecision(4)));

/** The mean loss of each column; fewer columns where there are fewer steps. */
function columnsOf(losses: readonly number[], most: number): number[] {
  const count = Math.min(most, losses.length);
  return Array.from({ length: count }, (_, c) => {
    const part = losses.slice(
      Math.floor((c * losses.length) / count),
      Math.floor(((c + 1) * losses.length) / count),
    );
    return part.reduce((sum, loss) => sum + loss, 0) / part.length;
  });
}

/**
 * The curve as a drawing.
 *
 * @param losses - at least one
 * @param width - columns of the terminal; no line is longer, unless it is narrower than the axis and one column
 */
export function lossCurve(losses: readonly number[], width: number): string {
  const means = columnsOf(losses, Math.max(1, width - axis - 2));
  const top = Math.max(...means);
  // a loss that is not 0 is never drawn as none
  const heights = means.map((mean) => (mean > 0 ? Math.max(1, Math.round((mean / top) * height * 8)) : 0));
  const lines = Array.from({ length: height }, (_, line) => {
    const below = 8 * (height - 1 - line);
    const bars = heights.map((eighth) => eighths[Math.min(8, Math.max(0, eighth - below))]);
    const label = line === 0 ? short(top) : line === height - 1 ? '0' : '';
    return `${label.padStart(axis)} ┤${bars.join('')}`;
  });
  const steps = `1 … ${losses.length}`;
  return [...lines, `${' '.repeat(axis + 2)}${steps}`].map((line) => line.trimEnd()).join('\n');
}

/** About ten losses as a table, the first and the last among them. */
export function lossTable(losses: readonly number[]): string {
  const count = Math.min(10, losses.length);
  const rows = Array.from({ length: count }, (_, row) => {
    const at = count === 1 ? 0 : Math.round((row * (losses.length - 1)) / (count - 1));
    return [String(at + 1), fourDigits(losses[at]!)] as const;
  });
  const width = String(losses.length).length;
  return [['step', 'loss'] as const, ...rows]
    .map(([step, loss]) => `${step.padStart(Math.max(4, width))}  ${loss}`)
    .join('\n');
}
