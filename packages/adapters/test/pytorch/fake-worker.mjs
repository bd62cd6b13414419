#!/usr/bin/env node
// Speaks the protocol of python/worker.py and knows one operator: linear without bias in one row. Whatever arguments it
// is started with are ignored, so that it can stand where python3 does.
import { Buffer } from 'node:buffer';
import { createInterface } from 'node:readline';

const answer = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const arrays = { float32: Float32Array, float64: Float64Array };
const upload = ({ dtype, data }) => [
  ...new arrays[dtype](Uint8Array.from(Buffer.from(data, 'base64')).buffer),
];
const download = (like, values) => ({
  ...like,
  data: Buffer.from(arrays[like.dtype].from(values).buffer).toString('base64'),
});

const calls = new Map();
const actions = {
  forward(call) {
    const { x, w } = call.inputs;
    const [xs, ws] = [upload(x), upload(w)];
    const y = Array.from({ length: w.shape[0] }, (_, o) =>
      xs.reduce((s, v, i) => s + v * ws[o * xs.length + i], 0),
    );
    call.result = { y: download({ dtype: x.dtype, shape: [1, w.shape[0]] }, y) };
  },
  outputs: (call) => call.result,
  gradient(call, { of }) {
    const { x, w } = call.inputs;
    const [xs, ws, dy] = [upload(x), upload(w), upload(call.outputGrads.y)];
    const grads = {
      x: xs.map((_, i) => dy.reduce((s, d, o) => s + d * ws[o * xs.length + i], 0)),
      w: ws.map((_, k) => dy[Math.floor(k / xs.length)] * xs[k % xs.length]),
    };
    call.result = { ...call.result, [of]: download(call.inputs[of], grads[of]) };
  },
  train(call) {
    actions.gradient(call, { of: 'x' });
    actions.gradient(call, { of: 'w' });
  },
  read: (call) => call.result,
};

answer({ version: '0.0-fake' });
createInterface(process.stdin).on('line', (line) => {
  const request = JSON.parse(line);
  if (request.do === 'open' && request.operator !== 'linear')
    return answer({ error: `the fake has no ${request.operator}` });
  if (request.do === 'open') return answer(calls.set(request.call, request) && {});
  if (!calls.has(request.call)) return answer({ error: `call ${request.call} is not open` });
  if (request.do === 'close') return answer(calls.delete(request.call) && {});
  answer({ tensors: actions[request.do](calls.get(request.call), request) ?? {} });
});
