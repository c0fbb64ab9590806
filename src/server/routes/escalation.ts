import { blindSpots, type Finding } from '../../core/escalation/blind-spots.ts';
import { message } from '../../core/message.ts';
import { readRedBlack } from '../events/red-black-book.ts';
import { findRecord, toRow } from '../events/to-row.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { queryAll, type App, type RequestEvent } from '../pb.ts';
import { hasRole, pathValue } from './http-body.ts';

const OFFICE = ['dispatcher', 'leader', 'admin', 'discipline'];
const FILES = ['escalations', 'directives', 'exposures', 'problems', 'meetings'];
const FINDING = { id: '', source: '', category: '', foundAt: 0, town: '', lng: -0, lat: -0 };
const LOOK_BACK_MS = 460 * 86_400_000;

const EXPOSED = `SELECT DISTINCT p.id, p.source, p.category, p.foundAt, p.town, p.lng, p.lat FROM exposures e, json_each(e.problems) named
  JOIN problems p ON p.id = named.value WHERE e.state != 'withdrawn' AND e.publishedAt >= {:from} AND e.publishedAt < {:until} AND p.state != 'void'`;
/**
 * Found by local people: grid officers and the offices of the towns, by the post that the finder had then, which the log says; of cases
 * from before the log by the one he has. Only what may cover an exposed one.
 */
const LOCAL = `SELECT p.id, p.source, p.category, p.foundAt, p.town, p.lng, p.lat FROM problems p
  LEFT JOIN events e ON e.subjectId = p.id AND e.type = 'problem.found' LEFT JOIN users u ON u.id = p.foundBy
  WHERE p.foundAt >= {:since} AND p.foundAt < {:until} AND (p.category IN (SELECT value FROM json_each({:categories}))
    OR p.source IN (SELECT value FROM json_each({:sources}))) AND coalesce(e.role, u.role) IN ('grid_officer', 'town')`;

/** GET /api/sf/blind-spots?from=ms&until=ms: problems exposed in the period that no local unit had reported, and how many were exposed. */
export function blindSpotList(e: RequestEvent): void {
  const period = periodOf(e);
  if (!period) return;
  const exposed: Finding[] = queryAll(e.app, EXPOSED, FINDING, { ...period });
  const since = period.from - LOOK_BACK_MS;
  const categories = JSON.stringify(exposed.map((each) => each.category));
  const sources = JSON.stringify(exposed.map((each) => each.source).filter((each) => each !== ''));
  const values = { since, until: period.until, categories, sources };
  const local = exposed.length === 0 ? [] : queryAll(e.app, LOCAL, FINDING, values);
  sendJson(e, 200, { exposed: exposed.length, spots: blindSpots(exposed, local) });
}

/** GET /api/sf/red-black?from=ms&until=ms&kind=site: the red and the black list of a period, of one kind of source or of all. */
export function redBlack(e: RequestEvent): void {
  const period = periodOf(e);
  if (!period) return;
  const kind = e.request.url.query().get('kind');
  const span = { fromAt: period.from, untilAt: period.until, kind };
  sendJson(e, 200, readRedBlack(e.app, span, Date.now()));
}

/**
 * GET /api/sf/file/{collection}/{id}: the whole chain behind a step, an order or a case, to be handed over: the row, its cases, its papers,
 * every event about any of them in the order of the log with its hashes, and the photos by hash (features 1.32, 3.21).
 */
export function wholeFile(e: RequestEvent): void {
  if (!hasRole(e, ...OFFICE))
    return refuse(e, 403, 'forbidden', message('server_not_your_task', { type: 'file' }));
  const collection = pathValue(e, 'collection');
  const record = FILES.includes(collection) ? findRecord(e.app, collection, pathValue(e, 'id')) : null;
  if (!record) return refuse(e, 404, 'missing', message('server_no_such_row', { subject: collection }));
  const row = toRow(record);
  const cases =
    collection === 'problems'
      ? [row.id]
      : String(row['cases'] ?? '')
          .split(' ')
          .filter(Boolean);
  const problems = cases.flatMap((each) => findRecord(e.app, 'problems', each) ?? []).map(toRow);
  const steps = stepsOf(e.app, cases).filter((each) => each.id !== row.id);
  const notices = noticesOf(e.app, row.id, cases);
  const subjects = [
    row.id,
    ...cases,
    ...[...steps, ...notices].map((each) => each.id),
    ...problems.flatMap((each) => [String(each['order'] ?? ''), String(each['inspection'] ?? '')]),
  ].filter((each) => each !== '');
  const events = rowsOf(e.app, 'events', 'subjectId', subjects, 'seq');
  sendJson(e, 200, {
    collection,
    madeAt: Date.now(),
    row,
    problems,
    steps,
    notices,
    events,
    photos: photosOf(e.app, subjects),
  });
}

/** Articles, steps and orders that name one of the cases. */
function stepsOf(app: App, cases: readonly string[]): readonly { readonly id: string }[] {
  const lists = ['exposures', 'escalations', 'directives', 'meetings'].flatMap((name) =>
    cases.flatMap((id) => app.findRecordsByFilter(name, 'cases ~ {:id}', 'id', 0, 0, { id }).map(toRow)),
  );
  return [...new Map(lists.map((each) => [each.id, each])).values()];
}

/** Papers that list one of the cases, or were written out of the row itself. */
function noticesOf(app: App, about: string, cases: readonly string[]): readonly { readonly id: string }[] {
  const own = app.findRecordsByFilter('notices', 'about = {:about}', 'id', 0, 0, { about });
  const lists = cases.map((id) => app.findRecordsByFilter('notices', 'problems ~ {:id}', 'id', 0, 0, { id }));
  return [...new Map([own, ...lists].flat().map((each) => [each.id, toRow(each)])).values()];
}

const NAMED = `SELECT DISTINCT photos.id FROM events, json_each(iif(json_valid(events.photos), events.photos, '[]')) named
  JOIN photos ON photos.id = named.value ->> 'id' AND photos.sha256 = named.value ->> 'sha256'
  WHERE events.subjectId = {:id} ORDER BY photos.id`;

/** The photos that events of the cases and of what names them name, by id and bytes; what somebody else uploaded is no part of the file. */
function photosOf(app: App, subjects: readonly string[]): readonly object[] {
  const ids = subjects.flatMap((id) => queryAll(app, NAMED, { id: '' }, { id }).map((each) => each.id));
  return [...new Set(ids)].map((id) => toRow(app.findRecordById('photos', id)));
}

function rowsOf(
  app: App,
  name: string,
  field: string,
  ids: readonly string[],
  sort: string,
): readonly object[] {
  return [...new Set(ids)]
    .filter((id) => id !== '')
    .flatMap((id) => app.findRecordsByFilter(name, `${field} = {:id}`, sort, 0, 0, { id }).map(toRow))
    .sort((a, b) => (sort === 'seq' ? Number(a['seq']) - Number(b['seq']) : a.id < b.id ? -1 : 1));
}

function periodOf(e: RequestEvent): { readonly from: number; readonly until: number } | null {
  if (!hasRole(e, ...OFFICE)) {
    refuse(e, 403, 'forbidden', message('server_not_your_task', { type: 'escalation' }));
    return null;
  }
  const query = e.request.url.query();
  const [from, until] = [Number(query.get('from')), Number(query.get('until'))];
  if (Number.isInteger(from) && Number.isInteger(until) && from >= 0 && until > from) return { from, until };
  refuse(e, 400, 'invalid', message('server_field_number', { field: 'until', min: 1, max: 2 ** 53 }));
  return null;
}
