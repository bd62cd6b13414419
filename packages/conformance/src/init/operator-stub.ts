/**
 * The code of an operator that is still to be written: it has the right inputs, outputs and shapes, and computes zeros.
 *
 * @module
 */
import type { InputSpec, OperatorSpec } from '@gradspec/spec';

const named = (names: readonly string[]): string => `{ ${names.join(', ')} }`;

/** The lines of a stub, as a property of `kernels`. */
export function operatorStub({ name, inputs, outputs, attributes }: OperatorSpec): readonly string[] {
  const given = Object.entries<InputSpec>(inputs);
  const inputNames = named(Object.keys(inputs));
  const outputNames = Object.keys(outputs);
  const attributeNames = Object.keys(attributes);
  const floating = given.filter(([, { dtype }]) => dtype === undefined);
  const asks = attributeNames.length > 0 ? ', attributes' : '';
  const reads = attributeNames.length > 0 ? [`const ${named(attributeNames)} = attributes;`] : [];
  const made = outputNames.map((output) => `${output}: tensor(dtype, outputShapes.${output}, ${output})`);
  const grads = floating.map(([input, { optional }]) => {
    const gradient = `${input}: tensor(dtype, ${input}.shape, d${input})`;
    return optional ? `...(${input} && { ${gradient} })` : gradient;
  });
  return [
    `${name}: defineKernel('${name}', {`,
    `  forward({ inputs: ${inputNames}${asks}, outputShapes, dtype }) {`,
    ...indented([
      ...reads,
      ...outputNames.map(
        (output) => `const ${output} = new Float64Array(elementCount(outputShapes.${output}));`,
      ),
      '// TODO: the formula',
      ...braced('const outputs =', made),
      'return { outputs, saved: undefined };',
    ]),
    '  },',
    `  backward({ inputs: ${inputNames}${asks}, dtype }, { outputGrads: ${named(outputNames.map((output) => `${output}: d${output}`))} }, saved) {`,
    ...indented([
      ...reads,
      ...floating.map(
        ([input, { optional }]) =>
          `const d${input} = new Float64Array(${optional ? `${input}?.data.length ?? 0` : `${input}.data.length`});`,
      ),
      '// TODO: its gradients',
      ...braced('return', grads),
    ]),
    '  },',
    '}),',
  ];
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`);

/** A statement with an object, on one line when it fits. */
function braced(start: string, properties: readonly string[]): readonly string[] {
  const line = `${start} { ${properties.join(', ')} };`;
  return line.length <= 90 ? [line] : [`${start} {`, ...properties.map((property) => `  ${property},`), '};'];
}
