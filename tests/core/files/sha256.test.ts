import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { sha256 } from '../../../src/core/files/sha256.ts';

afterEach(() => void vi.unstubAllGlobals());

it('is the hash of the standard, of no bytes and of a million', () => {
  // FIPS 180-4, examples of NIST: the empty message, "abc", a million times "a".
  const of = (text: string): string => sha256(Uint8Array.from(Buffer.from(text)));
  expect(of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(of('a'.repeat(1e6))).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0');
});

it('says the same as the server’s for any bytes, also where the page has no crypto at all', () => {
  vi.stubGlobal('crypto', undefined);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});
