import { RECORD_BYTES } from './layout.ts';

/** Problems as parallel arrays, in the order received; the fields of `layout.ts`. */
export interface Records {
  readonly count: number;
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly opened: Uint32Array;
  readonly closed: Uint32Array;
  readonly category: Uint8Array;
  readonly bits: Uint8Array;
  readonly town: Uint8Array;
  readonly unit: Uint8Array;
  readonly source: Uint32Array;
  readonly row: Uint32Array;
  readonly change: Uint32Array;
}

/** Room for `count` problems, all 0. */
export function emptyRecords(count: number): Records {
  return {
    count,
    x: new Uint32Array(count),
    y: new Uint32Array(count),
    opened: new Uint32Array(count),
    closed: new Uint32Array(count),
    category: new Uint8Array(count),
    bits: new Uint8Array(count),
    town: new Uint8Array(count),
    unit: new Uint8Array(count),
    source: new Uint32Array(count),
    row: new Uint32Array(count),
    change: new Uint32Array(count),
  };
}

/** Decodes whole records; throws RangeError when the length is no multiple of the record (a cut answer). */
export function decodeColumns(bytes: ArrayBuffer): Records {
  if (bytes.byteLength % RECORD_BYTES !== 0) throw new RangeError(`cut columns: ${bytes.byteLength} bytes`);
  const records = emptyRecords(bytes.byteLength / RECORD_BYTES);
  const view = new DataView(bytes);
  for (let i = 0, at = 0; i < records.count; i++, at += RECORD_BYTES) {
    records.x[i] = view.getUint32(at);
    records.y[i] = view.getUint32(at + 4);
    records.opened[i] = view.getUint32(at + 8);
    records.closed[i] = view.getUint32(at + 12);
    records.category[i] = view.getUint8(at + 16);
    records.bits[i] = view.getUint8(at + 17);
    records.town[i] = view.getUint8(at + 18);
    records.unit[i] = view.getUint8(at + 19);
    records.source[i] = view.getUint32(at + 20);
    records.row[i] = view.getUint32(at + 24);
    records.change[i] = view.getUint32(at + 28);
  }
  return records;
}

/** The inverse of `decodeColumns`: what the server's SQL writes. */
export function encodeColumns(records: Records): ArrayBuffer {
  const bytes = new ArrayBuffer(records.count * RECORD_BYTES);
  const view = new DataView(bytes);
  for (let i = 0, at = 0; i < records.count; i++, at += RECORD_BYTES) {
    view.setUint32(at, records.x[i] ?? 0);
    view.setUint32(at + 4, records.y[i] ?? 0);
    view.setUint32(at + 8, records.opened[i] ?? 0);
    view.setUint32(at + 12, records.closed[i] ?? 0);
    view.setUint8(at + 16, records.category[i] ?? 0);
    view.setUint8(at + 17, records.bits[i] ?? 0);
    view.setUint8(at + 18, records.town[i] ?? 0);
    view.setUint8(at + 19, records.unit[i] ?? 0);
    view.setUint32(at + 20, records.source[i] ?? 0);
    view.setUint32(at + 24, records.row[i] ?? 0);
    view.setUint32(at + 28, records.change[i] ?? 0);
  }
  return bytes;
}

/** Severity, handling and state in one byte. */
export function packBits(severity: number, handling: number, state: number): number {
  return (severity & 3) | ((handling & 3) << 2) | ((state & 15) << 4);
}

export const severityOf = (bits: number): number => bits & 3;
export const handlingOf = (bits: number): number => (bits >> 2) & 3;
export const stateOf = (bits: number): number => bits >> 4;

export const packLng = (lng: number): number => Math.round((lng + 180) * 1e6);
export const packLat = (lat: number): number => Math.round((lat + 90) * 1e6);
export const unpackLng = (x: number): number => x / 1e6 - 180;
export const unpackLat = (y: number): number => y / 1e6 - 90;
