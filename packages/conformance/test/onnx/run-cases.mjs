// Runs every case under the folders that are named on ONNX Runtime and writes what came out, as JSON: a line per case.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { readTensor } from './tensor-proto.mjs';

ort.env.logLevel = 'fatal';
const options = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 4,
};

const tensorsOf = (folder, kind) => {
  const data = join(folder, 'test_data_set_0');
  const count = readdirSync(data).filter((file) => file.startsWith(kind)).length;
  return Array.from({ length: count }, (_, i) => readTensor(readFileSync(join(data, `${kind}_${i}.pb`))));
};

/** ONNX's own comparison allows 10⁻⁷, and functions of an engine are often no better: that much of a tolerance of 10⁻⁵. */
const least = 0.02;

/** The largest difference as a fraction of the largest element, and of a little more. */
function difference(name, expected, got) {
  const kind = ({ dtype, type = dtype, dims }) => `${type} [${dims.join(', ')}]`;
  if (kind(got) !== kind(expected))
    throw new Error(`output ${name}: expected ${kind(expected)}, got ${kind(got)}`);
  const scale = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) + least;
  return expected.data.reduce((most, value, i) => {
    const own = Math.abs(got.data[i] - value) / scale;
    return own <= most ? most : own; // NaN stays
  }, 0);
}

async function run(folder) {
  const [inputs, outputs] = [tensorsOf(folder, 'input'), tensorsOf(folder, 'output')];
  const session = await ort.InferenceSession.create(readFileSync(join(folder, 'model.onnx')), options);
  const named = (names, tensors) => {
    if (names.length !== tensors.length)
      throw new Error(`${tensors.length} files for ${names.length} tensors of the model`);
    return names.map((name, i) => [name, tensors[i]]);
  };
  const feeds = named(session.inputNames, inputs).map(([name, { dtype, data, dims }]) => [
    name,
    new ort.Tensor(dtype, data, dims),
  ]);
  const results = await session.run(Object.fromEntries(feeds));
  const differences = named(session.outputNames, outputs).map(([name, tensor]) =>
    difference(name, tensor, results[name]),
  );
  await session.release();
  return { dtype: outputs[0].dtype, differences: differences.map(String) };
}

for (const parent of process.argv.slice(2))
  for (const name of readdirSync(parent)) {
    let ran;
    try {
      ran = await run(join(parent, name));
    } catch (error) {
      ran = { error: String(error) };
    }
    process.stdout.write(`${JSON.stringify({ name, ...ran })}\n`);
  }
