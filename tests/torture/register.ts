import { createHash } from 'node:crypto';
import type { City } from '../../src/cli/throw-away-city.mjs';
import type { Place } from '../../src/core/casework/place.ts';
import type { Toll } from './one-run.ts';
import type { Stored } from './page/page.ts';

const PASSWORD = 'shangfeng-demo';
const PER_REQUEST = 40;

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
interface Auth {
  readonly token: string;
  readonly record: Row;
}

/** What the server has, asked for on a good road. */
export class Register {
  readonly url: string;
  /** The inspector's sign-in, as his browser keeps it. */
  readonly auth: Auth;
  /** Where the findings are. */
  readonly stop: readonly [source: string, place: Place];
  private readonly office: Auth;

  private constructor(url: string, auth: Auth, office: Auth, stop: readonly [string, Place]) {
    this.url = url;
    this.auth = auth;
    this.office = office;
    this.stop = stop;
  }

  static async of({ url }: City): Promise<Register> {
    const [inspector, office] = await Promise.all([signIn(url, 'inspector'), signIn(url, 'dispatcher')]);
    const filter = encodeURIComponent('kind = "site" && demo = true');
    const page = await read(
      `${url}/api/collections/sources/records?perPage=1&filter=${filter}`,
      office.token,
    );
    const source = (page['items'] as readonly Row[])[0]!;
    const place: Place = {
      lng: Number(source['lng']),
      lat: Number(source['lat']),
      accuracyM: 8,
      by: 'gps',
      reason: '',
    };
    return new Register(url, inspector, office, [source.id, place]);
  }

  /** How many of these the server does not have. */
  async missing(collection: 'events' | 'photos', ids: readonly string[]): Promise<number> {
    const rows = await this.rows(collection, 'id', ids);
    return ids.filter((id) => !rows.some((each) => each.id === id)).length;
  }

  /** Holds what a device was told is safe against what is here. */
  async compare(
    stored: readonly Stored[],
    mark: string,
  ): Promise<Pick<Toll, 'lost' | 'doubled' | 'photosDiffering'>> {
    const problems = await this.marked(mark);
    const subjects = [
      ...new Set([...stored.map((each) => each.problem), ...problems.map((each) => each.id)]),
    ];
    const events = await this.rows('events', 'subjectId', subjects);
    const photos = await this.rows('photos', 'subjectId', subjects);
    const expected = stored.flatMap((each) => each.photos);
    const lost =
      stored.filter((each) => !problems.some((row) => row.id === each.problem)).length +
      stored.filter((each) => !events.some((row) => row.id === each.event)).length +
      expected.filter((each) => !photos.some((row) => row.id === each.id)).length;
    const finds = events.filter((each) => each['type'] === 'problem.found');
    const doubled =
      Math.max(0, problems.length - stored.length) +
      Math.max(0, finds.length - problems.length) +
      Math.max(0, photos.length - expected.length);
    const { token } = await read(`${this.url}/api/files/token`, this.office.token, 'POST');
    const hashes = await Promise.all(photos.map((each) => this.hashOf(each, String(token))));
    const photosDiffering = photos.filter(
      ({ id }, n) => expected.find((each) => each.id === id)?.sha256 !== hashes[n],
    ).length;
    return { lost, doubled, photosDiffering };
  }

  private async marked(mark: string): Promise<Row[]> {
    const filter = encodeURIComponent(`note ~ "${mark}-%"`);
    const query = `perPage=500&filter=${filter}`;
    const page = await read(`${this.url}/api/collections/problems/records?${query}`, this.office.token);
    return page['items'] as Row[];
  }

  private async rows(collection: string, field: string, values: readonly string[]): Promise<Row[]> {
    const all: Row[] = [];
    for (let from = 0; from < values.length; from += PER_REQUEST) {
      const any = values.slice(from, from + PER_REQUEST).map((each) => `${field} = "${each}"`);
      const query = `perPage=500&filter=${encodeURIComponent(any.join(' || '))}`;
      const page = await read(
        `${this.url}/api/collections/${collection}/records?${query}`,
        this.office.token,
      );
      all.push(...(page['items'] as Row[]));
    }
    return all;
  }

  private async hashOf(photo: Row, token: string): Promise<string> {
    const path = `/api/files/photos/${photo.id}/${String(photo['file'])}?token=${token}`;
    const answer = await fetch(this.url + path);
    return createHash('sha256')
      .update(new Uint8Array(await answer.arrayBuffer()))
      .digest('hex');
  }
}

async function signIn(url: string, who: string): Promise<Auth> {
  const answer = await fetch(`${url}/api/collections/users/auth-with-password`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ identity: `${who}@demo.local`, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${who} could not sign in: ${answer.status}`);
  return (await answer.json()) as Auth;
}

async function read(url: string, token: string, method = 'GET'): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { method, headers: { Authorization: token } });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return (await answer.json()) as Record<string, unknown>;
}
