/**
 * Brings the words of areas that only one screen speaks; that screen waits for them. Here all words are there already: in builds
 * this file is replaced by one that fetches (cli/word-tables.ts).
 */
export async function moreWords(..._areas: readonly ('cases' | 'sources')[]): Promise<void> {}
