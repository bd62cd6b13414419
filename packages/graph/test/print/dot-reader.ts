/**
 * A reader for the part of the DOT language that is written here, strict: digraph { statements }, identifiers quoted or
 * of letters, digits and underscores, attributes in brackets. Labels are unescaped as Graphviz does it.
 *
 * Source: graphviz.org, "DOT Language".
 */
export interface DotGraph {
  /** Attributes by identifier. */
  readonly nodes: ReadonlyMap<string, Attributes>;
  readonly edges: readonly { readonly from: string; readonly to: string; readonly attributes: Attributes }[];
}
type Attributes = Readonly<Record<string, string>>;

/** One identifier, quoted or not, as the lexer sees it; `undefined` at the end. */
const token = /\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)|(->|[{}[\];=,]))/y;

function tokens(text: string): readonly string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  for (let end = 0; end < text.trimEnd().length; end = token.lastIndex) {
    const match = token.exec(text);
    if (!match) throw new Error(`not DOT at ${end}: ${text.slice(end, end + 40)}`);
    found.push(match[1] !== undefined ? `"${match[1].replaceAll('\\"', '"')}` : (match[2] ?? match[3])!);
  }
  return found;
}

/** What stands on the page for a label: escapes, then entities. */
function unescaped(label: string): string {
  return label
    .replaceAll(/\\([\s\S])/g, (_, letter: string) => {
      if (letter === 'n') return '\n';
      if (letter === '\\') return '\\';
      throw new Error(`the escape \\${letter} has a meaning of its own`);
    })
    .replaceAll(/&(?:#(\d+)|(\w+));/g, (entity, code: string | undefined, name: string | undefined) => {
      if (code) return String.fromCodePoint(Number(code));
      if (name === 'amp') return '&';
      throw new Error(`the entity ${entity}`);
    });
}

/** Reads a digraph; anything that is not understood is an error. */
export function readDot(text: string): DotGraph {
  const [left, nodes, edges] = [
    [...tokens(text)],
    new Map<string, Attributes>(),
    [] as DotGraph['edges'][number][],
  ];
  const next = () => left.shift() ?? '';
  const expect = (...wanted: string[]) => {
    const got = next();
    if (!wanted.includes(got)) throw new Error(`expected ${wanted.join(' or ')}, got ${got}`);
    return got;
  };
  const identifier = () => {
    const got = next();
    if (/^[{}[\];=,]|^->|^(?:node|edge|graph|digraph|subgraph|strict)$/i.test(got))
      throw new Error(`identifier ${got}`);
    return got.replace(/^"/, '');
  };
  const attributes = (): Attributes => {
    const all: Record<string, string> = {};
    if (left[0] !== '[') return all;
    next();
    do {
      const name = identifier();
      expect('=');
      all[name] = unescaped(identifier());
    } while (expect(',', ']') === ',');
    return all;
  };
  expect('digraph');
  expect('{');
  while (left[0] !== '}') {
    if (left[0] === 'node') {
      next();
      attributes();
    } else {
      const from = identifier();
      if (left[0] === '=') {
        next();
        identifier();
      } else if (left[0] === '->') {
        next();
        edges.push({ from, to: identifier(), attributes: attributes() });
      } else nodes.set(from, attributes());
    }
    expect(';');
  }
  next();
  if (left.length > 0) throw new Error(`behind the end: ${left.join(' ')}`);
  return { nodes, edges };
}
