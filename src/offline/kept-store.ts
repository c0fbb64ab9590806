import Dexie, { type Table } from 'dexie';
import { askKept, type Keeper } from '../api/ask-kept.ts';
import type { AskKept } from '../api/keeping.ts';
import type { Instant } from '../core/units.ts';

/** One answer of the server, kept for the field. */
interface KeptRow {
  /** Person, question and page. */
  readonly key: string;
  readonly text: string;
  readonly etag: string;
  readonly keptAt: Instant;
}

class KeptDatabase extends Dexie {
  declare answers: Table<KeptRow, string>;

  constructor() {
    super('shangfeng-kept');
    this.version(1).stores({ answers: 'key, keptAt' });
  }
}

/** Apart from the outbox: what lies here comes again from the server, so it may be cleared at any time. */
export const keptStore = new KeptDatabase();

/** Keeps answers in the browser's database. Rejects when the browser opens none. */
export async function openKeeper(answered: Keeper['answered']): Promise<AskKept> {
  await keptStore.open();
  return askKept({
    read: async (key) => (await keptStore.answers.get(key)) ?? null,
    write: async (key, answer) => void (await keptStore.answers.put({ key, ...answer })),
    answered,
  });
}

/** Forgets what nobody has asked for since an instant, and what was kept for a person who signed out. */
export async function forgetKept({
  before = 0,
  person = '',
}: {
  before?: Instant;
  person?: string;
}): Promise<void> {
  await keptStore.answers.where('keptAt').below(before).delete();
  if (person !== '') await keptStore.answers.where('key').startsWith(`${person} `).delete();
}
