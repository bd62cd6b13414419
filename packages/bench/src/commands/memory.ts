/**
 * `bench memory`: thousands of calls of each of our contestants, and the memory before and after.
 *
 * @module
 */
import { callOf } from '../call.ts';
import { ourContestants } from '../engines.ts';
import { plainTable } from '../plain-table.ts';
import { grew, growthOf, type Growth } from '../repeated-calls.ts';
import { binaryBytes } from '../units.ts';
import { workloads } from '../workloads.ts';

/** Calls that are small enough to be repeated thousands of times. */
const actions = [
  { workload: 'small', pass: 'train' },
  { workload: 'lenet', pass: 'forward' },
  { workload: 'lenet', pass: 'weight gradient' },
] as const;

const change = (before: number, after: number) => `${binaryBytes(before)} → ${binaryBytes(after)}`;

function line(name: string, growth: Growth): string[] {
  const { before, after } = growth;
  return [
    name,
    change(before.heap, after.heap),
    change(before.buffers, after.buffers),
    change(before.process, after.process),
    grew(growth) ? 'grew' : 'does not grow',
  ];
}

/** Repeats and prints. Returns the exit code: 1 where something grew. */
export async function memory(calls: number): Promise<number> {
  const lines: string[][] = [];
  let anyGrew = false;
  for (const contestant of ourContestants())
    for (const { workload: name, pass } of actions) {
      const workload = workloads.find((one) => one.name === name)!;
      const prepared = await contestant.prepare(callOf(workload));
      const action = prepared?.action(pass);
      if (!action) continue;
      const growth = await growthOf(action, { calls, warmUp: Math.ceil(calls / 10) });
      anyGrew ||= grew(growth);
      lines.push(line(`${contestant.name}, ${name} ${pass}`, growth));
    }
  process.stdout.write(`${calls} calls each, after ${Math.ceil(calls / 10)} to warm up\n\n`);
  process.stdout.write(`${plainTable([['', 'heap', 'buffers', 'process', ''], ...lines], [4])}\n`);
  return anyGrew ? 1 : 0;
}
