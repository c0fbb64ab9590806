/**
 * What people typed, without what a paper must not carry: characters that XML 1.0 forbids (Word calls such a file damaged), lone
 * halves of surrogate pairs, and the marks that turn the direction of writing round and make a line read as another.
 */
export function cleanText(text: string): string {
  let clean = '';
  for (const letter of text.replaceAll('\r\n', '\n')) {
    if (isAllowed(letter.codePointAt(0) ?? 0)) clean += letter;
  }
  return clean;
}

function isAllowed(code: number): boolean {
  if (code === 0x09 || code === 0x0a) return true;
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return false;
  if (code >= 0xd800 && code <= 0xdfff) return false;
  if (code >= 0xfdd0 && code <= 0xfdef) return false;
  if ((code & 0xfffe) === 0xfffe) return false;
  // U+200E/F, U+202A–E, U+2066–9: marks of direction; U+FEFF: byte order mark.
  if (code === 0x200e || code === 0x200f || code === 0xfeff) return false;
  return !((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069));
}
