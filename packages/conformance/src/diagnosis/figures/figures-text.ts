/**
 * The figures of the diagnosis for the terminal and as a page.
 *
 * @module
 */
import type { Diagnosed } from './figure.ts';

/** One figure: what it is counted over, the least share that has to be right, and how each came out. */
export interface Figure {
  readonly name: string;
  /** What counts as right. */
  readonly right: string;
  /** From 0 to 1. */
  readonly least: number;
  readonly diagnosed: readonly Diagnosed[];
}

/** How many seconds the first diagnosis of each operator takes, when nothing is known yet of its trials. */
export type FirstSeconds = ReadonlyMap<string, number>;

const rightOf = ({ diagnosed }: Figure): number => diagnosed.filter(({ came }) => came.isRight).length;
const shareOf = (figure: Figure): number => rightOf(figure) / figure.diagnosed.length;
const tiesOf = ({ diagnosed }: Figure): number => diagnosed.filter(({ came }) => came.ties > 0).length;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const seconds = (value: number): string => `${value.toFixed(2)} s`;

/** Whether a figure is what it has to be. */
export const isReached = (figure: Figure): boolean => shareOf(figure) >= figure.least;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

const slowest = ({ diagnosed }: Figure): Diagnosed =>
  diagnosed.reduce((worst, one) => (one.seconds > worst.seconds ? one : worst));

function timesText(figure: Figure): string {
  const worst = slowest(figure);
  const middle = median(figure.diagnosed.map((one) => one.seconds));
  return `a diagnosis takes ${seconds(middle)} in the median and ${seconds(worst.seconds)} at worst (${worst.subject.id})`;
}

function countText(figure: Figure): string {
  const count = `${rightOf(figure)} of ${figure.diagnosed.length} ${figure.right} (${percent(shareOf(figure))}, expected at least ${percent(figure.least)})`;
  const ties = tiesOf(figure);
  return ties === 0 ? count : `${count}, ${ties} of them beside others that give the same numbers`;
}

const missesOf = ({ diagnosed }: Figure): string[] =>
  diagnosed.filter(({ came }) => !came.isRight).map(({ subject, said }) => `${subject.id}: ${said}`);

function firstText(first: FirstSeconds): string {
  const [operator, worst] = [...first].reduce((a, b) => (b[1] > a[1] ? b : a));
  return `in a process that has run a while the first diagnosis of an operator takes ${seconds(median([...first.values()]))} in the median and ${seconds(worst)} at worst (${operator})`;
}

/** The figures for the terminal, with every subject that did not come out right and what was said of it. */
export function figuresText(figures: readonly Figure[], first: FirstSeconds): string {
  const parts = figures.map((figure) =>
    [
      `${figure.name}: ${countText(figure)}`,
      `  ${timesText(figure)}`,
      ...missesOf(figure).map((miss) => `  ${miss}`),
    ].join('\n'),
  );
  return [...parts, firstText(first)].join('\n\n');
}

/** How a diagnosis is made, and what its words mean. */
const introduction = `A run that fails ends with what is probably wrong. The kernel is asked the same calls as naive-loops, in which the mistakes of
the catalogue are planted one at a time, then two at once; further, which x and which w meet in a result, what a gate of a cell
is, and whether a wrong call comes out right with one thing less. Each line says how it is known: *matched* (the same numbers on
every call), *recovered* (read off the kernel's answers), *suspected* (it fits, and so may something else), *excluded* (looked for
and not it). Here that is put to the test on kernels of which it is known what is wrong.`;

/** The page of the documentation. */
export function figuresPage(figures: readonly Figure[], first: FirstSeconds): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const heads = ['diagnosed', 'right is', 'right', 'of', 'share', 'expected', 'ties', 'median', 'worst'];
  const rows = figures.map((figure) => [
    figure.name,
    figure.right,
    String(rightOf(figure)),
    String(figure.diagnosed.length),
    percent(shareOf(figure)),
    percent(figure.least),
    String(tiesOf(figure)),
    seconds(median(figure.diagnosed.map((one) => one.seconds))),
    seconds(slowest(figure).seconds),
  ]);
  const missed = figures.filter((figure) => missesOf(figure).length > 0);
  return [
    '# The diagnosis in figures',
    introduction,
    'This page is what `npx --no-install gradspec mistakes --diagnosis --markdown` prints.',
    [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n'),
    `Ties are right ones that were named together with others that give the same numbers on every call that was tried. The times are those of one machine and of one diagnosis, the run before it not counted. ${capital(firstText(first))}; later ones know what each mistake gives.`,
    ...missed.flatMap((figure) => [
      `## Not right: ${figure.name}`,
      missesOf(figure)
        .map((miss) => `- ${miss}`)
        .join('\n'),
    ]),
  ].join('\n\n');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
