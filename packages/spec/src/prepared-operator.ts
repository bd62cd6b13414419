/**
 * Operators prepared for checking: what every call of one needs is made once, when the module is loaded.
 *
 * @module
 */
import { failure, type Fail } from './check-tensor.ts';
import { layInputs, type LaidInput } from './layout.ts';
import type { OperatorSpec } from './operator.ts';
import { operatorNames, operators } from './operators.ts';
import { show, SpecError } from './spec-error.ts';

/** An operator with its layouts taken apart. */
export interface PreparedOperator {
  readonly spec: OperatorSpec;
  readonly inputs: readonly LaidInput[];
  readonly inputNames: readonly string[];
  readonly attributeNames: readonly string[];
  readonly fail: Fail;
}

const prepare = (spec: OperatorSpec): PreparedOperator => ({
  spec,
  inputs: layInputs(spec.inputs),
  inputNames: Object.keys(spec.inputs),
  attributeNames: Object.keys(spec.attributes),
  fail: failure(spec.name),
});

// The table is heterogeneous; each operator's own types are checked where it is defined.
const prepared = new Map<string, PreparedOperator>(
  operatorNames.map((name) => [name, prepare(operators[name] as OperatorSpec)]),
);

/**
 * The operator of a name.
 *
 * @throws SpecError `unknown-operator`.
 */
export function preparedOperator(operator: string): PreparedOperator {
  const found = prepared.get(operator);
  if (found) return found;
  const expected = `one of ${operatorNames.join(', ')}`;
  throw new SpecError({
    code: 'unknown-operator',
    operator,
    argument: 'operator',
    expected,
    got: show(operator),
  });
}
