/**
 * Choosing rows and peers by what stands on the command line.
 *
 * @module
 */
import type { Selected } from './measure.ts';
import { UsageError } from './usage-error.ts';
import { rowId, workloads, type Workload } from './workloads.ts';

/** What `--quick` measures: a workload of each kind. */
const quickWorkloads: readonly string[] = [
  ...['small', 'lenet', 'cifar', 'resnet-3x3', 'resnet-1x1', 'depthwise'],
  ...['pool-max', 'dense-512', 'lstm'],
];

function matcher(part: string): (workload: Workload, id: string) => boolean {
  if (workloads.some(({ name }) => name === part)) return ({ name }) => name === part;
  if (workloads.some((workload) => workload.passes.some((pass) => rowId(workload, pass) === part)))
    return (_, id) => id === part;
  let pattern: RegExp;
  try {
    pattern = new RegExp(part, 'i');
  } catch (error) {
    throw new UsageError(`--filter: '${part}' is no regular expression (${(error as Error).message})`);
  }
  return (_, id) => pattern.test(id);
}

/**
 * The rows to measure.
 *
 * @param options - `filter`: parts separated by commas, each the name of a workload or of a row, or a regular expression that is looked
 *   for in `workload/pass`; `quick` takes a workload of each kind where there is no filter
 * @throws UsageError for a part that matches nothing or is no regular expression.
 */
export function selectRows({ filter, quick }: { filter?: string; quick?: boolean }): Selected[] {
  if (filter === undefined)
    return workloads
      .filter(({ name }) => !quick || quickWorkloads.includes(name))
      .map((workload) => ({ workload, passes: workload.passes }));
  const parts = filter.split(',').map((part) => part.trim());
  const matchers = parts.map((part) => {
    const matches = matcher(part);
    if (
      !workloads.some((workload) => workload.passes.some((pass) => matches(workload, rowId(workload, pass))))
    )
      throw new UsageError(`--filter: nothing matches '${part}'; --list shows what there is`);
    return matches;
  });
  return workloads
    .map((workload) => ({
      workload,
      passes: workload.passes.filter((pass) => matchers.some((one) => one(workload, rowId(workload, pass)))),
    }))
    .filter(({ passes }) => passes.length > 0);
}

/**
 * The peers to load: all, those named, or with `none` nobody; what is known is asked for only when it matters.
 *
 * @throws UsageError for a name that no adapter has.
 */
export async function selectPeers(
  named: string | undefined,
  known: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (named === 'none') return [];
  const all = await known();
  if (named === undefined) return all;
  const names = named.split(',').map((name) => name.trim());
  for (const name of names)
    if (!all.includes(name))
      throw new UsageError(`--peers: expected some of ${all.join(', ')}, or none; got '${name}'`);
  return names;
}
