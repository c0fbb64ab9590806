import {
  count,
  deadlineOnServer,
  onServerClock,
  text,
  type Act,
  type Advance,
  type FollowUp,
  type Refusal,
  type Row,
  type World,
} from '../casework/act.ts';
import type { EXPOSURE_EVENTS } from '../casework/events.ts';
import type { Payloads } from '../casework/payloads.ts';
import { forbidden, invalid, missing, refused } from '../casework/refuse.ts';
import { exhaustive } from '../exhaustive.ts';
import { ok, type Result } from '../result.ts';
import type { FollowUpArticle } from './escalation-kinds.ts';
import { marksOnCases } from './marks-on-cases.ts';
import type {
  Because,
  EscalationConfirmed,
  ExposureFollowedUp,
  ExposurePublished,
  ExposureRedacted,
} from './payloads.ts';
import { whomItConcerns } from './whom-it-concerns.ts';

type ExposureEvent = (typeof EXPOSURE_EVENTS)[number];

/** An exposed case is on the first rung (domain.md §4). */
const EXPOSED_LEVEL = 1;

/** An article about problems and what became of it: published, followed up, shown less of, withdrawn, restored. */
export function advanceExposure(act: Act<Payloads[ExposureEvent]>, world: World): Result<Advance, Refusal> {
  const type = act.draft.type as ExposureEvent;
  const { author } = act;
  if (author.role === 'inspector' && !world.capabilities(author.id, act.at).includes('exposure_member'))
    return forbidden('server_not_exposure_group');
  if (type === 'exposure.published') return published(act as Act<ExposurePublished>, world);
  const row = world.find('exposures', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'exposures' });
  const withdrawn = text(row, 'state') === 'withdrawn';
  if (withdrawn !== (type === 'exposure.restored')) return refused('server_exposure_state');
  switch (type) {
    case 'exposure.followed_up':
      return followedUp(act as Act<ExposureFollowedUp>, row);
    case 'exposure.redacted':
      return change(row, { redaction: (act as Act<ExposureRedacted>).payload.redaction });
    case 'exposure.withdrawn':
      return change(row, { state: 'withdrawn', reason: (act as Act<Because>).payload.reason, overdueAt: 0 }, [
        ...carried(row, false),
        ...proposalOf(row, 'escalation.undone', { reason: (act as Act<Because>).payload.reason }),
      ]);
    case 'exposure.restored':
      return change(row, { state: articlesOf(row).length > 0 ? 'followed_up' : 'published', reason: '' }, [
        ...proposalOf(row, 'escalation.confirmed', confirmation(row.id, text(row, 'title'))),
        ...carried(row, true),
      ]);
    case 'exposure.lapsed':
      if (
        text(row, 'state') !== 'published' ||
        count(row, 'followUpDueAt') > act.at ||
        count(row, 'overdueAt') > 0
      )
        return refused('server_not_due');
      return change(row, { overdueAt: count(row, 'followUpDueAt') });
    default:
      return exhaustive(type);
  }
}

export function articlesOf(row: Row): readonly FollowUpArticle[] {
  return (row['followUps'] as readonly FollowUpArticle[] | null) ?? [];
}

function published(act: Act<ExposurePublished>, world: World): Result<Advance, Refusal> {
  const { medium, title, link, problems, redaction, proposal, note } = act.payload;
  if (new Set(problems).size < problems.length) return invalid('server_problem_twice');
  const rows = problems.map((each) => world.find('problems', each));
  if (rows.some((each) => each === null)) return missing('server_no_such_row', { subject: 'problems' });
  const known = rows as readonly Row[];
  if (known.some((each) => text(each, 'state') === 'void')) return refused('server_problem_is_void');
  const id = act.draft.subjectId;
  const fields = {
    medium,
    title: title.trim(),
    link,
    publishedAt: onServerClock(act, act.payload.publishedAt),
    problems,
    ...whomItConcerns(known, [], world),
    redaction,
    followUpDueAt: deadlineOnServer(act, act.payload.followUpDueAt),
    followUps: [],
    state: 'published',
    overdueAt: 0,
    proposal: proposal ?? '',
    reason: '',
    note,
    by: act.author.id,
    at: act.at,
    demo: false,
    rev: 1,
  };
  const answers = proposalOf({ id, proposal }, 'escalation.confirmed', confirmation(id, title));
  return ok({
    writes: [{ collection: 'exposures', id, create: true, fields }],
    follow: [
      ...answers,
      ...marksOnCases(problems, { step: id, form: 'exposure', level: EXPOSED_LEVEL, on: true }),
    ],
  });
}

function followedUp(act: Act<ExposureFollowedUp>, row: Row): Result<Advance, Refusal> {
  const { title, link, result } = act.payload;
  const at = onServerClock(act, act.payload.publishedAt);
  if (at < count(row, 'publishedAt')) return invalid('server_follow_up_before');
  const followUps = [...articlesOf(row), { at, title: title.trim(), link, result }];
  return change(row, { followUps, state: 'followed_up', overdueAt: 0 });
}

function carried(row: Row, on: boolean): FollowUp[] {
  const problems = (row['problems'] as readonly string[] | null) ?? [];
  return marksOnCases(problems, { step: row.id, form: 'exposure', level: EXPOSED_LEVEL, on });
}

/** What the article means for the proposal it answers; nothing without one. */
function proposalOf(
  row: Row,
  type: 'escalation.confirmed' | 'escalation.undone',
  payload: unknown,
): FollowUp[] {
  const subjectId = text(row, 'proposal');
  return subjectId === '' ? [] : [{ type, subject: 'escalations', subjectId, payload }];
}

function confirmation(exposure: string, reason: string): EscalationConfirmed {
  return { terms: { form: 'exposure', exposure }, reason };
}

function change(
  row: Row,
  fields: Readonly<Record<string, unknown>>,
  follow: readonly FollowUp[] = [],
): Result<Advance, Refusal> {
  const write = { collection: 'exposures', id: row.id, create: false };
  return ok({ writes: [{ ...write, fields: { ...fields, rev: count(row, 'rev') + 1 } }], follow });
}
