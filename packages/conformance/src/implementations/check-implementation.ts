/**
 * Whether something is an `Implementation`, and if not, which part of it is missing or wrong.
 *
 * @module
 */
import { inspect } from 'node:util';
import { isOperatorName, operatorNames } from '@gradspec/spec';
import { nearest } from '../usage-error.ts';

/** What is wrong, and the property it is about, if it is about one that is there. */
export interface ImplementationProblem {
  readonly reason: string;
  readonly property?: string;
}

/** A value in one or two words, with an article. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (value === '') return 'an empty string';
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'function') return /^class\b/.test(String(value)) ? 'a class' : 'a function';
  return `the ${typeof value} ${inspect(value)}`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Promise);

/** What keeps a default export from being an `Implementation`; undefined when nothing does. */
export function implementationProblem(value: unknown): ImplementationProblem | undefined {
  const hint = {
    'a function': '; export what it returns',
    'a class': '; export an instance of it',
    'a promise': '; await it',
  };
  if (!isObject(value)) {
    const kind = kindOf(value);
    const tail = hint[kind as keyof typeof hint] ?? '';
    return { reason: `the default export must be an object { name, version, kernels }, got ${kind}${tail}` };
  }
  for (const property of ['name', 'version'])
    if (typeof value[property] !== 'string' || value[property] === '')
      return wrong(value, property, `the implementation needs a ${property}, a string`);
  if (!isObject(value.kernels))
    return wrong(value, 'kernels', 'the implementation needs kernels, an object with a kernel per operator');
  for (const [operator, kernel] of Object.entries(value.kernels)) {
    const problem = unknownOperator('kernels', operator) ?? kernelProblem(operator, kernel);
    if (problem) return problem;
  }
  return claimsProblem(value);
}

function wrong(value: Record<string, unknown>, property: string, need: string): ImplementationProblem {
  if (value[property] !== undefined) return { reason: `${need}, got ${kindOf(value[property])}`, property };
  const keys = Object.keys(value);
  return { reason: `${need}; it has ${keys.length > 0 ? `only ${keys.join(', ')}` : 'nothing'}` };
}

function unknownOperator(where: string, operator: string): ImplementationProblem | undefined {
  if (isOperatorName(operator)) return undefined;
  const near = nearest(operator, operatorNames).join(', ');
  return {
    reason: `${where}.${operator}: there is no operator '${operator}'; the nearest: ${near}`,
    property: operator,
  };
}

function kernelProblem(operator: string, kernel: unknown): ImplementationProblem | undefined {
  const of = (reason: string) => ({ reason: `kernels.${operator} ${reason}`, property: operator });
  if (!isObject(kernel)) return of(`must be an object with forward and backward, got ${kindOf(kernel)}`);
  if (typeof kernel.forward !== 'function')
    return of(
      kernel.forward === undefined
        ? 'has no forward'
        : `needs a function forward, got ${kindOf(kernel.forward)}`,
    );
  if (kernel.backward !== undefined && typeof kernel.backward !== 'function')
    return of(`needs a function backward (or none), got ${kindOf(kernel.backward)}`);
  return undefined;
}

function claimsProblem({ claims, kernels }: Record<string, unknown>): ImplementationProblem | undefined {
  if (claims === undefined) return undefined;
  if (!isObject(claims))
    return {
      reason: `claims must be an object with a claim per operator, got ${kindOf(claims)}`,
      property: 'claims',
    };
  for (const operator of Object.keys(claims)) {
    const unknown = unknownOperator('claims', operator);
    if (unknown) return unknown;
    if (!Object.hasOwn(kernels as object, operator))
      return { reason: `claims.${operator}: there is no kernel for ${operator}`, property: 'claims' };
  }
  return undefined;
}
