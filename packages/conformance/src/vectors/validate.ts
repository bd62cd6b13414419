/**
 * Whether JSON is a file of vectors: by the schema, and then by what a schema cannot say.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { lintVector } from './lint-vector.ts';
import { schemaMessage } from './schema-message.ts';
import type { Vector } from './types.ts';

let compiled: ValidateFunction | undefined;

/** The schema as a function, compiled when it is first asked for. */
function schema(): ValidateFunction {
  if (compiled) return compiled;
  const text = readFileSync(new URL('../../vectors.schema.json', import.meta.url), 'utf8');
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true });
  return (compiled = ajv.compile(JSON.parse(text) as object));
}

/** An `if` only says that its branch failed, and the branches of `anyOf` that one of them is missing. */
const isEcho = ({ keyword, schemaPath }: ErrorObject): boolean =>
  keyword === 'if' || /\/anyOf\/\d+\//.test(schemaPath);

/**
 * What is wrong with a file of vectors.
 *
 * @param json - what the file holds: `{ vectors: [...] }`
 * @returns a sentence for each mistake, with the vector's id and the place in it: `conv/mine: inputs.x.data[2]: expected …`;
 *   empty when it is right
 */
export function validateVectorFile(json: unknown): readonly string[] {
  const validate = schema();
  if (!validate(json))
    return [
      ...new Set(
        validate.errors!.filter((error) => !isEcho(error)).map((error) => schemaMessage(error, json)),
      ),
    ];
  const { vectors } = json as { vectors: readonly Vector[] };
  return vectors.flatMap((vector) => lintVector(vector).map((problem) => `${vector.id}: ${problem}`));
}
