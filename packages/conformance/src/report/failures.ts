/**
 * Failures as a reader needs them: which vector, what is wrong, the first wrong elements, and how to run it alone.
 *
 * @module
 */
import type { WrongElement } from '../runner/compare.ts';
import type { Failure, VectorResult } from '../runner/result.ts';
import type { Vector } from '../vectors/types.ts';
import { runCommand } from './command.ts';
import { short } from './table.ts';

/** Two numbers in as many digits as it takes to tell them apart. */
function apart(a: number, b: number): readonly [string, string] {
  const show = (value: number, digits: number) => String(Number(value.toPrecision(digits)));
  const digits = show(a, 9) === show(b, 9) ? 17 : 9;
  return [show(a, digits), show(b, digits)];
}

function elementLines(elements: readonly WrongElement[]): string[] {
  const rows = elements.map(({ index, expected, got, ulps, bound }) => {
    const [right, wrong] = apart(expected, got);
    const times = bound > 0 ? `, ${short(Math.abs(got - expected) / bound)} times its bound` : '';
    return [
      `[${index.join(', ')}]`,
      `expected ${right}`,
      `got ${wrong}`,
      Number.isFinite(ulps) ? `${short(ulps)} ULP off${times}` : '',
    ];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    `      ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

/** What is wrong in one place, and its first wrong elements. */
export function failureLines({ what, message, dtype, elements }: Failure): string[] {
  return [`    ${what}${dtype ? ` (${dtype})` : ''}: ${message}`, ...elementLines(elements ?? [])];
}

/** The failure of one vector, as lines. */
export function failureText(result: VectorResult, vector: Vector | undefined, target: string): string {
  return [
    `  ✗ ${result.id}${vector ? `: ${vector.description.en}` : ''}`,
    ...result.failures.flatMap(failureLines),
    `    reproduce: ${runCommand(target, '--only', result.id)}`,
  ].join('\n');
}

/** Notes, and vectors whose agreement proves little. */
export function noteText({ id, notes }: VectorResult): string {
  return notes.map((note) => `  · ${id}: ${note}`).join('\n');
}
