/**
 * A file with one small vector of every kind, for tests to break.
 *
 * @module
 */

const head = (id: string, kind: string) => ({
  id,
  kind,
  description: { en: 'An example.', ko: '예.' },
  source: { reference: 'made up for a test' },
});
const scalar = (value: number) => ({ shape: [], data: [value] });
const row = (...data: number[]) => ({ shape: [data.length], data });

const xyz = {
  inputs: { x: scalar(-2), y: scalar(5), z: scalar(-4) },
  nodes: [
    { name: 'q', operator: 'add', inputs: { a: 'x', b: 'y' } },
    { name: 'f', operator: 'multiply', inputs: { a: 'q', b: 'z' } },
  ],
  values: { q: scalar(3), f: scalar(-12) },
};

const everyKind = {
  operator: {
    ...head('linear/mine', 'operator'),
    operator: 'linear',
    inputs: { x: row(2, 3), w: { shape: [3, 2], data: [5, 7, 11, 13, 17, 19] } },
    outputs: { y: row(31, 61, 91) },
    outputGrads: { y: row(1, 0, -1) },
    inputGrads: { x: row(-12, -12), w: { shape: [3, 2], data: [2, 3, 0, 0, -2, -3] } },
    exact: true,
  },
  loss: {
    ...head('softmax-cross-entropy/mine', 'operator'),
    operator: 'softmaxCrossEntropy',
    inputs: { scores: { shape: [1, 2], data: [0, 0] }, labels: { dtype: 'int32', shape: [1], data: [1] } },
    attributes: { reduction: 'sum' },
    outputs: { loss: scalar(Math.LN2) },
    dtypes: ['float64'],
  },
  kink: {
    ...head('maximum/mine', 'operator'),
    operator: 'maximum',
    inputs: { a: row(1, 2), b: { shape: [2], data: ['-0', 'NaN'] } },
    outputs: { y: { shape: [2], data: [1, 'NaN'] } },
    alternatives: [{ description: 'the number wins', outputs: { y: row(1, 2) } }],
    float32: { outputs: { y: { shape: [2], data: [1, 'NaN'] } } },
  },
  graph: {
    ...head('graph/mine', 'graph'),
    ...xyz,
    outputGrads: { f: scalar(1) },
    gradients: { x: scalar(-4), y: scalar(-4), z: scalar(3), q: scalar(-4) },
    relations: [{ kind: 'different', between: ['q', 'f'] }],
  },
  arithmetic: { ...head('arithmetic/mine', 'arithmetic'), ...xyz },
  jacobian: {
    ...head('jacobian/mine', 'jacobian'),
    operator: 'relu',
    inputs: { x: row(1, -2) },
    jacobian: { output: 'y', input: 'x', rows: { shape: [2, 2], data: [1, 0, 0, 0] } },
    paths: {
      output: 'y',
      outputGrad: row(5, 7),
      of: [{ input: 'x', at: [0], terms: [{ from: [0], value: 5 }], sum: 5 }],
    },
  },
  contributions: {
    ...head('contributions/mine', 'contributions'),
    inputs: { 'w@0': scalar(2), 'w@1': scalar(2), x: scalar(3) },
    nodes: [
      { name: 'h@0', operator: 'multiply', inputs: { a: 'w@0', b: 'x' } },
      { name: 'h@1', operator: 'multiply', inputs: { a: 'w@1', b: 'h@0' } },
    ],
    losses: ['h@0', 'h@1'],
    steps: { w: ['w@0', 'w@1'] },
    table: {
      w: [
        [3, 0],
        [6, 6],
      ],
    },
    totals: { w: 15 },
  },
  count: {
    ...head('count/mine', 'count'),
    counts: {
      weights: { value: 6, of: { operator: 'linear', shapes: { x: [2], w: [3, 2] }, elements: ['w'] } },
      twice: { value: 12, of: { product: [2, { sum: [1, 5] }] } },
    },
  },
  shape: {
    ...head('shape/mine', 'shape'),
    operator: 'linear',
    cases: [{ inputs: { x: [4, 2], w: [3, 2] }, outputs: { y: [4, 3] } }],
  },
  error: {
    ...head('error/mine', 'error'),
    operator: 'linear',
    inputs: { x: [4, 2], w: [3, 5] },
    code: 'bad-shape',
    argument: 'w',
    names: ['I'],
  },
};

/** A key of the file's vectors: their kind, and `loss` and `kink` for two more operator vectors. */
export type Which = keyof typeof everyKind;

/** What to set at which place, as `{ 'inputs.x.data.1': '3' }`; undefined takes it away. */
export type Edits = Readonly<Record<string, unknown>>;

/** One of the vectors, with these edits. */
export function vectorWith(which: Which, edits: Edits = {}): object {
  const vector = JSON.parse(JSON.stringify(everyKind[which])) as object;
  for (const [path, value] of Object.entries(edits)) {
    const keys = path.split('.');
    const last = keys.pop()!;
    const place = keys.reduce(
      (inside, key) => inside[key] as Record<string, unknown>,
      vector as Record<string, unknown>,
    );
    if (value === undefined) delete place[last];
    else place[last] = value;
  }
  return vector;
}

/** The whole file, with edits of one of its vectors. */
export function fileWith(
  which?: Which,
  edits?: Edits,
): { readonly $schema: string; readonly vectors: readonly object[] } {
  const vectors = (Object.keys(everyKind) as Which[]).map((key) =>
    vectorWith(key, key === which ? edits : {}),
  );
  return { $schema: '../vectors.schema.json', vectors };
}
