import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { toWgs84 } from '../api/imports-datum.ts';
import { tilingReports } from '../core/city-import/check-plan.ts';
import { CITY_KINDS, type CityProblem } from '../core/city-import/city-plan.ts';
import { DATUMS, maybeShifted, shiftHint, type Datum } from '../core/city-import/datum.ts';
import { readCityFiles, type CityFile, type CityFileReport } from '../core/city-import/read-city-file.ts';
import type { AreaGeometry } from '../core/geo.ts';
import { uuidv7 } from '../core/ids.ts';
import { message, type Message } from '../core/message.ts';
import type { CityUndone } from '../server/city/city-undo.ts';
import type { CityStored } from '../server/city/store-city.ts';
import { languageOf, wordsOf, type Language } from './message-words.ts';
import { decodeText, readTable } from './read-table.ts';
import { runPocketBase } from './run-pocketbase.ts';

/** Exit codes: 0 all rows taken, 1 some left out, 2 the files or the call were unusable. */
const DONE = 0;
const SOME_REFUSED = 1;
const UNUSABLE = 2;

const ROOT = join(import.meta.dirname, '../..');
const MOST_SHOWN = 20;

type Say = (message: Message) => string;

process.exitCode = await main();

async function main(): Promise<number> {
  let say = wordsOfAll(languageOf(undefined) ?? 'zh-CN');
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        lang: { type: 'string' },
        data: { type: 'string', default: join(ROOT, 'pb_data') },
        datum: { type: 'string', default: '' },
        preview: { type: 'boolean' },
        undo: { type: 'string' },
      },
    });
    const language = languageOf(values.lang);
    if (language) say = wordsOfAll(language);
    else return tell(say(message('admin_import_language', { value: values.lang ?? '' })), UNUSABLE);
    if (values.help) return tell(say(message('admin_city_help')), DONE);
    if (!existsSync(join(values.data, 'data.db')))
      return tell(say(message('admin_import_no_data', { path: values.data })), UNUSABLE);
    if (values.undo !== undefined) return undo(values.data, values.undo, say);
    if (positionals.length === 0) return tell(say(message('admin_city_help')), UNUSABLE);
    const datum = DATUMS.find((each) => each === values.datum);
    if (!datum) return tell(say(message('admin_city_no_datum', { choices: DATUMS.join(' ') })), UNUSABLE);
    return await bring(positionals, datum, values.data, values.preview === true, say);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return tell(say(message('admin_import_failed', { reason })), UNUSABLE);
  }
}

async function bring(
  paths: readonly string[],
  datum: Datum,
  data: string,
  preview: boolean,
  say: Say,
): Promise<number> {
  const here = whatIsHere(data);
  const files = await Promise.all(paths.map(openFile));
  const gridCodes = new Set(here.grids.map((each) => each.code));
  const { plan, files: reports } = readCityFiles(files, toWgs84(datum), { units: here.units, gridCodes });
  const fence = here.grids.find((each) => each.code.length === 6)?.polygon ?? null;
  for (const report of reports) tellFile(report, datum, fence, say);
  if (!fence && maybeShifted(datum)) tell(say(message('admin_city_unchecked')), DONE);
  for (const { problems } of tilingReports(plan, here.grids))
    for (const each of problems) tell(say(each), DONE);
  const usable = CITY_KINDS.some((kind) => plan[kind].length > 0);
  if (!usable || reports.every((each) => each.error !== null)) return UNUSABLE;
  const answer = store(data, {
    batch: uuidv7(Date.now(), Math.random),
    file: paths.map((each) => basename(each)).join(' + '),
    plan,
    dryRun: preview,
  });
  if ('problems' in answer) {
    tell(say(message('admin_city_refused', { count: answer.problems.length })), UNUSABLE);
    for (const each of answer.problems.slice(0, MOST_SHOWN)) tell(problemLine(each, say), UNUSABLE);
    return UNUSABLE;
  }
  for (const kind of CITY_KINDS) {
    const what = say(message(`admin_city_kind_name_${kind}`));
    tell(say(message('admin_city_counts_line', { what, ...answer.stored.counts[kind] })), DONE);
  }
  if (!preview) tell(say(message('admin_import_batch', { batch: answer.stored.batch })), DONE);
  return reports.some((each) => each.error !== null || each.problems.length > 0) ? SOME_REFUSED : DONE;
}

function tellFile(report: CityFileReport, datum: Datum, fence: AreaGeometry | null, say: Say): void {
  if (report.error) return void tell(`${report.name}: ${say(report.error)}`, UNUSABLE);
  const what = say(message(`admin_city_kind_name_${report.kind ?? 'grids'}`));
  tell(say(message('admin_city_file_line', { file: report.name, what, count: report.rows })), DONE);
  const hint = shiftHint(report.places, fence, datum);
  if (hint) tell(say(message('admin_city_shifted', { file: report.name, metres: hint.shiftM })), DONE);
  for (const each of report.problems.slice(0, MOST_SHOWN)) tell(problemLine(each, say), DONE);
  const more = report.problems.length - MOST_SHOWN;
  if (more > 0) tell(say(message('admin_import_more_refused', { count: more })), DONE);
}

function problemLine({ row, field, key, params }: CityProblem, say: Say): string {
  return say(message('admin_import_refused_line', { row, field, reason: say({ key, params }) }));
}

async function openFile(path: string): Promise<CityFile> {
  const name = basename(path);
  if (/\.(geo)?json$/i.test(path)) return { name, content: { text: decodeText(readFileSync(path)) } };
  const table = await readTable(path);
  return { name, content: table.ok ? { table: table.value } : { error: table.error } };
}

interface Here {
  readonly grids: readonly { readonly code: string; readonly polygon: AreaGeometry | null }[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
}

function whatIsHere(data: string): Here {
  const database = new DatabaseSync(join(data, 'data.db'), { readOnly: true });
  try {
    const grids = database
      .prepare("SELECT code, coalesce(polygon, 'null') AS polygon FROM grids ORDER BY code")
      .all();
    return {
      grids: grids.map((row) => ({
        code: String(row['code']),
        polygon: JSON.parse(String(row['polygon'])) as AreaGeometry | null,
      })),
      units: database.prepare('SELECT code, name FROM units').all() as unknown as Here['units'],
    };
  } finally {
    database.close();
  }
}

function undo(data: string, batch: string, say: Say): number {
  const { undone } = runPocketBase(data, ['city-import', 'undo', batch]) as {
    undone: CityUndone | null;
  };
  if (!undone) return tell(say(message('admin_import_unknown_batch')), UNUSABLE);
  const { keptRows, ...counts } = undone;
  for (const each of keptRows) tell(`${each.kind} ${each.key}`, DONE);
  return tell(say(message('admin_city_undone_line', counts)), DONE);
}

function store(
  data: string,
  piece: object,
): { readonly stored: CityStored } | { readonly problems: readonly CityProblem[] } {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-city-'));
  try {
    const path = join(folder, 'plan.json');
    writeFileSync(path, JSON.stringify(piece));
    return runPocketBase(data, ['city-import', path]) as ReturnType<typeof store>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sentences of the administration, of areas and of the trade: what this command can say. */
function wordsOfAll(language: Language): Say {
  const areas = ['admin', 'upwind', 'trade'].map((area) => wordsOf(language, area));
  return (each) => areas.map((words) => words(each)).find((text) => text !== each.key) ?? each.key;
}

function tell(text: string, code: number): number {
  (code === UNUSABLE ? process.stderr : process.stdout).write(`${text}\n`);
  return code;
}
