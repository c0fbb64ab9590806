import type { Advance, Author, MissedEvent, Refusal, Row, World } from '../../../src/core/casework/act.ts';
import { applyWrite } from '../../../src/core/casework/apply-write.ts';
import { advance, subjectOf } from '../../../src/core/casework/advance.ts';
import { canonicalJson } from '../../../src/core/canonical-json.ts';
import type { EventDraft, EventType } from '../../../src/core/casework/events.ts';
import type { Payload } from '../../../src/core/casework/payloads.ts';
import type { Result } from '../../../src/core/result.ts';
import { ok } from '../../../src/core/result.ts';

export const NOW = Date.UTC(2026, 10, 22, 6, 0);

export const person = (role: Author['role'], id: string = role, more: Partial<Author> = {}): Author => ({
  id,
  role,
  unit: '',
  group: role === 'inspector' ? 'group' : '',
  territory: '',
  ...more,
});

/** A register in memory that takes events as the server does, without a database. */
export class MemoryWorld implements World {
  readonly rows = new Map<string, Row>();
  readonly log: (MissedEvent & { readonly subjectId: string })[] = [];
  pending = 0;
  now = NOW;
  /** People with the capability group_leader, and towns near every place. */
  leads: readonly string[] = [];
  near: readonly string[] = [];
  /** The grid that every place lies in. */
  cell = 'c';
  private serial = 0;

  constructor(rows: Readonly<Record<string, readonly Row[]>> = {}) {
    for (const [collection, list] of Object.entries({ ...START, ...rows })) {
      for (const row of list) this.rows.set(`${collection}/${row.id}`, row);
    }
  }

  readonly find = (collection: string, id: string): Row | null =>
    this.rows.get(`${collection}/${id}`) ?? null;
  readonly all = (collection: string): Row[] =>
    [...this.rows].filter(([key]) => key.startsWith(`${collection}/`)).map(([, row]) => row);
  readonly problemsOfTask = (task: string): Row[] =>
    this.all('problems').filter((row) => row['task'] === task);
  readonly photosPending = (): number => this.pending;
  readonly numberFor = (prefix: string): string => `${prefix}-${++this.serial}`;
  readonly locate = (): { cell: string; village: string; town: string } => ({
    cell: this.cell,
    village: 'v',
    town: 'town',
  });

  readonly capabilities = (user: string): readonly string[] =>
    this.leads.includes(user) ? ['group_leader'] : [];
  readonly post = (user: string): string => `post of ${user}`;
  readonly stepsAt = (source: string): Row[] =>
    this.all('escalations').filter((row) => row['source'] === source && row['state'] === 'in_force');
  readonly unitOfTown = (town: string): string =>
    this.all('units').find((row) => row['kind'] === 'town' && row['town'] === town)?.id ?? '';
  readonly townsNear = (): readonly string[] => this.near;

  /** Sends an event; `seen` is the row's own rev unless said. */
  send<T extends EventType>(
    author: Author,
    type: T,
    subjectId: string,
    payload: Payload<T>,
    more: Partial<EventDraft> = {},
  ): Result<Advance, Refusal> {
    const subject = subjectOf(type);
    const rev = (this.find(subject, subjectId)?.['rev'] as number | undefined) ?? 0;
    const draft: EventDraft = {
      id: `event${this.log.length}`,
      subject,
      subjectId,
      type,
      deviceAt: this.now,
      clockOffsetMs: 0,
      seen: rev,
      payload: canonicalJson(payload),
      photos: [{ id: 'photo0000000000', sha256: 'a'.repeat(64) }],
      ...more,
    };
    const missed = this.log
      .filter((each) => each.subjectId === subjectId)
      .slice(-(rev - draft.seen) || Infinity)
      .filter((each) => each.actor !== author.id);
    const result = advance(draft, author, { at: this.now, receivedAt: this.now }, missed, this);
    if (!result.ok) return result;
    const before = result.value.follow.length > 0 ? new Map(this.rows) : null;
    const length = this.log.length;
    this.apply(result.value);
    this.log.push({ type, actor: author.id, payload: draft.payload, subjectId });
    for (const next of result.value.follow) {
      const by = { ...author, role: 'system' } as const;
      const photos = next.photos ?? [];
      const followed = this.send(by, next.type, next.subjectId, next.payload as never, { photos });
      if (followed.ok) continue;
      this.rows.clear();
      for (const [key, row] of before ?? []) this.rows.set(key, row);
      this.log.length = length;
      return followed;
    }
    return ok(result.value);
  }

  private apply({ writes }: Advance): void {
    for (const write of writes) {
      const key = `${write.collection}/${write.id}`;
      this.rows.set(key, applyWrite(this.rows.get(key) ?? null, write));
    }
  }
}

const START: Readonly<Record<string, readonly Row[]>> = {
  users: [{ id: 'leader000000000', role: 'leader' }],
  groups: [{ id: 'group0000000000', station: 'station00000000', areas: [], rev: 0 }],
  stations: [{ id: 'station00000000' }],
  units: [
    { id: 'unit00000000000', kind: 'regulator', town: '' },
    { id: 'otherunit000000', kind: 'regulator', town: '' },
    { id: 'townunit0000000', kind: 'town', town: 'town' },
  ],
  grids: [
    { id: 'cell', parent: 'village', chief: '赵' },
    { id: 'village', parent: 'town', chief: '钱' },
    { id: 'town', parent: 'district', chief: '孙' },
  ],
  sources: ['source000000001', 'source000000002', 'source000000003'].map((id) => ({
    id,
    cell: 'cell',
    town: 'town',
    lng: 113.6,
    lat: 34.81,
    rev: 0,
  })),
  suggestions: [{ id: 'suggestion00000', state: 'open', rev: 1 }],
};
