/**
 * The text of a skeleton adapter: every operator of the spec as a comment, made from its specification.
 *
 * @module
 */
import { operatorNames, operators, type OperatorName, type OperatorSpec } from '@gradspec/spec';
import wrapAnsi from 'wrap-ansi';
import { operatorStub } from './operator-stub.ts';

/** The one operator that is complete, for the others to be written like it. */
const worked: { readonly [Op in OperatorName]?: readonly string[] } = {
  relu: [
    "relu: defineKernel('relu', {",
    '  forward({ inputs: { x }, dtype }) {',
    '    const y = Array.from(x.data, (v) => (v <= 0 ? 0 : v));',
    '    return { outputs: { y: tensor(dtype, x.shape, y) }, saved: undefined };',
    '  },',
    '  backward({ inputs: { x }, dtype }, { outputGrads: { y: dy } }) {',
    '    const dx = Array.from(dy.data, (d, i) => (x.data[i]! <= 0 ? 0 : d));',
    '    return { x: tensor(dtype, x.shape, dx) };',
    '  },',
    '}),',
  ],
};

const head = `/**
 * My implementation of gradspec. Run it with: gradspec run ./my-implementation.ts
 *
 * Uncomment an operator, from its name down to the line with "}),", and fill it in. relu is complete: begin with it. What
 * is still a comment is not claimed, and not judged.
 *
 * A tensor is { dtype, shape, data }, in row-major order; tensor(dtype, shape, values) makes one. defineKernel checks the
 * call and fills in the attributes first, so forward and backward only compute. backward is the vector-Jacobian product:
 * dy is the gradient of the output y. What forward returns as \`saved\` is the third argument of backward.
 *
 * In a layout such as [N, C, ...S], ...S stands for any number of axes; ? marks an input that may be left out.
 */
import { defineKernel, elementCount, tensor, type Implementation } from '@gradspec/spec';

const implementation: Implementation = {
  name: 'my-implementation',
  version: '0.1.0',
  kernels: {`;

const tail = `  },
};

export default implementation;
`;

const layout = (axes: string): string => `[${axes.replaceAll(',', ', ')}]`;

/** What a person has to know to write the operator, as a comment. */
function explanation({
  name,
  formula,
  inputs,
  outputs,
  attributes,
  policies,
}: OperatorSpec): readonly string[] {
  const given = Object.entries<OperatorSpec['inputs'][never]>(inputs).map(
    ([input, { layout: axes, optional, dtype }]) =>
      [`${input}${optional ? '?' : ''}`, layout(axes), dtype].filter(Boolean).join(' '),
  );
  const made = Object.entries<string>(outputs).map(([output, axes]) => `${output} ${layout(axes)}`);
  const lines = [
    `${name}:  ${formula}`,
    `  ${given.join(', ')} → ${made.join(', ')}`,
    ...Object.entries<string>(attributes).map(([attribute, meaning]) => `  ${attribute}: ${meaning}`),
    ...policies.map(({ at, rule }) => `  at ${at}: ${rule}`),
  ];
  const wrapped = lines.flatMap((line) =>
    wrapAnsi(line, 104, { trim: false }).split(/\n */).join('\n      ').split('\n'),
  );
  return ['/**', ...wrapped.map((line) => ` * ${line}`.trimEnd()), ' */'];
}

function block(name: OperatorName): string {
  const spec = operators[name] as unknown as OperatorSpec;
  const code = (worked[name] ?? operatorStub(spec)).map((line) => `// ${line}`);
  return [...explanation(spec), ...code].map((line) => `    ${line}`).join('\n');
}

/** A TypeScript module that claims nothing until one of its operators is uncommented. */
export function skeletonModule(): string {
  return `${head}\n${operatorNames.map(block).join('\n\n')}\n${tail}`;
}
