import { canonicalJson } from '../../src/core/canonical-json.ts';
import { uuidv7 } from '../../src/core/ids.ts';
import type { City } from '../../src/cli/throw-away-city.mjs';

/** Each sets a flag of the window if anything takes it for more than text. */
export const NASTY =
  '"><img src=nowhere onerror="window.ran=1"><svg onload="window.ran=1"><script>window.ran=1</script>{@html 1}=1+1';
export const SHORT = '<img src=nowhere onerror=window.ran=1>';

export type Json = Record<string, unknown>;

/** Somebody at the interface itself, past every form. */
export class Typist {
  private readonly city: City;
  private token = '';
  user: Json = {};

  constructor(city: City) {
    this.city = city;
  }

  async signIn(who: string): Promise<this> {
    const body = { identity: `${who}@demo.local`, password: 'shangfeng-demo' };
    const answer = await this.ask('POST', '/api/collections/users/auth-with-password', body);
    this.token = String(answer['token']);
    this.user = answer['record'] as Json;
    return this;
  }

  async rows(collection: string, query = ''): Promise<Json[]> {
    const answer = await this.ask('GET', `/api/collections/${collection}/records?perPage=5${query}`);
    return answer['items'] as Json[];
  }

  /** Every text of the first rows of a collection that is not a code, an address or a key. */
  async writeInto(collection: string, fields: readonly string[]): Promise<void> {
    for (const row of await this.rows(collection)) {
      const body = Object.fromEntries(fields.map((field) => [field, SHORT]));
      await this.ask('PATCH', `/api/collections/${collection}/records/${String(row['id'])}`, body);
    }
  }

  /** What people are called and the titles of their posts, by the routes that alone change them; nobody gives himself a post. */
  async writeAccounts(): Promise<void> {
    const { emails } = (await this.ask('GET', '/api/sf/accounts')) as { readonly emails: Json };
    for (const { id, role, unit, group, territory } of await this.rows('users')) {
      const path = `/api/sf/accounts/${String(id)}`;
      await this.ask('POST', `${path}/person`, { name: SHORT, email: emails[String(id)], phone: SHORT });
      const post = { role, unit, group, territory, title: SHORT, capabilities: [], fromAt: Date.now() };
      if (id !== this.user['id']) await this.ask('POST', `${path}/post`, post);
    }
  }

  async does(
    type: string,
    subjectId: string,
    payload: object,
    seen = 0,
    photos: object[] = [],
  ): Promise<void> {
    await this.ask('POST', '/api/collections/events/records', {
      id: newId(),
      subject: type.startsWith('inspection') ? 'inspections' : `${type.slice(0, type.indexOf('.'))}s`,
      subjectId,
      type,
      deviceAt: Date.now(),
      clockOffsetMs: 0,
      seen,
      payload: canonicalJson(payload as never),
      photos,
    });
  }

  async ask(method: string, path: string, body?: object): Promise<Json> {
    const form = body instanceof FormData;
    const answer = await fetch(this.city.url + path, {
      method,
      headers: {
        ...(form || !body ? {} : { 'Content-Type': 'application/json' }),
        ...(this.token ? { Authorization: this.token } : {}),
      },
      ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
    });
    const said = (await answer.json()) as Json;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  }
}

export function newId(): string {
  return uuidv7(Date.now(), Math.random);
}
