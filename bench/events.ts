import { createHash, randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { canonicalJson } from '../src/core/canonical-json.ts';
import { subjectOf } from '../src/core/casework/advance.ts';
import type { EventDraft, EventType } from '../src/core/casework/events.ts';
import type { Payload } from '../src/core/casework/payloads.ts';
import { dropColumnTriggersSql } from '../src/core/columns/table-sql.ts';
import { uuidv7 } from '../src/core/ids.ts';
import { dropSearchTriggersSql } from '../src/core/search/table-sql.ts';
import { startCity, type CityServer } from './city-server.ts';
import { figure, type Figure } from './figure.ts';

const ROUNDS = 3;
/** Cases of a round: each is found, assigned, accepted, begun and submitted, by its finder, the office and its unit. */
const CASES = 80;
/** Tablets and desks that send at the same time. */
const SENDERS = 8;
const STEPS = 5;

/**
 * Events through the door of a real PocketBase over HTTP: rules, reducer, clocks, hash, event and case row in one transaction. Beside
 * them, in turn, PocketBase's own create of a small record without any hook: on a machine that is busy with other things the
 * processor time and the ratio say more than the pace.
 */
export async function events(): Promise<Figure[]> {
  const city = await startCity({ SHANGFENG_STOPWATCH: '1', GOGC: '400', GOMEMLIMIT: '1GiB' });
  try {
    const [office, field, unitOffice, admin] = await Promise.all(
      ['dispatcher', 'inspector', 'regulator', 'admin'].map((role) => city.signIn(role)),
    );
    const people = { office: office!, field: field!, unitOffice: unitOffice! };
    await sendRound(city, people);
    const rounds: Round[] = [];
    const plain: Round[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      rounds.push(await sendRound(city, people));
      plain.push(await plainRound(city, admin!));
    }
    const database = new DatabaseSync(city.database);
    for (const sql of [...dropColumnTriggersSql, ...dropSearchTriggersSql]) database.exec(sql);
    database.close();
    const bare = await sendRound(city, people);
    const middle = (of: readonly Round[], what: 'cpuMs' | 'perS' = 'cpuMs'): number =>
      of.map((each) => each[what]).sort((a, b) => a - b)[ROUNDS >> 1]!;
    tell('events', rounds);
    tell('plain creates', plain);
    say(`an event costs ${(middle(rounds) / middle(plain)).toFixed(1)} plain creates`);
    const parts = new Map<string, number>();
    for (const round of rounds)
      for (const [part, ms] of round.parts) parts.set(part, (parts.get(part) ?? 0) + ms / ROUNDS);
    parts.set('triggers', (parts.get('rows') ?? 0) - (bare.parts.get('rows') ?? 0));
    say(
      'inside the transaction, ms per event (reading is a part of checks and reducer, triggers of rows, hash of log; seals of the rows are their own):',
    );
    for (const [part, ms] of [...parts].sort((a, b) => b[1] - a[1]))
      say(`  ${part.padEnd(10)} ${ms.toFixed(2)}`);
    return [
      figure('events-per-s', middle(rounds, 'perS'), '/s', '>= 400'),
      figure('event-cpu-ms', middle(rounds), 'ms', '< 4'),
    ];
  } finally {
    await city.stop();
  }
}

function tell(what: string, rounds: readonly Round[]): void {
  const pace = rounds.map((each) => each.perS.toFixed(0)).join(', ');
  say(
    `${what}: ${pace} a second; server processor ${rounds.map((each) => each.cpuMs.toFixed(2)).join(', ')} ms each`,
  );
}

interface Round {
  readonly perS: number;
  readonly cpuMs: number;
  readonly parts: ReadonlyMap<string, number>;
}

interface People {
  readonly office: string;
  readonly field: string;
  readonly unitOffice: string;
}

/** As many creates by an administrator of a line of a catalogue: rule and validation, no hook. */
async function plainRound(server: CityServer, token: string): Promise<Round> {
  return measure(server, async (accept) => {
    for (let n = 0; n < (CASES * STEPS) / SENDERS; n++) {
      const response = await fetch(`${server.url}/api/collections/catalogues/records`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: token },
        body: JSON.stringify({ code: 'bench', version: randomUUID(), fromAt: 1, untilAt: 2, body: { n } }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`catalogues: ${response.status} ${text}`);
      accept('');
    }
  });
}

/** Lets all senders work and counts what was accepted. */
async function measure(
  server: CityServer,
  sender: (accept: (timing: string) => void) => Promise<void>,
): Promise<Round> {
  const parts = new Map<string, number>();
  let accepted = 0;
  const accept = (timing: string): void => {
    for (const [, part, ms] of timing.matchAll(/(\w+);dur=(\d+)/g))
      parts.set(part!, (parts.get(part!) ?? 0) + Number(ms));
    accepted++;
  };
  const cpu = server.cpuSeconds();
  const start = performance.now();
  await Promise.all(Array.from({ length: SENDERS }, () => sender(accept)));
  const seconds = (performance.now() - start) / 1000;
  return {
    perS: accepted / seconds,
    cpuMs: ((server.cpuSeconds() - cpu) * 1000) / accepted,
    parts: new Map([...parts].map(([part, ms]) => [part, ms / accepted])),
  };
}

async function sendRound(server: CityServer, { field, office, unitOffice }: People): Promise<Round> {
  const { city } = server;
  const unit = city.users.find((each) => each.role === 'regulator')!.unit;
  const sources = city.sources.filter((each) => each.lng !== 0).slice(0, 400);
  let next = 0;
  return measure(server, async (accept) => {
    const send = async (token: string, event: EventDraft): Promise<void> => {
      const response = await fetch(`${server.url}/api/collections/events/records`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: token },
        body: JSON.stringify(event),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${event.type}: ${response.status} ${text}`);
      accept(response.headers.get('Server-Timing') ?? '');
    };
    for (let n = next++; n < CASES; n = next++) {
      const source = sources[(n * 7) % sources.length]!;
      const id = uuidv7(Date.now(), Math.random);
      await send(
        field,
        draft(
          'problem.found',
          id,
          {
            category: 'dust.bare_soil',
            severity: 1,
            origin: 'patrol',
            source: source.id,
            task: null,
            place: { lng: source.lng, lat: source.lat, accuracyM: 8, by: 'gps', reason: '' },
            foundAt: Date.now(),
            note: '北门西侧裸土未苫盖，要求立即整改',
          },
          0,
          [{ id: uuidv7(Date.now(), Math.random), sha256: hash() }],
        ),
      );
      const deadlineAt = Date.now() + 86_400_000;
      await send(office, draft('problem.assigned', id, { unit, orderNo: '', deadlineAt, note: '' }, 1));
      await send(
        unitOffice,
        draft('problem.accepted', id, { handler: '李', phone: '13800000000', note: '' }, 2),
      );
      await send(unitOffice, draft('problem.started', id, { note: '' }, 3));
      const measures = [{ what: '苫盖', value: 120, unit: 'm2' as const }];
      const photo = { id: uuidv7(Date.now(), Math.random), sha256: hash() };
      await send(unitOffice, draft('problem.submitted', id, { measures, papers: [], note: '' }, 4, [photo]));
    }
  });
}

function draft<T extends EventType>(
  type: T,
  subjectId: string,
  payload: Payload<T>,
  seen: number,
  photos: EventDraft['photos'] = [],
): EventDraft {
  return {
    id: uuidv7(Date.now(), Math.random),
    subject: subjectOf(type),
    subjectId,
    type,
    deviceAt: Date.now(),
    clockOffsetMs: 0,
    seen,
    payload: canonicalJson(payload),
    photos,
  };
}

function hash(): string {
  return createHash('sha256').update(randomUUID()).digest('hex');
}

function say(text: string): void {
  process.stdout.write(`  ${text}\n`);
}
