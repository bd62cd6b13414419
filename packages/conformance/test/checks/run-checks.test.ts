import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation } from '@gradspec/spec';
import { checks } from '../../src/checks/index.ts';
import { checksText } from '../../src/checks/report-text.ts';
import { planChecks, runChecks } from '../../src/checks/run-checks.ts';
import { mapped, planted, withGradient } from './planted.ts';

const chosen = (...ids: string[]) => checks.filter(({ id }) => ids.includes(id));
const run = (implementation: Implementation, ...ids: string[]) =>
  runChecks(implementation, planChecks(implementation, chosen(...ids)), { seed: 1, cases: 3 });

const { relu, conv } = naiveLoops.kernels;
const right: Implementation = { name: 'right', version: '1', kernels: { relu, conv } };

describe('checks on an implementation', () => {
  test('run on what it claims and they are about, or on the one operator asked for', () => {
    const names = (operator?: 'relu') =>
      planChecks(right, chosen('commutativity', 'no-aliasing'), operator).map(
        ({ check, operator: own }) => `${check.id} ${own}`,
      );
    expect(names()).toEqual(['commutativity conv', 'no-aliasing conv', 'no-aliasing relu']);
    expect(names('relu')).toEqual(['no-aliasing relu']);
  });

  test('are counted in one row per operator, once for each dtype', async () => {
    const report = await run(right, 'no-aliasing', 'commutativity');
    expect(report.conforms).toBe(true);
    expect(report.rows.map(({ name, verdict, passed, total }) => ({ name, verdict, passed, total }))).toEqual(
      [
        { name: 'conv', verdict: 'conforms', passed: 4, total: 4 },
        { name: 'relu', verdict: 'conforms', passed: 2, total: 2 },
      ],
    );
    expect(checksText([{ target: 'right', report, findings: [] }], 0.5, Infinity)).toMatch(
      /\n✓ right 1 passes 2 checks over 2 operators; 18 calls judged, \d+ that prove little left out\n\nchecks on 1 implementation in 0\.5 s$/,
    );
  });

  test('that fail tell the element, the call, the page and the command that repeats them', async () => {
    const wrong = planted(
      'linear',
      withGradient('x', (dx) => mapped(dx, (value) => value + 1)),
    );
    const report = await run(wrong, 'adjoint-identity');
    expect(report.conforms).toBe(false);
    expect(checksText([{ target: './my kernels.ts', report, findings: [] }], 0.5, Infinity)).toMatch(
      new RegExp(
        [
          '  ✗ adjoint-identity on linear',
          '    gradient of x \\(float64\\): does not belong to forward: .*',
          '    the call:',
          '      linear, float64, integers from −3 to 3',
          '(      .*\n)+    why it must hold: gradspec checks adjoint-identity',
          "    reproduce: gradspec run '\\./my kernels\\.ts' --check adjoint-identity --operator linear --cases 3",
          '',
          '✗ planted 0: 1 check of 1 failed; ',
        ].join('\n'),
      ),
    );
  });

  test('that judge nothing verify nothing', async () => {
    const report = await run({ name: 'relu only', version: '1', kernels: { relu } }, 'commutativity');
    expect(report).toMatchObject({ conforms: false, verifiedNothing: true, rows: [] });
    expect(checksText([{ target: 'x', report, findings: [] }], 0.5, Infinity)).toMatch(
      /✗ relu only 1: verified nothing/,
    );
  });

  test('take a kernel without backward for forward only, not for broken', async () => {
    const forward = { forward: relu.forward.bind(relu) };
    const report = await run(
      { name: 'half', version: '1', kernels: { relu: forward } },
      ...checks.map(({ id }) => id),
    );
    expect(report.rows.map(({ verdict }) => verdict)).toEqual(['forward only']);
  });
});
