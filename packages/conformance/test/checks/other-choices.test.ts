import { describe, expect, test } from '@jest/globals';
import { tensor, type Implementation, type OperatorName, type Tensor } from '@gradspec/spec';
import { checks } from '../../src/checks/index.ts';
import { mapped, planted, type Loose, type Right } from './planted.ts';

/** What a kernel keeps to choose otherwise at kinks. */
interface Kept {
  readonly inputs: Loose;
  readonly saved: unknown;
}

/** naive-loops' kernel, but where `choose` says otherwise in what its backward returned. */
const choosing =
  (choose: (gradients: Loose, inputs: Loose, outputGrads: Loose) => Loose) =>
  (right: Right): Partial<Right> => ({
    forward(inputs, attributes) {
      const { outputs, saved } = right.forward(inputs, attributes);
      return { outputs, saved: { inputs, saved } satisfies Kept };
    },
    backward(outputGrads, kept, wanted) {
      const { inputs, saved } = kept as Kept;
      return choose(right.backward(outputGrads, saved, wanted), inputs, outputGrads);
    },
  });

const oneAtZero = choosing(({ x: dx }, { x }, { y: dy }): Loose =>
  dx ? { x: mapped(dx, (value, i) => (x!.data[i] === 0 && dy ? dy.data[i]! : value)) } : {},
);

/** The gradient of b where a = b, and nothing for a. */
const secondOfEqual = choosing((gradients, { a, b }, { y: dy }) => {
  const taken = (name: string, change: (value: number, i: number) => number): Loose =>
    gradients[name]
      ? { [name]: mapped(gradients[name], (v, i) => (a!.data[i] === b!.data[i] ? change(v, i) : v)) }
      : {};
  return { ...taken('a', () => 0), ...taken('b', (v, i) => dy?.data[i] ?? v) };
});

/** The pieces of a maxout in reverse order. */
const reversed = ({ dtype, shape, data }: Tensor): Tensor => {
  const [N, P, F] = shape as [number, number, number];
  const at = (i: number) => (Math.floor(i / (P * F)) * P + (P - 1 - (Math.floor(i / F) % P))) * F + (i % F);
  return tensor(dtype, [N, P, F], Array.from(data, (_, i) => data[at(i)]!)); // prettier-ignore
};
/** Of several NaN it still takes the first: that is no choice. */
const lastPiece = (right: Right): Partial<Right> => ({
  forward(inputs, attributes) {
    const { x } = inputs ?? {};
    const turned = x?.shape.length === 3 && !x.data.some(Number.isNaN);
    const { outputs, saved } = right.forward(turned ? { x: reversed(x) } : inputs, attributes);
    return { outputs, saved: { turned, saved } };
  },
  backward(outputGrads, kept, wanted) {
    const { turned, saved } = kept as { turned: boolean; saved: unknown };
    const { x } = right.backward(outputGrads, saved, wanted);
    return x ? { x: turned ? reversed(x) : x } : {};
  },
});

const kernels: readonly (readonly [OperatorName, string, Implementation])[] = [
  ['relu', 'the derivative at 0 is 1', planted('relu', oneAtZero)],
  ['maximum', 'the last of equal inputs takes the gradient', planted('maximum', secondOfEqual)],
  ['maxout', 'the last of equal pieces takes the gradient', planted('maxout', lastPiece)],
];

describe.each(kernels)('%s where %s', (operator, note, implementation) => {
  const able = checks.filter(({ id, operators }) => operators.includes(operator) && id !== 'error-contract');

  test('is not wrong by any check', async () => {
    for (const check of able)
      for (const dtype of check.dtypes) {
        const { failures } = await check.run(implementation, operator, { seed: 1, cases: 12, dtype });
        expect({ check: check.id, failures }).toEqual({ check: check.id, failures: [] });
      }
  }, 60_000);

  test.each(['exact-integers', 'composition'])('is noted by %s', async (id) => {
    const check = checks.find((one) => one.id === id)!;
    if (!check.operators.includes(operator)) return;
    const { notes } = await check.run(implementation, operator, { seed: 1, cases: 12, dtype: 'float64' });
    expect(notes).toContain(note);
  });
});
