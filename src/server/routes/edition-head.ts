import { uuidv7 } from '../../core/ids.ts';
import { message, type Message } from '../../core/message.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { host, queryAll, type App } from '../pb.ts';

/** Status, code and reason of an answer that says no. */
export type Refused = readonly [status: number, code: string, reason: Message];

/** What every edition of a catalogue is published with. */
export interface EditionHead {
  readonly version: string;
  readonly fromAt: number;
  readonly note: string;
  /** Latest version the editor knew: somebody else's newer one is not overwritten unseen. */
  readonly base: string;
}
export interface Edition {
  readonly id: string;
  readonly version: string;
  readonly fromAt: number;
}

/** An edition may begin "now", and a click takes a while. */
const GRACE_MS = 10 * 60_000;

/** The head of an edition as a form sends it; `fromAt` 0 = now, since the clock of the sender need not be right. */
export function readHead(
  body: Readonly<Partial<Record<keyof EditionHead, unknown>>>,
  now: number,
): Result<EditionHead, Refused> {
  const { version, fromAt, note, base } = body;
  const bad = (key: string): Result<never, Refused> => err([400, 'invalid', message(key)]);
  if (typeof version !== 'string' || !/^[\w\u4e00-\u9fff][\w\u4e00-\u9fff.-]{0,39}$/.test(version)) {
    return bad('admin_categories_version');
  }
  if (typeof fromAt !== 'number' || !Number.isInteger(fromAt) || fromAt < 0 || fromAt > 4e12) {
    return bad('admin_categories_from');
  }
  if (typeof note !== 'string' || note.length > 400) return bad('admin_categories_note');
  return ok({
    version,
    fromAt: fromAt === 0 ? now : fromAt,
    note: note.trim(),
    base: typeof base === 'string' ? base : '',
  });
}

/** The editions of a catalogue, latest first. */
export function editionsOf(tx: App, code: string): readonly Edition[] {
  const sql = 'SELECT id, version, fromAt FROM catalogues WHERE code = {:code} ORDER BY fromAt DESC, id DESC';
  return queryAll(tx, sql, { id: '', version: '', fromAt: 0 }, { code });
}

/** Why an edition cannot follow those there are; null when it can. `known`: latest first. */
export function againstHead(
  known: readonly Edition[],
  { version, fromAt, note, base }: EditionHead,
  now: number,
): Refused | null {
  const latest = known[0];
  if (known.some((each) => each.version === version)) {
    return [409, 'conflict', message('admin_categories_version_taken', { version })];
  }
  if (latest && latest.version !== base) {
    return [409, 'conflict', message('admin_categories_newer', { version: latest.version })];
  }
  if (note === '') return [400, 'invalid', message('admin_categories_note')];
  if (fromAt < now - GRACE_MS) return [400, 'invalid', message('admin_categories_from_past')];
  if (latest && fromAt <= latest.fromAt) {
    return [400, 'invalid', message('admin_categories_from_order', { version: latest.version })];
  }
  return null;
}

/** Writes an edition down; the one before it ends where it begins. */
export function storeEdition(
  tx: App,
  code: string,
  { version, fromAt, note }: EditionHead,
  body: object,
  by: string,
  now: number,
): void {
  const sql =
    'UPDATE catalogues SET untilAt = {:fromAt} WHERE code = {:code} AND (untilAt = 0 OR untilAt > {:fromAt})';
  tx.db().newQuery(sql).bind({ fromAt, code }).execute();
  const id = uuidv7(now, Math.random);
  const fields = { id, code, version, fromAt, untilAt: 0, body, by, publishedAt: now, note };
  tx.save(host.newRecord(tx.findCollectionByNameOrId('catalogues'), fields));
}
