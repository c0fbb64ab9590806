/** A stretch of a text: Chinese characters, or Latin letters and digits in lower case. */
export interface Run {
  readonly kind: 'han' | 'latin';
  readonly text: string;
  /** Whether only a hyphen, dot, slash or underscore stands between it and the run before, as inside a case number. */
  readonly joined: boolean;
}

/** Ranges of code points that count as Chinese characters; table-sql.ts says the same to SQLite. */
export const HAN: readonly (readonly [from: number, until: number])[] = [
  [0x3007, 0x3007],
  [0x3400, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x323af],
];
/** Full-width forms of ASCII, and how far they are from it. */
export const WIDE = { from: 0xff01, until: 0xff5e, shift: 0xfee0 } as const;

/** The runs of a text in order; everything else only separates. An empty text has none. */
export function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  let [kind, held, between]: [Run['kind'] | null, string, string] = [null, '', ' '];
  const close = (): void => {
    if (kind === null) return;
    const joined = runs.length > 0 && /^[-._/]$/.test(between);
    runs.push({ kind, text: held, joined });
    [kind, held, between] = [null, '', ''];
  };
  for (const raw of text) {
    const each = narrow(raw);
    const next = isHan(each) ? 'han' : /^[a-z0-9]$/.test(each) ? 'latin' : null;
    if (next !== kind) close();
    if (next === null) between += each;
    else [kind, held] = [next, held + each];
  }
  close();
  return runs;
}

export function isHan(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return HAN.some(([from, until]) => code >= from && code <= until);
}

/** Half-width and lower case. */
export function narrow(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const half = code >= WIDE.from && code <= WIDE.until ? String.fromCharCode(code - WIDE.shift) : character;
  return /^[A-Z]$/.test(half) ? half.toLowerCase() : half;
}
