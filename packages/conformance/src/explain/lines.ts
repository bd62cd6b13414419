/**
 * The lines of a section, set in paragraphs and cut: of rows and time steps the first few are shown, of everything else
 * the first elements.
 *
 * @module
 */
import type { Equation } from './equation.ts';
import { grouped } from './grouped.ts';
import { layEquation, layEquations, wrapText } from './line-breaks.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Style } from './style.ts';

/** One line to be written: of which symbol, in which paragraph. It is made only if it may be shown. */
export interface Line {
  readonly symbol: string;
  readonly paragraph: Paragraph;
  /** How many elements it stands for; 1 if not said. */
  readonly elements?: number;
  readonly make: () => Equation;
}

/** Writes a section; what is left out is counted at its end. */
export function writeLines(lines: readonly Line[], style: Style): string[] {
  const shown = shownOf(lines, style);
  const paragraphs = [
    ...grouped(
      lines.filter((line) => shown.has(line)),
      ({ paragraph }) => paragraph.name,
    ).values(),
  ];
  const text = singlesTogether(paragraphs).flatMap((some, i) => {
    const laid = layEquations(
      some.map((line) => shown.get(line)!),
      style.width,
    );
    return i === 0 ? laid : ['', ...laid];
  });
  return [...text, ...leftOut(lines, shown, style)];
}

/** Paragraphs of one line each, one after the other, become one. */
function singlesTogether(paragraphs: readonly (readonly Line[])[]): Line[][] {
  const result: Line[][] = [];
  paragraphs.forEach((some, i) => {
    if (some.length === 1 && paragraphs[i - 1]?.length === 1) result.at(-1)!.push(...some);
    else result.push([...some]);
  });
  return result;
}

type Shown = ReadonlyMap<Line, Equation>;

/** What is shown of a section: of each node whole steps, of each symbol elements. */
function shownOf(lines: readonly Line[], style: Style): Shown {
  const steps = [
    ...grouped(
      lines.filter(({ paragraph }) => paragraph.isStep),
      ({ paragraph }) => paragraph.node,
    ).values(),
  ];
  const symbols = [
    ...grouped(
      lines.filter(({ paragraph }) => !paragraph.isStep),
      ({ symbol }) => symbol,
    ).values(),
  ];
  return new Map([
    ...steps.flatMap((ofNode) => {
      const units = [...grouped(ofNode, ({ paragraph }) => paragraph.name).values()];
      return firstUnits(units, { most: Infinity, least: 1, height: style.stepHeight, width: style.width });
    }),
    ...symbols.flatMap((ofSymbol) => {
      const units = ofSymbol.map((line) => [line]);
      return firstUnits(units, {
        most: style.maxElements,
        least: 3,
        height: style.symbolHeight,
        width: style.width,
      });
    }),
  ]);
}

/** The first units until they are too many or too high. A single one more is shown rather than counted. */
function firstUnits(
  units: readonly (readonly Line[])[],
  { most, least, height, width }: { most: number; least: number; height: number; width: number },
): [Line, Equation][] {
  const shown: [Line, Equation][] = [];
  let used = 0;
  for (const [i, unit] of units.entries()) {
    const isLast = i === units.length - 1;
    if (!isLast && i >= least && (i >= most || used >= height)) break;
    const made = unit.map((line): [Line, Equation] => [line, line.make()]);
    used += made.reduce(
      (sum, [, equation]) => sum + layEquation(equation, { width, indent: 2, pad: 0 }).length,
      0,
    );
    shown.push(...made);
  }
  return shown;
}

/** One sentence per count: the symbols of which so many were left out. */
function leftOut(lines: readonly Line[], shown: Shown, { wording, width }: Style): string[] {
  const hidden = [
    ...grouped(
      lines.filter((line) => !shown.has(line)),
      ({ symbol }) => symbol,
    ),
  ];
  return [
    ...grouped(hidden, ([, some]) => some.reduce((sum, { elements = 1 }) => sum + elements, 0)),
  ].flatMap(([count, symbols]) =>
    wrapText(
      wording.moreElements(
        count,
        symbols.map(([symbol]) => symbol),
      ),
      width,
      '  ',
    ),
  );
}
