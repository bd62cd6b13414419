/**
 * A kernel's manners: what it must not do to what it is given, and to what it returned before.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { changed, snapshot, type Findings } from '../runner/result.ts';

type Tensors = Readonly<Record<string, Tensor>>;

/** Watches tensors: the returned function records those that were changed in the meantime. */
export function watched(
  kind: string,
  tensors: Tensors,
  rule: string,
): (during: string, findings: Findings) => void {
  const before = snapshot(tensors);
  return (during, findings) => {
    for (const name of changed(tensors, before))
      findings.fail(during, `changed its ${kind} ${name}; ${rule}`);
  };
}

/** Records the results that lie in memory of what was given, or of each other. */
export function checkMemory(kind: string, results: Tensors, given: Tensors, findings: Findings): void {
  const all = Object.entries(results);
  all.forEach(([name, { data }], i) => {
    for (const [other, tensor] of [...Object.entries(given), ...all.slice(0, i)])
      if (overlap(data, tensor.data))
        findings.fail(
          `${kind} ${name}`,
          `shares its memory with ${other}; results must be memory of their own`,
        );
  });
}

/** Records the results that a second, equal call gave other bits. */
export function checkRepeated(kind: string, first: Tensors, second: Tensors, findings: Findings): void {
  for (const name of changed(second, snapshot(first)))
    findings.fail(`${kind} ${name}`, 'the same call gives other numbers the second time');
}

function overlap(a: Tensor['data'], b: Tensor['data']): boolean {
  const end = ({ byteOffset, byteLength }: Tensor['data']) => byteOffset + byteLength;
  return a.buffer === b.buffer && a.byteOffset < end(b) && b.byteOffset < end(a);
}
