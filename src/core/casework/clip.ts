/** What a clip may be, by its content: what phones film and browsers play (feature 0.27). */
export const CLIP_KINDS = ['mp4', 'webm', 'quicktime'] as const;
export type ClipKind = (typeof CLIP_KINDS)[number];

/** About a minute as phones film it; more belongs on a stick. */
export const MAX_CLIP_BYTES = 31_457_280;

/** Endings of files of these kinds. */
export const CLIP_ENDINGS: Readonly<Record<ClipKind, string>> = {
  mp4: 'mp4',
  webm: 'webm',
  quicktime: 'mov',
};

/** Brands of ISO 14496-12 files (ftyp box) that are pictures or sound alone. */
const NO_CLIP = /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1|avif|avis|M4A |M4B )/;

/**
 * The kind of a clip by its first 16 bytes as Latin-1 text, whatever its name says; null when it is none. Bytes over 127 may be any one
 * character: no sign of a kind has any but the first of WebM's, whose doctype stands further on.
 */
export function clipKind(head: string): ClipKind | null {
  // EBML: 1A 45 DF A3. Matroska has the same beginning; browsers play what they can.
  if (head.startsWith('\x1aE')) return 'webm';
  if (head.slice(4, 8) !== 'ftyp') return null;
  const brand = head.slice(8, 12);
  if (NO_CLIP.test(brand)) return null;
  return brand === 'qt  ' ? 'quicktime' : 'mp4';
}
