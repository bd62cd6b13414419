/**
 * Reading a stored ZIP archive and `.npy` arrays, for tests: from the end, as a ZIP is to be read, and with every check.
 *
 * @module
 */

/** The files of an archive, by name. @throws Error for what no reader would take. */
export function readZip(bytes: Uint8Array): Map<string, Buffer> {
  const zip = Buffer.from(bytes);
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== 0x06054b50) throw new Error('no end of the central directory');
  const [count, size, start] = [
    zip.readUInt16LE(end + 10),
    zip.readUInt32LE(end + 12),
    zip.readUInt32LE(end + 16),
  ];
  if (start + size !== end) throw new Error(`the directory ends at ${start + size}, expected ${end}`);
  const files = new Map<string, Buffer>();
  let at = start;
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error(`no directory entry at ${at}`);
    const [stored, length, local] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 28) & 0xffff,
      zip.readUInt32LE(at + 42),
    ];
    const name = zip.toString('utf8', at + 46, at + 46 + length);
    if (zip.readUInt32LE(local) !== 0x04034b50) throw new Error(`${name}: no local header at ${local}`);
    if (zip.compare(zip, at + 6, at + 32, local + 4, local + 30) !== 0)
      throw new Error(`${name}: its local header says something else than the directory`);
    const content = zip.subarray(local + 30 + length, local + 30 + length + stored);
    if (checksum(content) !== zip.readUInt32LE(at + 16)) throw new Error(`${name}: wrong CRC-32`);
    files.set(name, content);
    at += 46 + length;
  }
  return files;
}

/** CRC-32 bit by bit. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The header of a `.npy` array and where its elements begin. */
export function readNpy(npy: Buffer): { readonly header: string; readonly elements: Buffer } {
  if (npy.toString('latin1', 0, 8) !== '\u0093NUMPY\u0001\u0000') throw new Error('no .npy array');
  const start = 10 + npy.readUInt16LE(8);
  return { header: npy.toString('latin1', 10, start), elements: npy.subarray(start) };
}
