import {
  CATEGORY_CATALOGUE,
  diffCategories,
  readCategories,
  type CategoryChange,
  type CategoryRow,
} from '../../core/casework/category-catalogue.ts';
import { clockSettings, type ClockCatalogue } from '../../core/casework/clock-catalogue.ts';
import {
  RECTIFYING_STATES,
  rescheduleEffect,
  type OpenDeadline,
  type RescheduleEffect,
} from '../../core/casework/reschedule.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { uuidv7 } from '../../core/ids.ts';
import { message } from '../../core/message.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { WorkCalendar, WorkSpan } from '../../core/work-calendar.ts';
import type { DeadlineRule } from '../../core/deadline-rule.ts';
import { accept, SYSTEM } from '../events/append.ts';
import { readResponses } from '../events/response-book.ts';
import { refuse } from '../http/refuse.ts';
import { readCatalogue } from '../jobs/read-catalogue.ts';
import { queryAll, type App, type RequestEvent } from '../pb.ts';
import {
  againstHead,
  editionsOf,
  readHead,
  storeEdition,
  type Edition,
  type EditionHead,
  type Refused,
} from './edition-head.ts';
import { hasRole, readBody, sendJson } from './http-body.ts';

const MOST_BYTES = 300_000;
/** More than so many cases are not moved in one step: everybody else would wait for it. */
const MOST_MOVED = 2000;

/** An edition to be, as the editor sends it. */
interface Proposal extends EditionHead {
  readonly categories: readonly CategoryRow[];
  readonly applyToOpen: boolean;
}

/** What publishing would do. */
interface Preview {
  readonly changes: readonly CategoryChange[];
  /** Open cases in rectification. */
  readonly open: number;
  readonly effect: RescheduleEffect;
}

/** POST /api/sf/categories/preview: what an edition would change, without changing anything. */
export function previewCategories(e: RequestEvent): void {
  const now = Date.now();
  const proposal = proposalOf(e, now);
  if (!proposal.ok) return refuse(e, ...proposal.error);
  const used = stillUsed(e.app, latestLines(e.app), proposal.value.categories);
  if (used) return refuse(e, 409, 'conflict', message('admin_categories_in_use', used));
  const { changes, open, effect } = preview(e.app, proposal.value, now);
  const byCategory = new Map<string, number>();
  for (const { category } of effect.moved) byCategory.set(category, (byCategory.get(category) ?? 0) + 1);
  sendJson(e, 200, {
    changes: changes.map(({ code, field }) => ({ code, field })),
    open,
    moved: effect.moved.length,
    earlier: effect.moved.filter((each) => each.newAt < each.deadlineAt).length,
    kept: effect.kept,
    own: effect.own,
    byCategory: [...byCategory].map(([category, count]) => ({ category, count })),
  });
}

/** POST /api/sf/categories: a new edition, from its date on. Editions are never changed; cases keep the one they were made with. */
export function publishCategories(e: RequestEvent): void {
  const now = Date.now();
  const proposal = proposalOf(e, now);
  if (!proposal.ok) return refuse(e, ...proposal.error);
  const { value } = proposal;
  const by = e.auth?.collection().name === 'users' ? e.auth.id : '';
  let refusal: Refused | null = null;
  let moved = 0;
  try {
    e.app.runInTransaction((tx) => {
      refusal = against(tx, value, now);
      if (refusal) throw new Error(refusal[2].key);
      const { effect } = preview(tx, value, now);
      storeEdition(tx, CATEGORY_CATALOGUE, value, { categories: value.categories }, by, now);
      if (!value.applyToOpen) return;
      moved = effect.moved.length;
      if (moved > MOST_MOVED) {
        refusal = [400, 'invalid', message('admin_categories_too_many', { count: moved, most: MOST_MOVED })];
        throw new Error('too many');
      }
      move(tx, value.version, effect, by, now);
    });
  } catch (error) {
    if (refusal === null) throw error;
    return refuse(e, ...(refusal as Refused));
  }
  sendJson(e, 200, { version: value.version, moved });
}

function proposalOf(e: RequestEvent, now: number): Result<Proposal, Refused> {
  if (!hasRole(e, 'admin')) return err([403, 'forbidden', message('admin_admins_only')]);
  const bad = (key: string): Result<never, Refused> => err([400, 'invalid', message(key)]);
  let body: Partial<Record<keyof Proposal, unknown>>;
  try {
    body = (JSON.parse(readBody(e, MOST_BYTES) ?? '') ?? {}) as typeof body;
  } catch {
    return bad('admin_categories_no_list');
  }
  const units = queryAll(e.app, 'SELECT code FROM units', { code: '' }).map((each) => each.code);
  const categories = readCategories(body.categories, units);
  if (!categories.ok) return err([400, 'invalid', categories.error]);
  const head = readHead(body, now);
  if (!head.ok) return head;
  return ok({ ...head.value, categories: categories.value, applyToOpen: body.applyToOpen === true });
}

const editions = (tx: App): readonly Edition[] => editionsOf(tx, CATEGORY_CATALOGUE);

function against(tx: App, { applyToOpen, categories, ...head }: Proposal, now: number): Refused | null {
  const known = editions(tx);
  const latest = known[0];
  const refused = againstHead(known, head, now);
  if (refused) return refused;
  const used = latest ? stillUsed(tx, linesOf(tx, latest.id), categories) : null;
  if (used) return [409, 'conflict', message('admin_categories_in_use', used)];
  if (applyToOpen && head.fromAt > now) return [400, 'invalid', message('admin_categories_apply_later')];
  return null;
}

/** A category that the edition drops though open cases have it; null when there is none. */
function stillUsed(
  tx: App,
  before: readonly CategoryRow[],
  after: readonly CategoryRow[],
): { readonly code: string; readonly count: number } | null {
  for (const { code } of before) {
    if (after.some((each) => each.code === code)) continue;
    const sql = 'SELECT count(*) AS n FROM problems WHERE category = {:code} AND openSince > 0';
    const open = queryAll(tx, sql, { n: 0 }, { code })[0]?.n ?? 0;
    if (open > 0) return { code, count: open };
  }
  return null;
}

function preview(app: App, { categories }: Proposal, now: number): Preview {
  const changes = diffCategories(latestLines(app), categories);
  const rules = new Map<string, DeadlineRule>(
    changes.filter(({ field }) => field === 'deadline').map(({ code, after }) => [code, after.deadline]),
  );
  const states = JSON.stringify(RECTIFYING_STATES);
  const where = 'state IN (SELECT value FROM json_each({:states})) AND deadlineAt > 0';
  const [total] = queryAll(app, `SELECT count(*) AS n FROM problems WHERE ${where}`, { n: 0 }, { states });
  const ruleOf = ruleOfEdition(app);
  const cases = queryAll(
    app,
    `SELECT id, category, unit, deadlineAt, edition, state = 'returned' OR returns > 0 OR coalesce(extension ->> '$.granted', 0) AS settled,
       coalesce((SELECT value ->> '$.fromAt' FROM json_each(clocks)
       WHERE value ->> '$.kind' = 'rectify'), foundAt) AS fromAt
     FROM problems WHERE ${where} AND category IN (SELECT value FROM json_each({:codes}))`,
    { id: '', category: '', unit: '', deadlineAt: 0, edition: '', settled: 0, fromAt: 0 },
    { states, codes: JSON.stringify([...rules.keys()]) },
  ).map(({ edition, settled, ...each }): OpenDeadline => ({
    ...each,
    rule: ruleOf(each.category, edition),
    settled: settled === 1,
  }));
  const effect = rescheduleEffect(cases, rules, calendars(app, now), now);
  return { changes, open: total?.n ?? 0, effect };
}

function latestLines(app: App): readonly CategoryRow[] {
  const latest = editions(app)[0];
  return latest ? linesOf(app, latest.id) : [];
}

/** The deadline of a category in the edition of a case; in the latest one where the case names none. */
function ruleOfEdition(app: App): (category: string, edition: string) => DeadlineRule | null {
  const known = editions(app);
  const read = new Map<string, ReadonlyMap<string, DeadlineRule>>();
  return (category, version) => {
    const edition = version === '' ? known[0] : known.find((each) => each.version === version);
    if (!edition) return null;
    const rules =
      read.get(edition.id) ?? new Map(linesOf(app, edition.id).map((each) => [each.code, each.deadline]));
    read.set(edition.id, rules);
    return rules.get(category) ?? null;
  };
}

function linesOf(app: App, id: string): readonly CategoryRow[] {
  const sql = 'SELECT body FROM catalogues WHERE id = {:id}';
  const body = JSON.parse(queryAll(app, sql, { body: '' }, { id })[0]?.body || 'null') as {
    readonly categories?: readonly CategoryRow[];
  } | null;
  return body?.categories ?? [];
}

function calendars(app: App, now: number): (unit: string) => WorkCalendar {
  const body = readCatalogue(app, 'work_calendar', now) as ClockCatalogue | null;
  const hours = new Map(
    queryAll(app, "SELECT id, coalesce(workHours, 'null') AS hours FROM units", { id: '', hours: '' }).map(
      (each) => [each.id, JSON.parse(each.hours) as readonly WorkSpan[] | null],
    ),
  );
  const started = readResponses(app);
  const known = new Map<string, WorkCalendar>();
  return (unit) => {
    const calendar = known.get(unit) ?? clockSettings(body, hours.get(unit) ?? null, started).calendar;
    known.set(unit, calendar);
    return calendar;
  };
}

function move(tx: App, edition: string, { moved }: RescheduleEffect, by: string, now: number): void {
  for (const { id, newAt } of moved) {
    const draft = {
      id: uuidv7(now, Math.random),
      subject: 'problems' as const,
      subjectId: id,
      type: 'problem.rescheduled' as const,
      deviceAt: now,
      clockOffsetMs: 0,
      seen: tx.findRecordById('problems', id).getInt('rev'),
      payload: canonicalJson({ because: 'edition', edition, deadlineAt: newAt }),
      photos: [],
    };
    const done = accept(tx, draft, { ...SYSTEM, id: by }, now);
    if (!done.ok) throw new Error(done.error.reason.key);
  }
}
