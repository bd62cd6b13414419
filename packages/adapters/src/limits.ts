/**
 * What no adapter passes on to its engine, refused in one place.
 *
 * @module
 */
import type { Call, OperatorName, Tensor } from '@gradspec/spec';
import type { Engine } from './engine.ts';
import { notImplemented } from './not-implemented.ts';

/**
 * Lets a call through if its dtype, its sizes and the attributes that no engine has allow it.
 *
 * @throws SpecError `not-implemented` naming what the engine lacks.
 */
export function checkLimits<Op extends OperatorName>(call: Call<Op>, { name, dtypes }: Engine): void {
  const { operator, dtype } = call;
  const inputs = call.inputs as Record<string, Tensor | undefined>;
  if (!dtypes.includes(dtype))
    notImplemented({
      operator,
      argument: 'dtype',
      expected: `${dtypes.join(' or ')} (all that ${name} computes)`,
      got: dtype,
    });
  for (const [argument, given] of Object.entries(inputs))
    if (given?.shape.includes(0))
      notImplemented({ operator, argument, expected: `sizes of at least 1 for ${name}`, got: given.shape });
  if (inputs.lengths)
    notImplemented({
      operator,
      argument: 'lengths',
      expected: `none (the adapter ${name} runs whole sequences only)`,
      got: 'lengths',
    });
  if ('flip' in call.attributes && call.attributes.flip)
    notImplemented({
      operator,
      argument: 'flip',
      expected: `false (${name} has cross-correlation only)`,
      got: true,
    });
}
