import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { City } from '../../src/cli/throw-away-city.mjs';
import { SHORT } from './xss-strings.ts';

/** What PocketBase keeps for itself, and the indexes of search and columns. */
const NOT_OURS = /^(_|sqlite_|search_|problem_columns|change_counters)/;
/** In the demo city free text is Chinese; codes, ids and closed sets are not. */
const FREE = /[\u3400-\u9fff]/;

/**
 * Writes script behind every free text of the database, in columns and inside their JSON, past every form and rule. Answers how many
 * values were changed in which table.
 */
export function poison(city: City): ReadonlyMap<string, number> {
  const db = new DatabaseSync(join(city.data, 'data.db'));
  const changed = new Map<string, number>();
  try {
    db.exec('PRAGMA busy_timeout = 10000');
    db.function('poisoned', { deterministic: true }, (value) => poisoned(String(value)));
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    for (const { name } of tables as { name: string }[]) {
      if (NOT_OURS.test(name)) continue;
      for (const column of db.prepare(`PRAGMA table_info("${name}")`).all() as {
        name: string;
        type: string;
      }[]) {
        if (!/TEXT|JSON/i.test(column.type)) continue;
        const field = `"${column.name}"`;
        const { changes } = db
          .prepare(`UPDATE "${name}" SET ${field} = poisoned(${field}) WHERE ${field} GLOB '*[㐀-鿿]*'`)
          .run();
        if (Number(changes) > 0) changed.set(name, (changed.get(name) ?? 0) + Number(changes));
      }
    }
  } finally {
    db.close();
  }
  return changed;
}

function poisoned(value: string): string {
  if (!/^[[{]/.test(value)) return value + SHORT;
  try {
    return JSON.stringify(deep(JSON.parse(value)));
  } catch {
    return value + SHORT;
  }
}

function deep(value: unknown): unknown {
  if (typeof value === 'string') return FREE.test(value) ? value + SHORT : value;
  if (Array.isArray(value)) return value.map(deep);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deep(each)]));
}
