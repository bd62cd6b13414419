/**
 * Nodes in JSON: `{"name": "q", "operator": "add", "inputs": {"a": "x", "b": "y"}, "attributes": {…}}`.
 *
 * An attribute is a number, true or false, a word, a list of numbers or a list of such lists; −0 is the string "-0".
 *
 * @module
 */
import { isOperatorName, operatorNames, operators, type OperatorName } from '@gradspec/spec';
import { GraphError } from '../graph-error.ts';
import { readsOf, type GraphNode } from '../graph.ts';
import { nearestNames } from '../nearest-names.ts';
import { badJson, inside, objectOf, text } from './place.ts';

/** A node in JSON. */
export interface JsonNode {
  readonly name: string;
  readonly operator: OperatorName;
  readonly inputs: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Lists within lists: padding has pairs. */
const deepest = 2;

/** A node as JSON; `nodeFromJson` says what cannot be read back. */
export function nodeToJson(node: GraphNode): JsonNode {
  const { name, operator, attributes } = node;
  const json = { name, operator, inputs: Object.fromEntries(readsOf(node)) };
  if (!attributes) return json;
  const given = Object.entries(attributes as Readonly<Record<string, unknown>>);
  const written = given
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, attributeToJson(value)]);
  return { ...json, attributes: Object.fromEntries(written) as Readonly<Record<string, unknown>> };
}

/**
 * A node from JSON. That its inputs name values of the graph is not checked here.
 *
 * @throws GraphError `unknown-operator`, or `bad-json` naming the place of what is wrong.
 */
export function nodeFromJson(json: unknown, place: string): GraphNode {
  const node = objectOf(json, place, ['name', 'operator', 'inputs'], ['attributes']);
  const name = text(node.name, inside(place, 'name'));
  const operator = text(node.operator, inside(place, 'operator'));
  if (!isOperatorName(operator)) {
    const near = nearestNames(operator, operatorNames);
    const message = `${inside(place, 'operator')}: there is no operator ${operator}${near}`;
    throw new GraphError('unknown-operator', [name], message);
  }
  const { inputs: specified, attributes: known } = operators[operator];
  const optional = (input: string) =>
    (specified as Readonly<Record<string, { optional?: true }>>)[input]!.optional;
  const names = Object.keys(specified);
  const inputsPlace = inside(place, 'inputs');
  const inputs = objectOf(
    node.inputs,
    inputsPlace,
    names.filter((input) => !optional(input)),
    names.filter(optional),
  );
  const refs = Object.entries(inputs).map(([input, ref]) => [input, text(ref, inside(inputsPlace, input))]);
  const read = { name, operator, inputs: Object.fromEntries(refs) as Readonly<Record<string, string>> };
  if (!Object.hasOwn(node, 'attributes')) return read as GraphNode;
  const attributesPlace = inside(place, 'attributes');
  const attributes = Object.entries(objectOf(node.attributes, attributesPlace, [], Object.keys(known)));
  const checked = attributes.map(([key, value]) => [
    key,
    attributeFromJson(value, inside(attributesPlace, key)),
  ]);
  return { ...read, attributes: Object.fromEntries(checked) as object } as GraphNode;
}

function attributeToJson(value: unknown, depth = 0): unknown {
  if (Array.isArray(value) && depth < deepest)
    return value.map((item: unknown) => attributeToJson(item, depth + 1));
  return Object.is(value, -0) ? '-0' : value;
}

function attributeFromJson(value: unknown, place: string, depth = 0): unknown {
  if (value === '-0') return -0;
  if (Number.isFinite(value)) return value;
  if (Array.isArray(value) && depth < deepest)
    return value.map((item: unknown, i) => attributeFromJson(item, inside(place, i), depth + 1));
  if (depth > 0) throw badJson(place, depth < deepest ? 'a number or a list of numbers' : 'a number', value);
  if (typeof value !== 'boolean' && typeof value !== 'string')
    throw badJson(place, 'a number, true or false, a word or a list of numbers', value);
  return value;
}
