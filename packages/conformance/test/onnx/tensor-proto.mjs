// Reads a TensorProto by the field numbers of onnx.proto: dims 1, data_type 2, raw_data 9. Apart from what wrote it.

const arrays = { 1: Float32Array, 6: Int32Array, 11: Float64Array };
const names = { 1: 'float32', 6: 'int32', 11: 'float64' };

/** The fields of a message in their order: a number each, or the bytes of a field that has a length. */
function* fields(bytes) {
  let at = 0;
  const varint = () => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) yield { number, value: varint() };
    else if (wire === 2) {
      const length = varint();
      yield { number, value: bytes.subarray(at, at + length) };
      at += length;
    } else throw new Error(`field ${number} has wire type ${wire}, expected 0 or 2`);
  }
}

/** Every integer of a repeated field, written one by one or packed. */
function* integersOf(value) {
  if (typeof value === 'number') return yield value;
  let [number, scale] = [0, 1];
  for (const byte of value) {
    number += (byte & 127) * scale;
    scale *= 128;
    if (byte >= 128) continue;
    yield number;
    [number, scale] = [0, 1];
  }
}

/** The dtype, dims and elements of a tensor. */
export function readTensor(bytes) {
  const dims = [];
  let [type, raw] = [0, new Uint8Array()];
  for (const { number, value } of fields(bytes)) {
    if (number === 1) dims.push(...integersOf(value));
    else if (number === 2) type = value;
    else if (number === 9) raw = value;
  }
  if (!arrays[type]) throw new Error(`data_type is ${type}, expected one of ${Object.keys(arrays)}`);
  return { dtype: names[type], dims, data: new arrays[type](Uint8Array.from(raw).buffer) };
}
