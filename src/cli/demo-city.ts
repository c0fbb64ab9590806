import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_SEED, demoCity } from './demo/demo-city.ts';

const USAGE = `node src/cli/demo-city.ts --out FILE.json [--anchor ISO] [--seed N]
  --anchor  when the running day begins, e.g. 2026-11-22T12:00+08:00 (default: now);
            a date alone (2026-11-22) is that day at the present time of day`;

/** Writes the demonstration city as one JSON file {collection: rows[], accounts} for `pocketbase demo FILE`. */
function main(): void {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      anchor: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return console.log(USAGE);
  if (values.out === undefined) throw new Error(USAGE);
  const seed = values.seed === undefined ? DEFAULT_SEED : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${values.seed}: not a whole number`);
  const city = demoCity({ seed, anchor: anchorOf(values.anchor, Date.now()) });
  writeFileSync(values.out, toJson(city));
  for (const { role, email, password } of city.accounts) console.log(`${role}\t${email}\t${password}`);
}

/** One row a line, so that two files can be compared. */
export function toJson(city: Readonly<Record<string, readonly unknown[]>> | object): string {
  const parts = Object.entries(city).map(([name, rows]) => {
    const lines = (rows as readonly unknown[]).map((row) => JSON.stringify(row)).join(',\n');
    return `${JSON.stringify(name)}:[\n${lines}\n]`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}

/** Instant of --anchor; a date alone takes the Beijing time of day of `now`. Throws for what is neither. */
export function anchorOf(text: string | undefined, now: number): number {
  if (text === undefined) return now;
  const day = 86_400_000;
  const timeOfDay = (now + day / 3) % day;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? Date.parse(`${text}T00:00+08:00`) + timeOfDay
    : Date.parse(text);
  if (!Number.isFinite(at)) throw new Error(`--anchor ${text}: not a date`);
  return at;
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
