/** An implementation of every operator whose backward is the tape's. */
import type { Implementation, OperatorName } from '@gradspec/spec';
import { elementwise } from './elementwise.ts';
import { recurrent } from './recurrent.ts';
import { taped, type Definition } from './tape.ts';
import { windows } from './windows.ts';

const definitions: { readonly [Op in OperatorName]: Definition<Op> } = {
  ...elementwise,
  ...windows,
  ...recurrent,
};

const kernelOf = <Op extends OperatorName>(operator: Op) => taped(operator, definitions[operator]);

export const tapedImplementation: Implementation = {
  name: 'taped',
  version: '0.0.0',
  kernels: Object.fromEntries(
    (Object.keys(definitions) as OperatorName[]).map((operator) => [operator, kernelOf(operator)]),
  ),
};
