import { beforeAll, expect, test } from '@jest/globals';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Report } from '../../src/runner/suite.ts';
import { failingReport } from './default-run.ts';
import type { FreshMistake } from './fresh-mistake.ts';
import { freshMistakes } from './index.ts';
import { isLocated } from './location.ts';

/** Slow where other work runs beside it: a few seconds alone. */
const patience = 120_000;

interface Ran {
  readonly mistake: FreshMistake;
  readonly report: Report | undefined;
}
const ran: Ran[] = [];

beforeAll(async () => {
  for (const mistake of freshMistakes) ran.push({ mistake, report: await failingReport(mistake) });
}, patience);

/** Fails with what is missing when there is less than there must be. */
function expectAtLeast(least: number, missing: readonly string[]): void {
  const count = freshMistakes.length - missing.length;
  if (count < least) throw new Error(`${count} of ${freshMistakes.length}, without\n${missing.join('\n')}`);
  expect(count).toBeGreaterThanOrEqual(least);
}

test('the default run finds at least 19 of the 20 fresh mistakes', () => {
  const survivors = ran
    .filter(({ report }) => !report)
    .map(({ mistake: { id, wrong } }) => `${id}: ${wrong}`);
  expectAtLeast(19, survivors);
});

test(
  'the diagnosis locates at least 16 of the 20 in the right operator, result and attribute or gate',
  async () => {
    const elsewhere: string[] = [];
    for (const { mistake, report } of ran) {
      const findings = report ? await diagnose(mistake.implementation, report) : [];
      if (isLocated(findings, mistake.expected)) continue;
      const said = findings.map(({ certainty, sentence }) => `\n  ${certainty}: ${sentence}`);
      elsewhere.push(`${mistake.id}: ${mistake.wrong}${said.join('') || '\n  nothing was said'}`);
    }
    expectAtLeast(16, elsewhere);
  },
  patience,
);
