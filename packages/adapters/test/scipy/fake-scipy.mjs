#!/usr/bin/env node
// Speaks the protocol of python/scipy_worker.py and sums by the definition, in one dimension. Whatever arguments it is
// started with are ignored, so that it can stand where python3 does.
import { Buffer } from 'node:buffer';
import { createInterface } from 'node:readline';

const answer = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const arrays = { float32: Float32Array, float64: Float64Array };
const upload = ({ dtype, data }) => [
  ...new arrays[dtype](Uint8Array.from(Buffer.from(data, 'base64')).buffer),
];

function correlation({ x, w }) {
  const [xs, ws] = [upload(x), upload(w)];
  const sums = Array.from({ length: xs.length - ws.length + 1 }, (_, t) =>
    ws.reduce((sum, weight, k) => sum + weight * xs[t + k], 0),
  );
  const data = Buffer.from(arrays[x.dtype].from(sums).buffer).toString('base64');
  return { y: { dtype: x.dtype, shape: [1, 1, sums.length], data } };
}

const calls = new Map();
answer({ version: '0.0-fake' });
createInterface(process.stdin).on('line', (line) => {
  const request = JSON.parse(line);
  if (request.do === 'open') return answer(calls.set(request.call, { inputs: request.inputs }) && {});
  if (request.do === 'close') return answer(calls.delete(request.call) && {});
  const call = calls.get(request.call);
  if (request.do === 'forward') call.result = correlation(call.inputs);
  answer({ tensors: request.do === 'outputs' ? call.result : {} });
});
