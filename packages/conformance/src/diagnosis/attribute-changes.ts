/**
 * The ways in which an attribute is misread: not at all, the other way round, along the wrong axis.
 *
 * @module
 */

/** Attributes told otherwise. */
export interface AttributeChange {
  /** What was done, to stand behind “with”: `stride left out`. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Given = Readonly<Record<string, unknown>>;

const choices: Given = {
  activation: ['tanh', 'relu', 'identity'],
  reduction: ['none', 'sum', 'mean'],
};

/** The attributes without some of them: those have their defaults then. */
export function leftOut(given: Given, names: readonly string[]): AttributeChange {
  const rest = Object.entries(given).filter(([name]) => !names.includes(name));
  return { text: `${names.join(' and ')} left out`, attributes: Object.fromEntries(rest) };
}

/**
 * Attributes with one of them changed.
 *
 * @param given - what the call gives
 * @param filled - the same with the defaults
 */
export function attributeChanges(given: Given, filled: Given): AttributeChange[] {
  const left = Object.keys(given).map((name) => leftOut(given, [name]));
  const others = Object.entries(filled).flatMap(([name, value]) => {
    const told = (text: string, other: unknown) => ({ text, attributes: { ...given, [name]: other } });
    if (typeof value === 'boolean') return [told(`${name} turned`, !value)];
    if (typeof value === 'string')
      return ((choices[name] ?? []) as string[])
        .filter((choice) => choice !== value)
        .map((choice) => told(`${name} ${choice}`, choice));
    return Array.isArray(value) ? listChanges(name, value).map(([text, other]) => told(text, other)) : [];
  });
  return [...left, ...others];
}

/** A list with one entry per axis, along other axes; paddings also with their ends exchanged. */
function listChanges(name: string, value: readonly unknown[]): [string, unknown][] {
  const axes: [string, unknown] = [`the axes of ${name} exchanged`, value.toReversed()];
  if (name !== 'padding') return value.length > 1 ? [axes] : [];
  const ends = (value as readonly (readonly [number, number])[]).map(([before, after]) => [after, before]);
  const turned: [string, unknown] = ['padding before and after exchanged', ends];
  return value.length > 1 ? [axes, turned] : [turned];
}
