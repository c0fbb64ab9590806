import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import type { Refusal } from '../core/feeds/feed-row.ts';
import { guessMapping, mapTable, type TableMapping } from '../core/feeds/history-table.ts';
import { uuidv7 } from '../core/ids.ts';
import { message, type Message } from '../core/message.ts';
import { languageOf, wordsOf } from './message-words.ts';
import { readTable } from './read-table.ts';
import { runPocketBase } from './run-pocketbase.ts';

/** Exit codes: 0 all rows taken, 1 some refused, 2 the file or the call was unusable. */
const DONE = 0;
const SOME_REFUSED = 1;
const UNUSABLE = 2;

const ROOT = join(import.meta.dirname, '../..');
const PIECE = 5_000;
const MOST_SHOWN = 20;

process.exitCode = await main();

async function main(): Promise<number> {
  let say = wordsOf(languageOf(undefined) ?? 'zh-CN', 'admin');
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        lang: { type: 'string' },
        data: { type: 'string', default: join(ROOT, 'pb_data') },
        map: { type: 'string', default: '{}' },
        preview: { type: 'boolean' },
        undo: { type: 'string' },
      },
    });
    const language = languageOf(values.lang);
    if (language) say = wordsOf(language, 'admin');
    else return tell(say(message('admin_import_language', { value: values.lang ?? '' })), UNUSABLE);
    if (values.help) return tell(say(message('admin_import_help')), DONE);
    if (!existsSync(join(values.data, 'data.db')))
      return tell(say(message('admin_import_no_data', { path: values.data })), UNUSABLE);
    if (values.undo !== undefined) return undo(values.data, values.undo, say);
    const [file] = positionals;
    if (file === undefined) return tell(say(message('admin_import_help')), UNUSABLE);
    const table = await readTable(file);
    if (!table.ok) return tell(say(table.error), UNUSABLE);
    const mapping = { ...guessMapping(table.value), ...givenMapping(values.map) };
    const mapped = mapTable(table.value, mapping, { stations: stationsOf(values.data), now: Date.now() });
    if (!mapped.ok) return tell(say(mapped.error), UNUSABLE);
    const { rows, refused } = mapped.value;
    if (values.preview === true) {
      tell(JSON.stringify({ mapping, rows: rows.length, first: rows.slice(0, 3) }, null, 1), DONE);
      return tellRefused(refused, say);
    }
    store(values.data, basename(file), rows, refused.length, say);
    return tellRefused(refused, say);
  } catch (error) {
    return tell(
      say(message('admin_import_failed', { reason: error instanceof Error ? error.message : String(error) })),
      UNUSABLE,
    );
  }
}

/** Pieces of one batch, each a transaction of its own; whoever stops it may run it again. */
function store(
  data: string,
  file: string,
  rows: readonly unknown[],
  refused: number,
  say: (message: Message) => string,
): void {
  const batch = uuidv7(Date.now(), Math.random);
  const total = { accepted: 0, duplicates: 0, corrected: 0, refused };
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-import-'));
  try {
    for (let from = 0; from < rows.length; from += PIECE) {
      const piece = join(folder, 'piece.json');
      writeFileSync(piece, JSON.stringify({ batch, file, rows: rows.slice(from, from + PIECE) }));
      const answer = runPocketBase(data, ['import', piece]) as Record<
        'accepted' | 'duplicates' | 'corrected',
        number
      > & { refused: unknown[] };
      total.accepted += answer.accepted;
      total.duplicates += answer.duplicates;
      total.corrected += answer.corrected;
      total.refused += answer.refused.length;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  tell(`${say(message('admin_import_done', total))}\n${say(message('admin_import_batch', { batch }))}`, DONE);
}

function undo(data: string, batch: string, say: (message: Message) => string): number {
  const { undone } = runPocketBase(data, ['import', 'undo', batch]) as {
    undone: { readonly kept: number } | null;
  };
  if (!undone) return tell(say(message('admin_import_unknown_batch')), UNUSABLE);
  if (undone.kept === 0) return tell(say(message('admin_import_undone')), DONE);
  return tell(say(message('admin_undone_kept', { count: undone.kept, names: '–' })), DONE);
}

/** A mapping as JSON text, or @file with it. */
function givenMapping(given: string): Partial<TableMapping> {
  return JSON.parse(
    given.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given,
  ) as Partial<TableMapping>;
}

function stationsOf(data: string): Map<string, string> {
  const database = new DatabaseSync(join(data, 'data.db'), { readOnly: true });
  try {
    const rows = database.prepare('SELECT id, code, name FROM stations').all() as {
      id: string;
      code: string;
      name: string;
    }[];
    return new Map(
      rows.flatMap(
        ({ id, code, name }) =>
          [
            [name, id],
            [code, id],
            [id, id],
          ] as const,
      ),
    );
  } finally {
    database.close();
  }
}

function tellRefused(refused: readonly Refusal[], say: (message: Message) => string): number {
  for (const { row, field, key, params } of refused.slice(0, MOST_SHOWN))
    tell(say(message('admin_import_refused_line', { row, field, reason: say({ key, params }) })), DONE);
  if (refused.length > MOST_SHOWN)
    tell(say(message('admin_import_more_refused', { count: refused.length - MOST_SHOWN })), DONE);
  return refused.length > 0 ? SOME_REFUSED : DONE;
}

function tell(text: string, code: number): number {
  (code === UNUSABLE ? process.stderr : process.stdout).write(`${text}\n`);
  return code;
}
