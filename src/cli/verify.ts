import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CHAIN_START, chainText, type ChainedEvent } from '../core/casework/chain-text.ts';
import type { PhotoRef } from '../core/casework/events.ts';
import { readSeals } from '../core/casework/row-seal.ts';
import { message, type Message } from '../core/message.ts';
import { languageOf, wordsOf, type Language } from './message-words.ts';
import { say } from './say.mjs';
import { verifyCaseFile } from './verify-case-file.ts';
import { sealKey, verifyRows, type LastSeals } from './verify-rows.ts';

/**
 * What a walk along the log found. `fault` is the first thing that does not hold: a link, or a row that is not as the log left it;
 * `faults` are all rows, as far as they were counted.
 */
export interface Verification {
  readonly events: number;
  /** Rows that were held against the log. */
  readonly rows: number;
  readonly fault: Message | null;
  readonly faults: readonly Message[];
}

type StoredEvent = Omit<ChainedEvent, 'photos'> & { readonly photos: string | null; readonly hash: string };

/**
 * Walks the chain of events of a data folder, and says which record or which row was altered, dropped, added or swapped.
 * Reads only; the server may run meanwhile. Throws when the folder holds no database.
 */
export function verifyChain(data: string): Verification {
  const path = join(data, 'data.db');
  if (!existsSync(path)) throw new Error(`no data.db in ${data}`);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    // One moment for the log and the rows, whatever is written meanwhile.
    database.exec('BEGIN');
    let events = 0;
    let prevHash = CHAIN_START;
    const last: LastSeals = new Map();
    const rows = database.prepare('SELECT * FROM events ORDER BY seq').iterate() as Iterable<unknown>;
    for (const row of rows) {
      const event = row as StoredEvent;
      const fault = faultOf(event, events + 1, prevHash);
      if (fault) return { events, rows: 0, fault, faults: [fault] };
      events += 1;
      prevHash = event.hash;
      for (const seal of readSeals(event.wrote ?? '')) last.set(sealKey(seal), { ...seal, seq: event.seq });
    }
    const cut = faultAtEnd(database, events, prevHash);
    const checked = verifyRows(database, last);
    const faults = [...(cut ? [cut] : []), ...checked.faults];
    return { events, rows: checked.rows, fault: faults[0] ?? null, faults };
  } finally {
    database.close();
  }
}

function faultOf(event: StoredEvent, seq: number, prevHash: string): Message | null {
  const params = { seq, id: event.id };
  if (event.seq !== seq) return message('server_chain_gap', { ...params, next: event.seq });
  if (event.prevHash !== prevHash) return message('server_chain_broken', params);
  const photos = JSON.parse(event.photos ?? '[]') as readonly PhotoRef[] | null;
  const text = chainText({ ...event, photos: photos ?? [] });
  const hash = createHash('sha256').update(text).digest('hex');
  return hash === event.hash ? null : message('server_chain_altered', params);
}

/** A log cut off at its end still links; but the database keeps its end apart, and every case has as many events as its revision says. */
function faultAtEnd(database: DatabaseSync, events: number, hash: string): Message | null {
  const head = headOf(database);
  if (head && (head.seq !== events || head.hash !== hash))
    return message('server_chain_head', { seq: events, head: head.seq });
  const row = database
    .prepare(
      `SELECT problems.id FROM problems LEFT JOIN events ON events.subjectId = problems.id
       WHERE EXISTS (SELECT 1 FROM events LIMIT 1) AND NOT problems.demo
       GROUP BY problems.id HAVING count(events.id) != problems.rev LIMIT 1`,
    )
    .get() as { readonly id: string } | undefined;
  return row ? message('server_chain_cut', { id: row.id, seq: events }) : null;
}

/** The end of the log as it was written; null in a database of before it was kept, which the server's next start mends. */
function headOf(database: DatabaseSync): { readonly seq: number; readonly hash: string } | null {
  const kept = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'log_head'").get();
  const head = kept && database.prepare('SELECT seq, hash FROM log_head').get();
  return head ? { seq: Number(head['seq']), hash: String(head['hash']) } : null;
}

function main(): number {
  try {
    const options = {
      data: { type: 'string' },
      file: { type: 'string' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    const { values } = parseArgs({ options });
    const language = languageOf(values.lang);
    if (!language) return tell(say('cli_bad_language', { value: values.lang ?? '' }), 2);
    if (values.help) return tell(say('cli_verify_help'), 0);
    const { data = values.file === undefined ? 'pb_data' : null, file } = values;
    if (data !== null && !existsSync(join(data, 'data.db')))
      return tell(say('cli_verify_no_data', { data }), 2);
    if (file !== undefined) return tellOfFile(file, data, language);
    const { events, rows, faults } = verifyChain(resolve(data ?? ''));
    const words = wordsOf(language, 'server');
    const said = faults.length > 0 ? faults : [message('server_chain_holds', { events, rows })];
    return tell(said.map(words).join('\n'), faults.length > 0 ? 1 : 0);
  } catch (error) {
    return tell(
      say('cli_verify_option', { value: error instanceof Error ? error.message : String(error) }),
      2,
    );
  }
}

function tellOfFile(file: string, data: string | null, language: Language): number {
  if (!existsSync(file)) return tell(say('cli_verify_no_file', { file }), 2);
  const { faults, ...counts } = verifyCaseFile(file, data);
  if (faults.length === 0) return tell(say('cli_case_holds', { ...counts }), 0);
  const words = wordsOf(language, 'cli');
  return tell(faults.map(words).join('\n'), 1);
}

/** What the check found is its output; that it could not be made goes to stderr. */
function tell(words: string, code: number): number {
  (code === 2 ? process.stderr : process.stdout).write(`${words}\n`);
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
