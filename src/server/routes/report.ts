import type { Refusal } from '../../core/casework/act.ts';
import type { PhotoRef } from '../../core/casework/events.ts';
import { DEFAULT_CATEGORIES } from '../../core/casework/default-categories.ts';
import { uuidv7 } from '../../core/ids.ts';
import { categoryOf } from '../../core/intake/public-kinds.ts';
import {
  groupedNumber,
  NUMBER_LENGTH,
  NUMBER_LETTERS,
  numberFromHash,
  plainNumber,
  readPublicReport,
  readReportSecret,
  type PublicReport,
} from '../../core/intake/public-report.ts';
import { publicState } from '../../core/intake/public-state.ts';
import { message, type Message } from '../../core/message.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { LngLat } from '../../core/units.ts';
import { append, PUBLIC } from '../events/append.ts';
import { findRecord, toRow } from '../events/to-row.ts';
import { isTooOften } from '../http/rate-limit.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { host, queryAll, type App, type RequestEvent, type UploadedFile } from '../pb.ts';
import { pathValue } from './http-body.ts';

const REPORTS = { name: 'report', most: 10, windowS: 3600 } as const;
const LOOKS = { name: 'report-look', most: 120, windowS: 600 } as const;
/** As much as the collection takes; the request's own limit is at the route. */
const MOST_PHOTO_BYTES = 8_388_608;
/** A merged case may have been merged again. */
const MOST_MERGES = 5;

/**
 * POST /api/sf/report: form with `report` (JSON of PublicReport), perhaps one `photo`, and `secret`, 32 random hex digits. Answers
 * {number}, which cannot be guessed and is stored as its hash only; the same secret again answers the same number and stores nothing.
 * A place on the map makes a case at once; one in words waits for the office.
 */
export function makeReport(e: RequestEvent): void {
  if (isTooOften(e, REPORTS)) return;
  const read = readPublicReport(e.request.formValue('report'));
  if (!read.ok) return refuse(e, 400, 'invalid', read.error);
  const file = uploaded(e);
  if (file && file.size > MOST_PHOTO_BYTES)
    return refuse(e, 413, 'too_large', message('server_report_photo_large'));
  const secret = readReportSecret(e.request.formValue('secret'));
  const number =
    secret === null
      ? host.randomOf(NUMBER_LENGTH, NUMBER_LETTERS)
      : numberFromHash(host.sha256(`report ${secret}`));
  let wrong: Message | null = null;
  try {
    e.app.runInTransaction((tx) => {
      if (isStored(tx, number)) return;
      const stored = store(tx, read.value, file, number);
      if (stored.ok) return;
      wrong = stored.error;
      throw new Error(wrong.key);
    });
  } catch (error) {
    if (!wrong) throw error;
    return refuse(e, 400, 'invalid', wrong);
  }
  sendJson(e, 200, { number: groupedNumber(number) });
}

/** GET /api/sf/report/{number}: how far it has come (core/intake/public-state), no personal data. */
export function lookReport(e: RequestEvent): void {
  if (isTooOften(e, LOOKS)) return;
  const number = plainNumber(pathValue(e, 'number'));
  const [report] = queryAll(
    e.app,
    'SELECT kind, at, problem FROM reports WHERE numberHash = {:hash}',
    { kind: '', at: 0, problem: '' },
    { hash: number === null ? '' : host.sha256(number) },
  );
  if (!report) return refuse(e, 404, 'not_found', message('server_report_unknown'));
  let record = findRecord(e.app, 'problems', report.problem);
  for (let merges = 0; merges < MOST_MERGES && record?.getString('mergedInto'); merges++)
    record = findRecord(e.app, 'problems', record.getString('mergedInto'));
  const unit = record && findRecord(e.app, 'units', record.getString('unit'));
  const isAuthority = unit !== null && ['office', 'regulator', 'town'].includes(unit.getString('kind'));
  e.response.header().set('Cache-Control', 'no-store');
  sendJson(e, 200, publicState(report, record && toRow(record), isAuthority ? unit.getString('name') : ''));
}

/** The case of a report, found by a citizen at a place that was pinned; the refusal's reason when the door does not take it. */
export function openCase(
  tx: App,
  report: Pick<PublicReport, 'kind' | 'placeText' | 'note'>,
  place: LngLat,
  ids: { readonly problem: string; readonly photos: readonly PhotoRef[] },
): Result<unknown, Refusal> {
  const category = categoryOf(report.kind);
  const severity = DEFAULT_CATEGORIES.find((each) => each.code === category)?.severity ?? 1;
  return append(
    tx,
    {
      type: 'problem.found',
      subjectId: ids.problem,
      seen: 0,
      photos: ids.photos,
      payload: {
        category,
        // A major one takes a leader; a citizen's word alone does not make it that.
        severity: severity === 3 ? 2 : severity,
        origin: 'public',
        source: '',
        task: null,
        place: { ...place, accuracyM: null, by: 'pin', reason: 'public_report' },
        foundAt: Date.now(),
        note: [report.placeText, report.note].filter((each) => each !== '').join('\n'),
      },
    },
    PUBLIC,
  );
}

/** A reply was cut and the same form came again. */
function isStored(tx: App, number: string): boolean {
  const sql = 'SELECT id FROM reports WHERE numberHash = {:hash}';
  return queryAll(tx, sql, { id: '' }, { hash: host.sha256(number) }).length > 0;
}

function store(
  tx: App,
  report: PublicReport,
  file: UploadedFile | null,
  number: string,
): Result<null, Message> {
  const now = Date.now();
  const problem = uuidv7(now, Math.random);
  const photos = file ? [{ id: uuidv7(now, Math.random), sha256: hashOf(file) }] : [];
  if (report.place) {
    const opened = openCase(tx, report, report.place, { problem, photos });
    if (!opened.ok) return err(opened.error.reason);
  }
  const row = { numberHash: host.sha256(number), kind: report.kind, at: now, photos };
  const { placeText, note, contact } = report;
  tx.save(
    host.newRecord(tx.findCollectionByNameOrId('reports'), {
      id: uuidv7(now, Math.random),
      ...row,
      ...{ placeText, note, contact },
      problem: report.place ? problem : '',
      lng: report.place?.lng ?? 0,
      lat: report.place?.lat ?? 0,
    }),
  );
  return file ? storePhoto(tx, file, photos[0]!, problem) : ok(null);
}

/** Kind and size are judged by the collection, by content and not by name. */
function storePhoto(tx: App, file: UploadedFile, ref: PhotoRef, problem: string): Result<null, Message> {
  const [event] = queryAll(
    tx,
    "SELECT id FROM events WHERE subjectId = {:problem} AND type = 'problem.found'",
    { id: '' },
    { problem },
  );
  const record = host.newRecord(tx.findCollectionByNameOrId('photos'), {
    ...ref,
    // One that waits for its place has no event yet: the case's own id stands there.
    event: event?.id ?? problem,
    subject: 'problems',
    subjectId: problem,
    phase: 'before',
    verified: true,
    taken: null,
    file,
  });
  try {
    tx.save(record);
    return ok(null);
  } catch {
    return err(message('server_report_photo_kind'));
  }
}

function uploaded(e: RequestEvent): UploadedFile | null {
  try {
    return e.findUploadedFiles('photo')[0] ?? null;
  } catch {
    return null;
  }
}

function hashOf(file: UploadedFile): string {
  const reader = file.reader.open();
  const hash = host.sha256(host.toString(reader, MOST_PHOTO_BYTES));
  reader.close();
  return hash;
}
