import { message } from '../../core/message.ts';
import type { Role } from '../../core/roles.ts';
import {
  LOOK,
  matchExpression,
  MOST_KEYS,
  searchKey,
  wordsOf,
  type SearchWord,
} from '../../core/search/match-expression.ts';
import type { SearchAnswer } from '../../core/search/search-answer.ts';
import { refuse } from '../http/refuse.ts';
import { queryAll, type App, type PbRecord, type RequestEvent } from '../pb.ts';
import { searchFill, takeChanged } from '../search/fill-search.ts';
import { sendJson } from './http-body.ts';

const SHOWN = 20;
/** Rows that the keys let through and the rule does not (covert checks): so many are looked at before the page stays short. */
const LOOKED_AT = 100;
const LONGEST = 200;
/** Everybody who works on cases; the wall shows none, the public has none. */
const SEE_ALL: readonly string[] = ['dispatcher', 'leader', 'admin', 'discipline'] satisfies Role[];

const FIELDS = [
  'id',
  'no',
  'orderNo',
  'category',
  'state',
  'handling',
  'source',
  'town',
  'unit',
  'note',
] as const;

interface RuleApp extends App {
  findRecordsByIds(collection: string, ids: readonly string[]): PbRecord[];
  canAccessRecord(record: PbRecord, info: unknown, rule: unknown): boolean;
}

/**
 * GET /api/sf/search?q=…&also=…: cases that hold every word of the question, newest first (core/search/search-answer.ts). `also` is
 * JSON, per word the keys that its reader's browser knows it by: categories in both languages, names by pinyin. The index narrows by
 * the person's keys, then the collection's own rule decides row by row.
 */
export function search(e: RequestEvent): void {
  const only = keysOf(e);
  if (only === 'nobody')
    return e.auth
      ? refuse(e, 403, 'forbidden', message('server_no_search'))
      : refuse(e, 401, 'unauthorized', message('admin_sign_in_first'));
  const { query } = e.requestInfo();
  const words = wordsOf(String(query['q'] ?? '').slice(0, LONGEST));
  const also = readAlso(query['also'] ?? '');
  const found = words.map((text, at): SearchWord => ({
    text,
    keys: [...placeKeys(e.app, text), ...(also[at] ?? [])],
  }));
  const expression = matchExpression(found, only);
  takeChanged(e.app);
  const fill = searchFill(e.app);
  const left = fill.total === 0 ? 0 : fill.left / fill.total;
  if (expression === null) return sendJson(e, 200, { cases: [], more: false, left } satisfies SearchAnswer);
  const seen = visible(e, expression);
  const cases = seen.slice(0, SHOWN).map((each) => ({
    ...Object.fromEntries(FIELDS.map((field) => [field, each.getString(field)])),
    foundAt: each.getInt('foundAt'),
  }));
  sendJson(e, 200, { cases, more: seen.length > SHOWN, left });
}

/** The keys of which a row must carry one for this person; null = any row. */
function keysOf(e: RequestEvent): readonly string[] | null | 'nobody' {
  if (e.hasSuperuserAuth()) return null;
  if (!e.auth || e.auth.collection().name !== 'users') return 'nobody';
  const role = e.auth.getString('role');
  if (SEE_ALL.includes(role)) return null;
  const own = (kind: Parameters<typeof searchKey>[0], field: string): string[] => {
    const id = field === 'id' ? e.auth!.id : e.auth!.getString(field);
    return id === '' ? [] : [searchKey(kind, id)];
  };
  switch (role) {
    case 'inspector':
      return [
        ...own('finder', 'id'),
        ...own('group', 'group'),
        ...own('place', 'territory'),
        ...own('judge', 'id'),
        searchKey('look', LOOK),
      ];
    case 'grid_officer':
      return [...own('finder', 'id'), ...own('group', 'group'), ...own('place', 'territory')];
    case 'regulator':
    case 'site_officer':
      return own('unit', 'unit');
    case 'town':
      return [...own('unit', 'unit'), ...own('place', 'territory')];
    default:
      return 'nobody';
  }
}

/** Cases the person may see, one more than are shown. */
function visible(e: RequestEvent, expression: string): readonly PbRecord[] {
  const app = e.app as RuleApp;
  const rows = queryAll(
    app,
    `SELECT (SELECT key FROM column_keys WHERE kind = 'problem' AND n = s.rowid) AS id FROM case_search s
     WHERE s.case_search MATCH {:expression} ORDER BY s.rowid DESC LIMIT ${LOOKED_AT}`,
    { id: '' },
    { expression },
  );
  const rule = (app.findCollectionByNameOrId('problems') as unknown as { listRule: unknown }).listRule;
  const seen: PbRecord[] = [];
  for (let from = 0; from < rows.length && seen.length <= SHOWN; from += SHOWN + 1) {
    const ids = rows.slice(from, from + SHOWN + 1).map((each) => each.id);
    const records = new Map([...app.findRecordsByIds('problems', ids)].map((each) => [each.id, each]));
    for (const id of ids) {
      const record = records.get(id);
      if (record && (e.hasSuperuserAuth() || app.canAccessRecord(record, e.requestInfo(), rule)))
        seen.push(record);
    }
  }
  return seen;
}

/** Places and units whose name or code holds the word, towns before villages before cells. */
function placeKeys(app: App, word: string): readonly string[] {
  if ([...word].length < 2) return [];
  const rows = queryAll(
    app,
    `SELECT kind, id FROM (
       SELECT 'p' AS kind, id, CASE level WHEN 'town' THEN 0 WHEN 'village' THEN 1 ELSE 2 END AS rank FROM grids
         WHERE level IN ('town', 'village', 'cell') AND (instr(lower(name), {:word}) > 0 OR code = {:word})
       UNION ALL SELECT 'u', id, 0 FROM units WHERE instr(lower(name), {:word}) > 0 OR code = {:word}
     ) ORDER BY rank LIMIT ${MOST_KEYS}`,
    { kind: '', id: '' },
    { word: word.toLowerCase() },
  );
  return rows.map((each) => searchKey(each.kind === 'p' ? 'place' : 'unit', each.id));
}

/** What is no list of lists of keys counts as none. */
function readAlso(text: string): readonly (readonly string[])[] {
  try {
    const value: unknown = JSON.parse(text || '[]');
    if (!Array.isArray(value)) return [];
    return value.map((list) =>
      Array.isArray(list)
        ? list.filter((key): key is string => typeof key === 'string' && /^[cspu]/.test(key))
        : [],
    );
  } catch {
    return [];
  }
}
