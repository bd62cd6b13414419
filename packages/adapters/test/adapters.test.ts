import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { OperatorName } from '@gradspec/spec';
import { cases, type Case } from './cases.ts';
import { byDefinition } from './definition.ts';
import type { AdapterReport, CallReport, Outcome, Plains } from './in-node/exchange.ts';
import { reportOf } from './in-node/start.ts';

/** Errors by the name of a case, as far as they must say. */
type Errors = Readonly<Record<string, RegExp>>;

/** What an adapter is expected to do, beyond what all do. */
interface Expected {
  /** The only engine packages that can be found while it runs: importing any other would fail. */
  readonly packages: readonly string[];
  readonly operators: readonly OperatorName[];
  /** Operators without any gradient. */
  readonly forwardOnly?: readonly OperatorName[];
  /** Operators whose gradients come all together or not at all. */
  readonly asOneThing?: readonly OperatorName[];
  /** Calls that the engine cannot do. */
  readonly refuses?: Errors;
  /** Calls whose gradients it cannot do, though their forward. */
  readonly refusesBackward?: Errors;
  /** Gradients that it has no kernel for. */
  lacks?(one: Case): Readonly<Record<string, RegExp>>;
  /** Gradients that the engine itself computes wrongly; a version that does not is welcome and must be noticed. */
  readonly wrong?: readonly string[];
}

const recurrent = ['rnn', 'lstm', 'gru'] as const;
const every = ['conv', 'maxPool', 'avgPool', 'linear', ...recurrent] as const;

const tfjsRefuses: Errors = {
  'conv 2-D with stride and dilation':
    /dilation expected 1 where the stride is not \(stride \[2,3\]\), got \[3,2\]/,
  'conv in two groups': /groups expected 1 or C = 6/,
  'conv 3-D': /x expected one or two spatial axes, got \[2,3,4,3,5\]/,
  'maxPool with dilation': /dilation expected 1 along every axis/,
};
const tfjsLacks = (name: string): Readonly<Record<string, RegExp>> => {
  if (name === 'conv 2-D with dilation')
    return { x: /of a dilated convolution/, w: /of a dilated convolution/ };
  if (name === 'avgPool that leaves padding out' || name === 'avgPool with ceilMode')
    return { x: /divides by the whole kernel/ };
  return {};
};
const onnx = {
  operators: every,
  forwardOnly: ['maxPool', 'avgPool', ...recurrent],
  refuses: { 'avgPool with ceilMode': /ceilMode expected no overhang where padding counts/ },
} as const;

const expectations: Readonly<Record<string, Expected>> = {
  'tfjs-cpu': {
    packages: ['@tensorflow/tfjs'],
    operators: every,
    asOneThing: recurrent,
    refuses: tfjsRefuses,
    lacks: ({ name }) => tfjsLacks(name),
  },
  'tfjs-wasm': {
    packages: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    operators: every,
    asOneThing: recurrent,
    refuses: tfjsRefuses,
    lacks: ({ name, call }) => {
      const depthwise = name.startsWith('conv depthwise');
      return {
        ...(depthwise && { x: /wasm has no kernel DepthwiseConv2dNativeBackpropInput/ }),
        ...(call.operator === 'conv' && { w: /wasm has no kernel (Depthwise)?Conv2.*BackpropFilter/ }),
        ...tfjsLacks(name),
      };
    },
    wrong: ['maxPool', 'maxPool with uneven padding', 'maxPool with ceilMode'],
  },
  'onnxruntime-web': { packages: ['onnxruntime-web'], ...onnx },
  'onnxruntime-node': { packages: ['onnxruntime-node'], ...onnx },
  mathjs: { packages: ['mathjs'], operators: ['conv', 'linear'] },
  'ml-matrix': { packages: ['ml-matrix'], operators: ['conv', 'linear'] },
  pytorch: {
    packages: [],
    operators: every,
    refuses: {
      'avgPool that counts uneven padding': /padding expected as much before as after/,
      'rnn without activation': /activation expected tanh or relu, got identity/,
      'gru that resets before the product': /resetAfter expected true, got false/,
    },
    refusesBackward: {
      lstm: /output gradient of c expected zeros/,
      'lstm bare, backwards': /output gradient of c expected zeros/,
    },
  },
};

const definitions = new Map<Case, ReturnType<typeof byDefinition>>();
const definitionOf = (one: Case) => {
  if (!definitions.has(one)) definitions.set(one, byDefinition(one.call));
  return definitions.get(one)!;
};

/** The largest difference, in units of the largest expected element (or of 1). */
function difference(got: Plains[string], expected: Plains[string]): number {
  expect(got.shape).toEqual(expected.shape);
  const unit = Math.max(1, ...expected.data.map(Math.abs));
  return Math.max(...expected.data.map((value, i) => Math.abs(got.data[i]! - value) / unit));
}

function expectTensors(what: string, outcome: Outcome, expected: Plains): void {
  if ('error' in outcome) throw new Error(`${what}: ${outcome.error}`);
  expect(Object.keys(outcome.tensors).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, tensor] of Object.entries(outcome.tensors)) {
    const off = difference(tensor, expected[name]!);
    const shown = `${JSON.stringify(tensor.data)}\nthe definition says ${JSON.stringify(expected[name]!.data)}`;
    if (!(off < 2e-6)) throw new Error(`${what}: ${name} is off by ${off}: ${shown}`);
  }
}

function expectError(outcome: Outcome | CallReport['prepared'], pattern: RegExp): void {
  if (!outcome || !('error' in outcome))
    throw new Error(`expected an error like ${pattern}, got ${JSON.stringify(outcome)}`);
  expect(outcome.error).toMatch(/^SpecError: /);
  expect(outcome.error).toMatch(pattern);
}

const hasTorch =
  spawnSync(process.env.GRADSPEC_PYTHON ?? 'python3', ['-c', 'import torch'], { stdio: 'ignore' }).status ===
  0;

if (!hasTorch) process.stderr.write('pytorch is not tested: python3 cannot import torch\n');

for (const [adapter, expected] of Object.entries(expectations)) {
  const { refuses = {}, refusesBackward = {}, forwardOnly = [], asOneThing = [], wrong = [] } = expected;
  const claimed = cases.filter(({ call }) => expected.operators.includes(call.operator));
  const isMissing = adapter === 'pytorch' && !hasTorch;
  const run = isMissing ? describe.skip : describe;
  const reason = isMissing ? ' (not tested: python3 cannot import torch)' : '';

  run(`${adapter}, where no other engine is installed${reason}`, () => {
    let report: AdapterReport;
    const of = (one: Case) => report.calls[cases.indexOf(one)]!;
    beforeAll(async () => {
      report = await reportOf(
        adapter,
        cases.map(({ call }) => call),
        expected.packages,
      );
    }, 60_000);

    test('says who it is, claims its operators and no other, and states its conventions', () => {
      expect(report.name).toBe(adapter);
      expect(report.version).toMatch(/^\d+\.\d+/);
      expect(report.operators).toEqual(expected.operators);
      expect(report.conventions.length).toBeGreaterThan(0);
      for (const sentence of report.conventions) expect(sentence).toMatch(/^[^a-z].*\.$/);
    });

    test('has nothing to prepare for an operator that it does not claim', () => {
      for (const one of cases.filter((other) => !claimed.includes(other)))
        expect(of(one)).toEqual({ forward: { error: 'no kernel' }, alone: {} });
    });

    for (const one of claimed.filter(({ name }) => refuses[name]))
      test(`${one.name}: is refused, with the reason`, () => {
        expectError(of(one).forward, refuses[one.name]!);
        expectError(of(one).prepared, refuses[one.name]!);
      });

    const done = claimed.filter(({ name }) => !refuses[name]);
    test.each(done.map((one) => [one.name, one] as const))('%s: forward and every gradient', (name, one) => {
      const { forward, backward, alone, prepared } = of(one);
      const { outputs, grads } = definitionOf(one);
      expectTensors('forward', forward, outputs);
      if (refusesBackward[name]) {
        expectError(backward, refusesBackward[name]);
        return expectError(prepared, refusesBackward[name]);
      }
      const lacks = expected.lacks?.(one) ?? {};
      const only = forwardOnly.includes(one.call.operator);
      const whole = asOneThing.includes(one.call.operator);
      const inputs = only ? [] : Object.keys(one.call.inputs);
      const single = whole ? [] : inputs.filter((input) => !lacks[input]);
      const trains = inputs.length > 0 && Object.keys(lacks).length === 0;
      if (prepared && 'error' in prepared) throw new Error(`prepare: ${prepared.error}`);
      expect(prepared?.ran).toEqual(['forward', ...single, ...(trains ? ['train'] : [])]);
      if (only) return expect(backward).toBeUndefined();
      if (wrong.includes(name)) {
        expect(() => expectTensors('known to be wrong', backward!, grads)).toThrow(/is off by/);
        return;
      }
      if (trains) expectTensors('all gradients', backward!, grads);
      else expectError(backward, Object.values(lacks)[0]!);
      for (const input of inputs)
        if (lacks[input]) expectError(alone[input], lacks[input]);
        else expectTensors(`gradient of ${input} alone`, alone[input]!, { [input]: grads[input]! });
    });
  });
}
