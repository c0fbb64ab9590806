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
import type { ProblemAssigned, ProblemFound } from '../casework/payloads.ts';
import { forbidden, invalid, missing } from '../casework/refuse.ts';
import { exhaustive } from '../exhaustive.ts';
import { ok, type Result } from '../result.ts';
import type { MeetingFinding, MeetingItem } from './directive-kinds.ts';
import type { MeetingHeld } from './directive-payloads.ts';
import { whomItConcerns } from './whom-it-concerns.ts';

/**
 * A meeting of several parties: its record, what was found there, and each case closed or assigned as it decided, all or none
 * (feature 0.50).
 */
export function holdMeeting(act: Act<MeetingHeld>, world: World): Result<Advance, Refusal> {
  const { kind, title, units, minutes, items, others = [], findings = [] } = act.payload;
  const ids = items.map((each) => each.problem);
  if (new Set(ids).size < ids.length) return invalid('server_problem_twice');
  if (findings.some(({ problem }) => !ids.includes(problem))) return invalid('server_meeting_finding_loose');
  if (findings.some(({ problem }) => world.find('problems', problem))) return invalid('server_problem_twice');
  if (findings.some(({ source }) => !world.find('sources', source))) return missing('server_no_such_source');
  const rows = ids.map((each) => found(each, findings, world) ?? world.find('problems', each));
  if (rows.some((each) => each === null)) return missing('server_no_such_row', { subject: 'problems' });
  if (units.some((each) => !world.find('units', each))) return missing('server_no_such_unit');
  if (items.some((each) => each.decision === 'assign' && (each.unit === null || each.deadlineAt === null)))
    return invalid('server_meeting_needs_unit');
  const known = rows as readonly Row[];
  const decides = known.filter((_, at) => items[at]?.decision !== 'keep');
  const major = decides.filter((each) => count(each, 'severity') === 3 && count(each, 'confirmedAt') === 0);
  const closes = known.filter((each, at) => items[at]?.decision === 'close' && count(each, 'severity') === 3);
  if (act.author.role !== 'leader' && (major.length > 0 || closes.length > 0)) {
    const numbers = [...new Set([...major, ...closes])].map((each) => text(each, 'no')).join(' ');
    return forbidden('server_order_needs_leader', { numbers });
  }
  const fields = {
    kind,
    title: title.trim(),
    heldAt: onServerClock(act, act.payload.heldAt),
    others: others.map((each) => each.trim()),
    minutes,
    items,
    ...whomItConcerns(known, [...units, ...items.flatMap((each) => each.unit ?? [])], world),
    // Who sat at the table; `parties` are all whom it concerns.
    units,
    by: act.author.id,
    at: act.at,
    demo: false,
    rev: 1,
  };
  const write = { collection: 'meetings', id: act.draft.subjectId, create: true, fields };
  return ok({
    writes: [write],
    follow: [
      ...findings.map((each) => finding(act, each, world)),
      ...items.flatMap((each, at) => decision(act, each, known[at]!)),
    ],
  });
}

/** What a finding will be, as far as the decisions and the rules ask; null for a case that there is already. */
function found(id: string, findings: readonly MeetingFinding[], world: World): Row | null {
  const given = findings.find((each) => each.problem === id);
  if (!given) return null;
  const town = text(world.find('sources', given.source) ?? { id: '' }, 'town');
  return { id, severity: given.severity, source: given.source, town, confirmedAt: 0 };
}

/** Somebody told it at the table: nobody has looked yet, so there is no photo to ask for. */
function finding(act: Act<MeetingHeld>, given: MeetingFinding, world: World): FollowUp {
  const { problem, category, severity, source, note } = given;
  const at = world.find('sources', source) ?? { id: '' };
  const payload: ProblemFound = {
    category,
    severity,
    source,
    note,
    origin: 'public',
    task: null,
    place: {
      lng: count(at, 'lng'),
      lat: count(at, 'lat'),
      accuracyM: null,
      by: 'pin',
      reason: act.payload.title.trim().slice(0, 400),
    },
    foundAt: act.at,
  };
  return { subject: 'problems', subjectId: problem, type: 'problem.found', payload };
}

function decision(act: Act<MeetingHeld>, item: MeetingItem, row: Row): FollowUp[] {
  const subject = { subject: 'problems', subjectId: item.problem } as const;
  const note = item.note || act.payload.title;
  switch (item.decision) {
    case 'keep':
      return [];
    case 'close':
      return [{ ...subject, type: 'problem.closed', payload: { note } }];
    case 'assign': {
      const deadlineAt = deadlineOnServer(act, item.deadlineAt!);
      const payload: ProblemAssigned = { unit: item.unit!, orderNo: '', deadlineAt, note };
      const major = count(row, 'severity') === 3 && count(row, 'confirmedAt') === 0;
      const confirmed: FollowUp = { ...subject, type: 'problem.confirmed', payload: { note } };
      return [...(major ? [confirmed] : []), { ...subject, type: 'problem.assigned', payload }];
    }
    default:
      return exhaustive(item.decision);
  }
}
