import { sha256 as hashOf } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * SHA-256 of bytes, 64 hex digits in lower case; reckoned in plain arithmetic, so that it is the same in a page that did not come over
 * https, where browsers have no `crypto.subtle`. Half a megabyte takes some milliseconds.
 */
export function sha256(bytes: Uint8Array): string {
  return bytesToHex(hashOf(bytes));
}
