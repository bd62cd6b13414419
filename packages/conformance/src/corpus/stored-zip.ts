/**
 * A ZIP archive whose files are stored, not compressed: all that an `.npz` needs. The same files make the same bytes; every
 * date is the earliest that the format knows.
 *
 * Source: PKWARE, APPNOTE.TXT 6.3, §4.3.7 (local header), §4.3.12 (central directory), §4.3.16 (its end).
 *
 * @module
 */
import { crc32 } from 'node:zlib';

/** What the fields of 16 and 32 bits of a header hold. */
const [most16, most32] = [0xffff, 0xffffffff];
/** 1 January 1980, as a day of MS-DOS. */
const firstDay = 0x21;
/** Version 2.0 is needed to read it; names are in UTF-8. */
const [version, utf8] = [20, 0x800];

/**
 * The archive of these files, in their order.
 *
 * @throws RangeError where there are more files, or more bytes, than the format has numbers for without its 64-bit extension.
 */
export function storedZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const path = Buffer.from(name, 'utf8');
    const shared = sharedFields(path, content);
    const local = Buffer.concat([signed(0x04034b50), shared, path]);
    directory.push(Buffer.concat([signed(0x02014b50), words(version), shared, placed(offset), path]));
    parts.push(local, content);
    offset += local.length + content.length;
  }
  const listing = Buffer.concat(directory);
  if (files.size > most16 || offset + listing.length > most32)
    throw new RangeError(
      `storedZip: ${files.size} files and ${offset} bytes are more than a ZIP archive holds`,
    );
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listing, end]);
}

/** What a file's local header and its entry in the directory both say. */
function sharedFields(path: Uint8Array, content: Uint8Array): Uint8Array {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(utf8, 2);
  fields.writeUInt16LE(firstDay, 8); // method 0 and time 0 before it
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}

function signed(signature: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}

function words(word: number): Uint8Array {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(word);
  return bytes;
}

/** The end of a directory entry: no comment, first disk, no attributes, and where the local header is. */
function placed(offset: number): Uint8Array {
  const bytes = Buffer.alloc(14);
  bytes.writeUInt32LE(offset, 10);
  return bytes;
}
