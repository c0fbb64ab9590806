/** Syllables by character. */
export type Readings = ReadonlyMap<string, readonly string[]>;

/** From the text of pinyin-table.ts. */
export function readReadings(table: string): Readings {
  const readings = new Map<string, string[]>();
  for (const part of table.trim().split(/\s+/)) {
    const [, syllable, characters] = /^([a-z]+)(.*)$/u.exec(part) ?? [];
    if (syllable === undefined) continue;
    for (const each of characters ?? '') {
      const known = readings.get(each);
      if (known) known.push(syllable);
      else readings.set(each, [syllable]);
    }
  }
  return readings;
}

/** Whether something typed may be meant as pinyin: letters alone, at least two. */
export function isPinyin(typed: string): boolean {
  return /^[a-z]{2,}$/i.test(typed);
}

/**
 * Where in a name the typed letters are its pinyin: whole syllables, initials, or both mixed, the last one perhaps not finished;
 * `dangxiao`, `dxz` and `dangxz` are all in 党校站. Indexes of UTF-16 units [from, until); null = nowhere.
 */
export function findPinyin(
  name: string,
  typed: string,
  readings: Readings,
): readonly [from: number, until: number] | null {
  const wanted = typed.toLowerCase();
  for (let from = 0; from < name.length; from++) {
    if (!readings.has(name[from]!)) continue;
    const until = reach(name, from, wanted, 0, readings);
    if (until !== null) return [from, until];
  }
  return null;
}

function reach(name: string, at: number, wanted: string, done: number, readings: Readings): number | null {
  if (done === wanted.length) return at;
  const syllables = readings.get(name[at] ?? '');
  if (!syllables)
    return name[at]?.toLowerCase() === wanted[done] ? reach(name, at + 1, wanted, done + 1, readings) : null;
  for (const syllable of syllables) {
    for (const length of stops(syllable, wanted.slice(done))) {
      const until = reach(name, at + 1, wanted, done + length, readings);
      if (until !== null) return until;
    }
  }
  return null;
}

/** How many letters one syllable may take: all of it, its initial (with or without the h of zh, ch, sh), or the rest of what was typed. */
function stops(syllable: string, rest: string): readonly number[] {
  const lengths: number[] = [];
  if (rest.startsWith(syllable)) lengths.push(syllable.length);
  else if (syllable.startsWith(rest)) lengths.push(rest.length);
  const initial = /^[zcs]h/.test(syllable) ? 2 : 1;
  for (const length of initial === 2 ? [2, 1] : [1]) {
    if (length < syllable.length && rest.startsWith(syllable.slice(0, length))) lengths.push(length);
  }
  return lengths;
}
