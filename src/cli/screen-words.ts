import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A screen's folder of src/screens whose own words can come with it, or the words every page needs. */
export type WordPart = string;
export const FIRST: WordPart = 'first';

/** What several screens say that are not the first. */
export const SHARED_BY_SCREENS: WordPart = 'later';

/** What lies outside the screens, the screen most people begin with, the frame around all and what it may show in their place. */
const WITH_THE_PAGE = new Set([FIRST, 'dispatch', 'shell', 'sign-in', 'no-right']);

/** What only commands say, and no page ever asks for. */
const OF_COMMANDS: WordPart = 'commands';

/** Rules and routes of one screen: what they refuse is said there and nowhere else. */
const SPEAKS_FOR: readonly (readonly [files: RegExp, part: WordPart])[] = [
  [/^(?:cli\/|core\/upwind\/episode-file\.ts)/, OF_COMMANDS],
  [/^(?:core|server)\/people\//, 'admin'],
  [/^(?:core\/city-import|server\/city)\//, 'admin'],
  [/^server\/routes\/(?:accounts|categories|city-import|feeds-admin|import)\.ts$/, 'admin'],
  [/^core\/casework\/category-catalogue\.ts$/, 'admin'],
  [/^(?:core|server)\/exchange\/|^server\/routes\/(?:exchange|report-place)\.ts$/, 'admin'],
  [/^core\/(?:escalation\/read-ladders|territory\/tiling)\.ts$/, 'admin'],
  [/^(?:core\/intake\/public-report|server\/routes\/report)\.ts$/, 'public'],
  // Forms and their faults: on the tablet and in the ledger, never on the desk.
  [/^core\/work-explain\.ts$/, 'cases'],
  // The desk sends patrols; a step of a case is refused on the screens that take it.
  [/^core\/(?:escalation|intake|lookback|papers|response)\//, SHARED_BY_SCREENS],
  [
    /^core\/casework\/(?:assign|inspection-|near-point|order-|problem-|read-work-calendar|reinspection|reschedule|run-clocks|steps-)/,
    SHARED_BY_SCREENS,
  ],
  [/^core\/sources\/(?:source-layers|validate-source)\.ts$/, SHARED_BY_SCREENS],
  [/^(?:core\/feeds\/history-table|server\/feeds\/store-import)\.ts$/, 'admin'],
];

/**
 * Which messages come with which screen: key → part. A message that only the files of one screen name comes with that screen, one that
 * only several screens name with each of them; everything else comes first, as does what the page of most people says. So a word that
 * begins to be used elsewhere moves by itself.
 * @param root folder of the project
 * @param keys of all messages
 */
export function partsOfWords(root: string, keys: readonly string[]): ReadonlyMap<string, WordPart> {
  const users = usersOfWords(join(root, 'src'));
  const screens = join(root, 'src/screens', '/');
  const screenOf = (file: string): string => {
    const [screen = FIRST, ...rest] = relative(screens, file).split(sep);
    if (file.startsWith(screens) && rest.length > 0) return screen;
    const path = relative(join(root, 'src'), file).split(sep).join('/');
    return SPEAKS_FOR.find(([files]) => files.test(path))?.[1] ?? FIRST;
  };
  return new Map(
    keys.map((key) => {
      const files = beginnings(key).flatMap((each) => [...(users.get(each) ?? [])]);
      const said = new Set(files.map(screenOf));
      if (said.size > 1) said.delete(OF_COMMANDS);
      const waits = files.length > 0 && ![...said].some((each) => WITH_THE_PAGE.has(each));
      return [key, !waits ? FIRST : said.size === 1 ? [...said][0]! : SHARED_BY_SCREENS];
    }),
  );
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
