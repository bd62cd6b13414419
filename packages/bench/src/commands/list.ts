/**
 * `bench --list`: the workloads.
 *
 * @module
 */
import { plainTable } from '../plain-table.ts';
import { operations } from '../units.ts';
import { workloadFlops, workloads } from '../workloads.ts';

/** The workloads with their sizes, passes and operations of a forward. */
export function listText(): string {
  const rows = workloads.map((workload) => [
    workload.name,
    workload.operator,
    workload.text,
    operations(workloadFlops(workload, 'forward')),
    workload.passes.join(', '),
  ]);
  return plainTable([['workload', 'operator', 'sizes', 'forward', 'passes'], ...rows], [1, 2, 4]);
}
