import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A screen's folder of src/screens whose own words can come with it, or the words every page needs. */
export type WordPart = string;
export const FIRST: WordPart = 'first';

/** The screen most people begin with: its words come with the page. */
const WITH_THE_PAGE = new Set(['dispatch']);

/**
 * Which messages come with which screen: key → part. A message of the area named like a folder of src/screens belongs to that screen
 * when no file outside the folder names its key or the beginning of it; everything else comes first. So a word that begins to be used
 * elsewhere moves by itself.
 * @param root folder of the project
 * @param tables area → keys, as the message files have them
 */
export function partsOfWords(
  root: string,
  tables: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, WordPart> {
  const users = usersOfWords(join(root, 'src'));
  const screens = new Set(readdirSync(join(root, 'src/screens')));
  const parts = new Map<string, WordPart>();
  for (const [area, keys] of tables) {
    const own = join(root, 'src/screens', area, '/');
    const mayWait = screens.has(area) && !WITH_THE_PAGE.has(area);
    for (const key of keys) {
      const files = beginnings(key).flatMap((each) => [...(users.get(each) ?? [])]);
      const waits = mayWait && files.length > 0 && files.every((file) => file.startsWith(own));
      parts.set(key, waits ? area : FIRST);
    }
  }
  return parts;
}

/** `admin_role_` and `admin_role` may both be completed to `admin_role_town` where it is said; `admin` alone is no beginning. */
function beginnings(key: string): string[] {
  const words = key.split('_');
  return words.slice(1).flatMap((_, index) => {
    const start = words.slice(0, index + 2).join('_');
    return [start, `${start}_`];
  });
}

/** Everything in the code that looks like a key or its beginning, with the files it stands in. */
function usersOfWords(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const file of codeIn(folder)) {
    for (const [word] of readFileSync(file, 'utf8').matchAll(/[a-z]+(?:_[a-z0-9]+)+_?/g)) {
      const files = users.get(word);
      if (files) files.add(file);
      else users.set(word, new Set([file]));
    }
  }
  return users;
}

function codeIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'paraglide' || name === 'messages' ? [] : codeIn(path);
    return /\.(ts|mjs|svelte)$/.test(name) ? [path] : [];
  });
}
