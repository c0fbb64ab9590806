import type { Author } from '../../core/casework/act.ts';
import { CATEGORY_CATALOGUE, type CategoryRow } from '../../core/casework/category-catalogue.ts';
import { DEFAULT_CATEGORIES } from '../../core/casework/default-categories.ts';
import type { ProblemState } from '../../core/casework/problem-states.ts';
import {
  categoryOfClass,
  CENTRE_CLASSES_CATALOGUE,
  readCentreClasses,
  type CentreClass,
} from '../../core/exchange/centre-classes.ts';
import { centreStateOf, type CentreState } from '../../core/exchange/centre-states.ts';
import type { ExchangeRecord } from '../../core/exchange/exchange-record.ts';
import {
  differencesOf,
  markOf,
  type ExchangeDifference,
  type MatchedCase,
} from '../../core/exchange/match-case.ts';
import type { ReadExchange } from '../../core/exchange/read-exchange.ts';
import { message, type Message } from '../../core/message.ts';
import { append } from '../events/append.ts';
import { readCatalogue } from '../jobs/read-catalogue.ts';
import { host, queryAll, type App } from '../pb.ts';

export const EXCHANGE_OUTCOMES = ['new', 'linked', 'same', 'differs', 'refused'] as const;

/** What became of one case of the file, or would. */
export interface ExchangedCase {
  readonly row: number;
  readonly outcome: (typeof EXCHANGE_OUTCOMES)[number];
  readonly centreNo: string;
  /** Our number; '' for what a dry run would make, and for what was refused. */
  readonly no: string;
  /** The case here. */
  readonly problem: string;
  /** Its state in the centre's stages; '' as long as there is no case. */
  readonly state: CentreState | '';
  readonly differences: readonly ExchangeDifference[];
  /** Column and reason of a refusal. */
  readonly field: string;
  readonly reason: Message | null;
}

type Known = MatchedCase & { readonly id: string; readonly no: string; readonly rev: number };

/**
 * Takes the cases of a file in, each in a transaction of its own: new ones become findings, known ones get the centre's number and
 * stage beside ours. Nothing of ours is overwritten; the same file again changes nothing. `dry`: says it and does nothing.
 */
export function storeExchange(
  app: App,
  { records, wrong }: ReadExchange,
  author: Author,
  dry: boolean,
): readonly ExchangedCase[] {
  const classes = readCentreClasses(readCatalogue(app, CENTRE_CLASSES_CATALOGUE, Date.now()));
  const seen = new Set<string>();
  const taken = records.map(({ row, record }) => {
    const key = record.centreNo || record.ourNo;
    if (seen.has(key)) return refusal(row, record.centreNo, '', message('server_exchange_twice'));
    seen.add(key);
    return takeCase(app, row, record, classes, author, dry);
  });
  const bad = wrong.map(({ row, field, key, params }) => refusal(row, '', field, { key, params }));
  return [...taken, ...bad].sort((a, b) => a.row - b.row);
}

function takeCase(
  app: App,
  row: number,
  record: ExchangeRecord,
  classes: readonly CentreClass[],
  author: Author,
  dry: boolean,
): ExchangedCase {
  const no = (reason: Message): ExchangedCase => refusal(row, record.centreNo, '', reason);
  const theirs = record.centreNo === '' ? undefined : known(app, 'p.centreNo = {:no}', record.centreNo);
  const ours = record.ourNo === '' ? undefined : known(app, 'p.no = {:no}', record.ourNo);
  if (record.ourNo !== '' && !ours) return no(message('server_exchange_unknown_no', { no: record.ourNo }));
  if (theirs && ours && theirs.id !== ours.id) return no(message('server_exchange_two'));
  const found = theirs ?? ours;
  const category = record.category || categoryOfClass(record.major, record.minor, classes);
  if (!found) return openCase(app, row, record, category, author, dry);

  // A minor of theirs stands for several categories of ours: only the exact one, when it came along, is a difference.
  const differences = differencesOf(record, found, record.category);
  const mark = markOf(record, found);
  if (mark && !dry) {
    const wrong = inTransaction(app, (tx) =>
      append(tx, { type: 'problem.exchanged', subjectId: found.id, seen: found.rev, payload: mark }, author),
    );
    if (wrong) return no(wrong);
  }
  return {
    row,
    outcome: differences.length > 0 ? 'differs' : mark ? 'linked' : 'same',
    centreNo: record.centreNo,
    no: found.no,
    problem: found.id,
    state: centreStateOf(found.state),
    differences,
    field: '',
    reason: null,
  };
}

/** A case of theirs that we have not got: a finding of the place, whatever stage it is in there. */
function openCase(
  app: App,
  row: number,
  record: ExchangeRecord,
  category: string,
  author: Author,
  dry: boolean,
): ExchangedCase {
  const { centreNo, centreTaskNo, centreState, place } = record;
  const no = (reason: Message): ExchangedCase => refusal(row, centreNo, '', reason);
  if (centreState === 'closed' || centreState === 'void')
    return no(message('server_exchange_over', { state: { key: `trade_centre_${centreState}` } as never }));
  if (!place) return no(message('server_exchange_no_place'));
  const line = categories(app).find((each) => each.code === category);
  if (!line)
    return no(message('server_exchange_no_class', { words: `${record.major} ${record.minor}`.trim() }));
  const id = host.sha256(`exchange ${centreNo}`).slice(0, 32);
  const foundAt = record.foundAt > 0 ? record.foundAt : Date.now();
  const told = [record.address, record.note].filter((each) => each !== '').join('\n');
  const wrong = inTransaction(app, (tx) => {
    const made = append(
      tx,
      {
        type: 'problem.found',
        subjectId: id,
        seen: 0,
        payload: {
          category: line.code,
          severity: line.severity,
          origin: 'city_centre',
          source: '',
          task: null,
          place: { ...place, accuracyM: null, by: 'pin', reason: 'city_centre' },
          foundAt,
          note: told,
        },
      },
      author,
    );
    if (!made.ok) return made;
    const mark = { centreNo, centreTaskNo, centreState };
    const linked = append(tx, { type: 'problem.exchanged', subjectId: id, seen: 1, payload: mark }, author);
    if (!linked.ok || !dry) return linked;
    throw new DryRun();
  });
  if (wrong) return no(wrong);
  const made = known(app, 'p.id = {:no}', id);
  return {
    row,
    outcome: 'new',
    centreNo,
    no: made?.no ?? '',
    problem: made?.id ?? '',
    state: made ? centreStateOf(made.state) : '',
    differences: [],
    field: '',
    reason: null,
  };
}

/** Everything went well, and none of it is to stay. */
class DryRun extends Error {}

type Appended = ReturnType<typeof append>;

/** Null when it was done (or would be); otherwise why not. */
function inTransaction(app: App, work: (tx: App) => Appended): Message | null {
  let wrong: Message | null = null;
  let dry = false;
  try {
    app.runInTransaction((tx) => {
      try {
        const done = work(tx);
        if (done.ok) return;
        wrong = done.error.reason;
      } catch (error) {
        dry = error instanceof DryRun;
        throw error;
      }
      throw new Error(wrong.key);
    });
  } catch (error) {
    if (!wrong && !dry) throw error;
  }
  return wrong;
}

function known(app: App, where: string, no: string): Known | undefined {
  const sql = `SELECT p.id AS id, p.no AS no, p.rev AS rev, p.centreNo AS centreNo, p.centreTaskNo AS centreTaskNo,
      p.centreState AS centreState, p.category AS category, p.state AS state, p.lng AS lng, p.lat AS lat,
      p.deadlineAt AS deadlineAt, coalesce(u.name, '') AS unit
    FROM problems p LEFT JOIN units u ON u.id = p.unit WHERE ${where} LIMIT 1`;
  const shape = {
    ...{ id: '', no: '', rev: 0, centreNo: '', centreTaskNo: '', centreState: '', category: '', state: '' },
    ...{ lng: -0, lat: -0, deadlineAt: 0, unit: '' },
  };
  const [row] = queryAll(app, sql, shape, { no });
  return row && { ...row, state: row.state as ProblemState };
}

function categories(app: App): readonly CategoryRow[] {
  const body = readCatalogue(app, CATEGORY_CATALOGUE, Date.now()) as {
    readonly categories?: readonly CategoryRow[];
  } | null;
  return body?.categories ?? DEFAULT_CATEGORIES;
}

function refusal(row: number, centreNo: string, field: string, reason: Message): ExchangedCase {
  const nothing = { no: '', problem: '', state: '' as const, differences: [] };
  return { row, outcome: 'refused', centreNo, ...nothing, field, reason };
}
