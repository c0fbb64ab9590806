/** Where a problem fixed on the spot stands in the sampled re-check: '' = not drawn yet. */
export const SAMPLE_STATES = ['picked', 'left', 'passed', 'failed'] as const;

/** At least this share of what was fixed on the spot is looked at again (domain.md §4). */
export const SAMPLE_SHARE = 0.1;

/** Whoever found it, or went there and found it fixed, does not judge his own word. */
export function isOwnSample(
  problem: { readonly foundBy?: string | undefined; readonly verifiedBy?: string | undefined },
  person: string,
): boolean {
  return person !== '' && (problem.foundBy === person || problem.verifiedBy === person);
}

/**
 * Which of a lot are looked at again: ⌈share · n⌉ of them, by the order of a hash of seed and id. The same seed and ids give the same
 * pick whatever order they come in, so anybody can draw it again; an empty lot gives none.
 */
export function pickSample(ids: readonly string[], seed: string, share = SAMPLE_SHARE): readonly string[] {
  return pickCount(ids, seed, Math.ceil(ids.length * share));
}

/** So many of a lot, by the same order; all of them where there are fewer. */
export function pickCount(ids: readonly string[], seed: string, size: number): readonly string[] {
  return ids
    .map((id) => ({ id, key: fnv1a(`${seed} ${id}`) }))
    .sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1))
    .slice(0, size)
    .map((each) => each.id);
}

/** FNV-1a, 32 bits, with a final mix: short texts that differ in one digit spread over the whole range. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
