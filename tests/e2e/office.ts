import type { City } from '../../src/cli/throw-away-city.mjs';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { DEFAULT_LADDERS } from '../../src/core/escalation/ladder.ts';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { layerOf } from '../../src/core/sources/source-layers.ts';
import type { SourceKind } from '../../src/core/sources/source-kinds.ts';
import type { SourceProfile } from '../../src/core/sources/source-profile.ts';
import { uuidv7 } from '../../src/core/ids.ts';
import { PARTY_SCHOOL, push, steadyWind } from './push.ts';

const PASSWORD = 'shangfeng-demo';
/** Rows a request. */
const PAGE = 500;

/** The office behind the tablet: what a dispatcher does and the server knows, without a screen. */
export class Office {
  private readonly city: City;
  private token = '';
  private user: Record<string, string> = {};

  constructor(city: City) {
    this.city = city;
  }

  async signIn(who: string): Promise<this> {
    const answer = await this.ask('/api/collections/users/auth-with-password', {
      identity: `${who}@demo.local`,
      password: PASSWORD,
    });
    this.token = String(answer['token']);
    this.user = answer['record'] as Record<string, string>;
    return this;
  }

  get group(): string {
    return this.user['group'] ?? '';
  }

  /** All rows of a filter that this person may see. */
  async rows(collection: string, filter: string): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    for (let page = 1; ; page++) {
      const query = new URLSearchParams({ filter, page: String(page), perPage: String(PAGE), sort: 'id' });
      const answer = await this.ask(`/api/collections/${collection}/records?${query}`);
      const items = answer['items'] as Record<string, unknown>[];
      rows.push(...items);
      if (items.length < PAGE) return rows;
    }
  }

  /** Mean PM10 of the hour that ends at a moment where minutes of 45 of it were measured, else the newest clock hour; null without either. */
  async hourOf(station: string, at: number): Promise<number | null> {
    const rows = await this.rows(
      'readings',
      `station = "${station}" && at > ${at - 3 * 3_600_000} && at <= ${at}`,
    );
    const values = rows.flatMap((row) => {
      const { pm10 } = row['values'] as { readonly pm10?: number };
      return pm10 === undefined ? [] : [{ at: Number(row['at']), spanMin: Number(row['spanMin']), pm10 }];
    });
    const minutes = values.filter((each) => each.spanMin < 45 && each.at > at - 3_600_000);
    const measured = minutes.reduce((sum, each) => sum + each.spanMin, 0);
    if (measured >= 45) return minutes.reduce((sum, each) => sum + each.pm10, 0) / minutes.length;
    const hours = values.filter((each) => each.spanMin >= 45).sort((a, b) => b.at - a.at);
    return hours[0]?.pm10 ?? null;
  }

  /** Problems found before a moment by what became of them, as the database counts them. */
  async countsUntil(
    end: number,
  ): Promise<{ found: number; onSpot: number; assigned: number; undecided: number }> {
    const count = async (more: string): Promise<number> => {
      const filter = `foundAt < ${end} && state != "void"${more}`;
      const query = new URLSearchParams({ filter, perPage: '1' });
      return Number((await this.ask(`/api/collections/problems/records?${query}`))['totalItems']);
    };
    return {
      found: await count(''),
      onSpot: await count(' && handling = "fixed_on_spot"'),
      assigned: await count(' && handling = "assigned"'),
      undecided: await count(' && handling = "undecided"'),
    };
  }

  /** A problem found since a moment with no other one found since then near it. */
  async lonelyProblem(
    since: number,
  ): Promise<{ readonly no: string; readonly lng: number; readonly lat: number }> {
    const rows = await this.rows('problems', `foundAt > ${since} && state != "void"`);
    for (const row of rows) {
      const { lng, lat } = place(row);
      const near = await this.rows(
        'problems',
        `lng > ${lng - 0.002} && lng < ${lng + 0.002} && lat > ${lat - 0.0015} && lat < ${lat + 0.0015} && foundAt > ${since - 3 * 86_400_000}`,
      );
      if (near.length === 1) return { no: String(row['no']), lng, lat };
    }
    throw new Error('no problem lies alone');
  }

  /** A source of a kind and layer with no other source and no station near it. */
  async findsLonely(kind: string, layer: string): Promise<{ code: string; lng: number; lat: number }> {
    const near = (lng: number, lat: number): string =>
      `lng > ${lng - 0.0012} && lng < ${lng + 0.0012} && lat > ${lat - 0.001} && lat < ${lat + 0.001}`;
    for (const row of await this.rows('sources', `kind = "${kind}" && demo = true && state = "active"`)) {
      const [code, lng, lat] = [String(row['code']), Number(row['lng']), Number(row['lat'])];
      if (layerOf(kind as SourceKind, row['profile'] as SourceProfile) !== layer) continue;
      const others = await Promise.all(
        ['sources', 'stations'].map((each) => this.rows(each, near(lng, lat))),
      );
      if (others.flat().length === 1) return { code, lng, lat };
    }
    throw new Error(`no ${kind} stands alone`);
  }

  /** An edition of the categories from now on that asks for so many pictures of every finding and after it; for administrators. */
  async asksForPhotos(photosBefore: number, photosAfter = 1): Promise<void> {
    const editions = await this.rows('catalogues', 'code = "problem_categories"');
    const latest = editions.sort((a, b) => Number(b['fromAt']) - Number(a['fromAt']))[0]!;
    const { categories } = latest['body'] as { readonly categories: readonly object[] };
    await this.ask('/api/sf/categories', {
      // Its number among the editions: the same wish may come again in one city.
      version: `photos-${photosBefore}-${photosAfter}-${editions.length}`,
      fromAt: 0,
      note: '取证要求',
      base: latest['version'],
      applyToOpen: false,
      categories: categories.map((each) => ({
        ...each,
        evidence: { papers: [], ...(each as { evidence?: object }).evidence, photosBefore, photosAfter },
      })),
    });
  }

  /** Puts the product's own ladder in force as an edition, so that its rules propose at once; answers how many steps. For administrators. */
  async putsOwnLadderInForce(): Promise<number> {
    const { ladders } = DEFAULT_LADDERS;
    const edition = { version: 'own', fromAt: 0, note: '启用', base: '', ladders };
    return Number((await this.ask('/api/sf/ladders', edition))['proposed']);
  }

  /** Checks made since then, as the wall counts them. */
  async checks(since: number): Promise<number> {
    const answer = await this.ask(`/api/sf/counts?from=${since}&until=${Date.now() + 60_000}`);
    return Number(answer['checksInWindow']);
  }

  /** One round of the server's, at once; for administrators. */
  async ticks(): Promise<void> {
    await this.ask('/api/sf/tick', {});
  }

  /** What every open map knows now. */
  async snapshot(): Promise<Snapshot> {
    return (await this.ask('/api/sf/now')) as unknown as Snapshot;
  }

  async does(type: string, subjectId: string, payload: object, seen = 0): Promise<void> {
    await this.ask('/api/collections/events/records', {
      id: newId(),
      subject: `${type.slice(0, type.indexOf('.'))}s`,
      subjectId,
      type,
      deviceAt: Date.now(),
      clockOffsetMs: 0,
      seen,
      payload: canonicalJson(payload as never),
      photos: [],
    });
  }

  /** Sends the inspector's group to sources by their ids; answers the task's id. */
  async sends(
    group: string,
    sources: readonly unknown[],
    type: 'upwind_strike' | 'grid_patrol' = 'grid_patrol',
  ): Promise<string> {
    const task = newId();
    const [station] = await this.rows('stations', `code = "${PARTY_SCHOOL.code}"`);
    const zone = type === 'upwind_strike' ? await this.zoneOf(String(station!['id'])) : null;
    await this.does('task.sent', task, {
      type,
      group,
      station: station!['id'],
      suggestion: null,
      zone: zone && {
        id: newId(),
        pollutant: 'pm10',
        zone,
        ranking: { suspects: [], unlistedShare: 1 },
        inputs: {},
      },
      targets: sources.map((source) => ({ source, share: null })),
      route: null,
      fromAt: Date.now(),
      untilAt: Date.now() + 3_600_000,
      note: '',
    });
    return task;
  }

  /** The zone that a tick draws for a station when its wind comes in. */
  private async zoneOf(station: string): Promise<unknown> {
    await push(this.city, steadyWind(PARTY_SCHOOL.code, Date.now() - 1000, 30, 225, 60));
    const { zones } = (await this.ask('/api/sf/now')) as { zones: { station: string; zone: unknown }[] };
    const found = zones.find((each) => each.station === station);
    if (!found) throw new Error('no zone of the station');
    return found.zone;
  }

  private async ask(path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await fetch(this.city.url + path, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', ...(this.token ? { Authorization: this.token } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const said = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  }
}

/** Where a row of the register lies. */
export function place(row: Record<string, unknown>): { readonly lng: number; readonly lat: number } {
  return { lng: Number(row['lng']), lat: Number(row['lat']) };
}

function newId(): string {
  return uuidv7(Date.now(), Math.random);
}
