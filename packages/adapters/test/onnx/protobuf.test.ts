import { expect, test } from '@jest/globals';
import { bytes, float, integer, joined, message, text } from '../../src/onnx/protobuf.ts';

// The first two are the examples of protobuf.dev, "Encoding".
test('an integer is its field and its value, seven bits per byte', () => {
  expect([...integer(1, 150)]).toEqual([0x08, 0x96, 0x01]);
  expect([...integer(20, 7)]).toEqual([0xa0, 0x01, 0x07]); // a field above 15 takes two bytes
  expect([...integer(1, 2 ** 35)]).toEqual([0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]); // beyond 32 bits
});

test('text is its length in bytes of UTF-8 and the bytes', () => {
  expect([...text(2, 'testing')]).toEqual([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...text(2, 'é')]).toEqual([0x12, 0x02, 0xc3, 0xa9]);
});

test('a float is four bytes, the lowest first', () => {
  expect([...float(7, -2.5)]).toEqual([0x3d, 0x00, 0x00, 0x20, 0xc0]);
});

test('a message is the length of its parts and the parts, in order', () => {
  expect([...message(3, integer(1, 150), bytes(2, Uint8Array.of(9)))]).toEqual([
    0x1a, 0x06, 0x08, 0x96, 0x01, 0x12, 0x01, 0x09,
  ]);
  expect([...joined([Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)])]).toEqual([1, 2, 3]);
});
