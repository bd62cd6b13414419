/**
 * The windows of a pool found beside those expected, in words.
 *
 * @module
 */
import { sameShape, type Implementation, type OperatorName } from '@gradspec/spec';
import { anyKernelOf, type AnyKernel } from '../../runner/any-kernel.ts';
import { indexOf } from '../../runner/compare.ts';
import { rightKernel } from '../results.ts';
import {
  allBelowZero,
  backwardWindows,
  forwardWindows,
  poolCalls,
  shapeOfY,
  type PoolCall,
  type Windows,
} from './pool-windows.ts';

/** Sentences about the windows of a pool; none for other operators, or where the windows are right. */
export async function poolFindings(
  implementation: Implementation,
  operator: OperatorName,
  wrong: readonly string[],
): Promise<string[]> {
  if (operator !== 'maxPool' && operator !== 'avgPool') return [];
  const kernel = anyKernelOf(implementation, operator);
  if (!kernel) return [];
  const sentences: string[] = [];
  for (const call of poolCalls(operator))
    sentences.push(...((await attempted(() => findingsOf(kernel, call, wrong))) ?? []));
  return sentences;
}

async function findingsOf(kernel: AnyKernel, call: PoolCall, wrong: readonly string[]): Promise<string[]> {
  const shape = await shapeOfY(kernel, call);
  if (!sameShape(shape, call.y))
    return [
      `y has the shape [${shape.join(', ')}], expected [${call.y.join(', ')}]: of x [${call.x.join(', ')}] with ${JSON.stringify(call.attributes)}`,
    ];
  const right = rightKernel(call.operator);
  const sentences: string[] = [];
  if (wrong.includes('y')) {
    const due = await forwardWindows(right, call);
    const negative =
      call.operator === 'maxPool' ? negativeText(await allBelowZero(kernel, call), due) : undefined;
    const sentence = negative ?? differenceText('y', call, await forwardWindows(kernel, call), due);
    if (sentence) sentences.push(sentence);
  }
  if (wrong.includes('dx') && kernel.backward) {
    const [found, due] = [await backwardWindows(kernel, call), await backwardWindows(right, call)];
    const sentence = differenceText('dx', call, found, due);
    if (sentence) sentences.push(sentence);
  }
  return sentences;
}

/** What stands in y where all of x is negative and y is not. */
function negativeText(y: ArrayLike<number>, windows: Windows): string | undefined {
  const whole = Math.max(...windows.map(({ size }) => size));
  const above = windows.flatMap((_, o) => (y[o]! >= 0 ? [o] : []));
  if (above.length === 0) return undefined;
  const value = y[above[0]!];
  return above.some((o) => windows[o]!.size === whole)
    ? `where all of x is negative y is ${value}, in windows without padding, too: the maximum starts from ${value}`
    : `where all of x is negative y is ${value} in windows that reach into the padding, and only there: padding takes part in the maximum as ${value}`;
}

/** The first window that differs, and how many do. */
function differenceText(
  result: 'y' | 'dx',
  call: PoolCall,
  found: Windows,
  due: Windows,
): string | undefined {
  const given = call.attributes as { countIncludePad?: boolean };
  const which = given.countIncludePad === undefined ? '' : `, countIncludePad ${given.countIncludePad}`;
  const members = (window: ReadonlyMap<number, number>) => [...window.keys()].sort((a, b) => a - b);
  const others = due.flatMap((window, o) =>
    members(window).join() === members(found[o]!).join() ? [] : [o],
  );
  const subject = result === 'y' ? 'is made of' : 'gives its gradient to';
  if (others.length > 0) {
    const [o] = others as [number];
    const counted = `${others.length} of ${due.length} windows differ${which}`;
    return `${result}: y[${indexOf(o, call.y).join(', ')}] ${subject} ${placesText(call, found[o]!)}, expected ${placesText(call, due[o]!)} (${counted})`;
  }
  const factors = due.flatMap((window, o) =>
    [...window].some(([i, factor]) => Math.abs(found[o]!.get(i)! - factor) > 1e-6 * Math.abs(factor))
      ? [o]
      : [],
  );
  if (factors.length === 0) return undefined;
  const [o] = factors as [number];
  const [[i, factor]] = [...due[o]!] as [[number, number]];
  const counted = `${factors.length} of ${due.length} windows${edgeText(due, factors)}${which}`;
  const at = `at y[${indexOf(o, call.y).join(', ')}]`;
  const [is, expected] = [factorText(found[o]!.get(i)!), factorText(factor)];
  const all = new Set(found.flatMap((window) => [...window.values()].map(factorText)));
  const text =
    all.size === 1 ? `every one is ${is}, expected ${expected} ${at}` : `${is} ${at}, expected ${expected}`;
  return `${result}: the windows are right and their factors are not: ${text} (${counted})`;
}

/** Whether windows are those that reach over the edge of x, to stand behind their number. */
function edgeText(due: Windows, windows: readonly number[]): string {
  const whole = Math.max(...due.map(({ size }) => size));
  const atEdge = due.flatMap(({ size }, o) => (size < whole ? [o] : []));
  if (windows.every((o) => atEdge.includes(o)) && atEdge.length < due.length)
    return windows.length === atEdge.length
      ? ', all that reach over the edge of x and no others'
      : ', all of them over the edge of x';
  return '';
}

/** The places of x in a window: `x[0, 1, 2…3, 0…1]`. */
function placesText({ x }: PoolCall, window: ReadonlyMap<number, number>): string {
  if (window.size === 0) return 'nothing';
  const indices = [...window.keys()].map((flat) => indexOf(flat, x));
  const ranges = x.map((_, axis) => {
    const own = indices.map((index) => index[axis]!);
    const [least, most] = [Math.min(...own), Math.max(...own)];
    return least === most ? `${least}` : `${least}…${most}`;
  });
  return `x[${ranges.join(', ')}]`;
}

/** A factor, as one over a number where it is that. */
function factorText(factor: number): string {
  const divisor = 1 / factor;
  const whole = Math.abs(divisor - Math.round(divisor)) < 1e-6 && Math.abs(divisor) > 1;
  return whole ? `1/${Math.round(divisor)}` : String(Number(factor.toPrecision(5)));
}

/** What a kernel under test answers; nothing where it throws, which the run has told already. */
async function attempted<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
