/**
 * Writing Protocol Buffers' wire format, as far as an ONNX model needs it.
 *
 *   field = varint(number · 8 + type) then its value;  type 0 a varint, type 2 a length and that many bytes, type 5 four bytes
 *
 * Source: protobuf.dev, "Encoding".
 * @module
 */

/** A part of a message, encoded. */
export type Part = Uint8Array<ArrayBuffer>;

/** A whole number from 0, seven bits per byte, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** An integer field; the value is from 0 to 2⁵³ − 1. */
export function integer(field: number, value: number): Part {
  return Uint8Array.from([...varint(field * 8), ...varint(value)]);
}

/** A field of raw bytes. */
export function bytes(field: number, content: Uint8Array): Part {
  const head = [...varint(field * 8 + 2), ...varint(content.length)];
  const part = new Uint8Array(head.length + content.length);
  part.set(head);
  part.set(content, head.length);
  return part;
}

/** A field of text. */
export function text(field: number, content: string): Part {
  return bytes(field, new TextEncoder().encode(content));
}

/** A field of one 32-bit float. */
export function float(field: number, value: number): Part {
  const part = new Uint8Array([...varint(field * 8 + 5), 0, 0, 0, 0]);
  new DataView(part.buffer).setFloat32(part.length - 4, value, true);
  return part;
}

/** Parts one after another: the content of a message. */
export function joined(parts: readonly Part[]): Part {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A field that is a message of these parts. */
export function message(field: number, ...parts: readonly Part[]): Part {
  return bytes(field, joined(parts));
}
