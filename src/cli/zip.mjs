// @ts-check
import { inflateRawSync } from 'node:zlib';

/**
 * The bytes of the first entry of a zip whose name fits, checked against the entry's CRC-32.
 * Reads the central directory (PKWARE APPNOTE 4.3.12), methods stored and deflated, no zip64, no encryption:
 * enough for PocketBase's releases and for Python wheels, before any package is installed.
 * @param {Buffer} zip
 * @param {RegExp} name
 * @returns {Buffer}
 * @throws {Error} when it is not such a zip, is damaged, or has no such entry
 */
export function readZipEntry(zip, name) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > zip.length) throw new Error('not a zip file');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('damaged zip directory');
    const nameLength = zip.readUInt16LE(at + 28);
    const entry = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (name.test(entry)) return bytesOf(zip, at);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`no entry ${name} in the zip`);
}

/** @param {Buffer} zip @param {number} at offset of the entry in the directory */
function bytesOf(zip, at) {
  const method = zip.readUInt16LE(at + 10);
  const packedSize = zip.readUInt32LE(at + 20);
  const local = zip.readUInt32LE(at + 42);
  // The local header has lengths of its own: its extra field may differ from the directory's.
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + packedSize);
  if (packed.length !== packedSize) throw new Error('the zip is cut off');
  if (method !== 0 && method !== 8) throw new Error(`zip method ${method} is not read`);
  const bytes = method === 8 ? inflateRawSync(packed) : Buffer.from(packed);
  if (crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new Error('the zip entry is damaged');
  return bytes;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** CRC-32 (ISO 3309, reflected polynomial EDB88320). @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) {
    crc = /** @type {number} */ (crcTable[(crc ^ /** @type {number} */ (bytes[index])) & 0xff]) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
