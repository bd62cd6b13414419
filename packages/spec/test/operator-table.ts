/** The tables of the README, made of the specification. */
import { operatorNames, operators, specErrorCodes, type OperatorName } from '../src/index.ts';
import { check, inputSpecs } from './calls.ts';
import { samples, sampleTensors } from './samples.ts';

/** A Markdown table as Prettier lays it out. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => [...row[column]!].length), title.length),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell + ' '.repeat(widths[column]! - [...cell].length)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}

const axes = (layout: string): string => `[${layout.replaceAll('...', '…')}]`;

function inputsText(operator: OperatorName): string {
  const inputs = Object.entries(inputSpecs(operator)).map(
    ([name, { layout, optional, dtype }]) =>
      `${name}${optional ? '?' : ''} ${dtype ? `${dtype} ` : ''}${axes(layout)}`,
  );
  const outputs = Object.entries(operators[operator].outputs as Readonly<Record<string, string>>).map(
    ([name, layout]) => `${name} ${axes(layout)}`,
  );
  return `${inputs.join(', ')} → ${outputs.join(', ')}`;
}

/** The attributes with their defaults. */
function attributesText(operator: OperatorName): string {
  const { attributes: required = {} } = samples[operator];
  const filled = check(operator, sampleTensors(operator), required).attributes;
  const words = Object.entries(filled).map(
    ([name, value]) => `${name} (${defaultText(filled, name, value, required)})`,
  );
  return words.join(', ');
}

/** A default in words: one entry stands for every axis. */
export function defaultText(filled: object, name: string, value: unknown, required: object): string {
  if (name in required) return 'required';
  if (!Array.isArray(value)) return String(value);
  if ('kernel' in filled && String(filled.kernel) === String(value)) return 'the kernel';
  return String((value as unknown[]).flat()[0]);
}

/** Every operator: definition, inputs, outputs and attributes. */
export const operatorTable = table(
  ['operator', 'definition', 'inputs → outputs', 'attributes (default)'],
  operatorNames.map((name) => [
    `\`${name}\``,
    `\`${operators[name].formula}\``,
    inputsText(name),
    attributesText(name),
  ]),
);

/** Every choice that the mathematics leaves open. */
export const policyTable = table(
  ['operator', 'at', 'rule', 'because'],
  operatorNames.flatMap((name) =>
    operators[name].policies.map(({ at, rule, because }) => [`\`${name}\``, at, rule, because]),
  ),
);

/** Every way a call can be wrong. */
export const codeTable = table(
  ['code', 'meaning'],
  Object.entries(specErrorCodes).map(([code, meaning]) => [`\`${code}\``, meaning]),
);
