import {
  count,
  deadlineOnServer,
  onServerClock,
  text,
  type Act,
  type Advance,
  type Refusal,
  type Row,
  type World,
  type Write,
} from '../casework/act.ts';
import { idList, idsOf } from '../casework/parties.ts';
import { answersFor, inTerritory } from '../casework/permissions.ts';
import { conflict, forbidden, invalid, missing, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { NoticeIssued, NoticePayloads, NoticeReceived, NoticeVoided } from './notice-payloads.ts';
import { numberParts, SERIES_OF, type NoticeState, type PaperKind } from './paper-kinds.ts';
import { paperFacts } from './paper-facts.ts';

type NoticeAct = Act<NoticePayloads[keyof NoticePayloads]>;

/** What a kind cannot do without. */
interface Needs {
  readonly problems: boolean;
  readonly unit: boolean;
  readonly deadline: boolean;
  readonly items: boolean;
  readonly details?: 'above' | 'exposure' | 'interview';
  /** Where the record lies that it may be written out of. */
  readonly about?: 'directives' | 'exposures' | 'escalations';
}
const NEEDS: Readonly<Record<PaperKind, Needs>> = {
  assignment_order: { problems: true, unit: true, deadline: true, items: false },
  special_order: { problems: true, unit: true, deadline: true, items: false },
  rectification: { problems: true, unit: false, deadline: true, items: true },
  order_from_above: {
    problems: false,
    unit: true,
    deadline: false,
    items: true,
    details: 'above',
    about: 'directives',
  },
  exposure: {
    problems: true,
    unit: false,
    deadline: false,
    items: false,
    details: 'exposure',
    about: 'exposures',
  },
  interview: {
    problems: false,
    unit: true,
    deadline: false,
    items: false,
    details: 'interview',
    about: 'escalations',
  },
};
const FIELD = ['inspector', 'grid_officer'];

/** An official paper is issued, signed for, or void; a void one keeps its number (features 0.17, 4.05). */
export function advanceNotice(act: NoticeAct, world: World): Result<Advance, Refusal> {
  if (act.draft.type === 'notice.issued') return issue(act as Act<NoticeIssued>, world);
  const row = world.find('notices', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'notices' });
  const state = text(row, 'state') as NoticeState;
  if (act.draft.type === 'notice.voided')
    return state === 'void'
      ? refused('server_notice_is_void')
      : change(row, {
          state: 'void',
          voided: { ...(act.payload as NoticeVoided), by: act.author.id, at: act.at },
        });
  if (state !== 'issued')
    return act.draft.seen < count(row, 'rev')
      ? conflict(`server_notice_is_${state}`, row, ['state'])
      : refused(`server_notice_is_${state}`);
  return receive(act as Act<NoticeReceived>, row, world);
}

function receive(act: Act<NoticeReceived>, row: Row, world: World): Result<Advance, Refusal> {
  const { author, payload, draft } = act;
  const units = [text(row, 'unit'), ...idsOf(row, 'parties')].filter((each) => each !== '');
  const isUnit = !FIELD.includes(author.role) && author.role !== 'dispatcher';
  if (isUnit && !units.some((each) => answersFor(author, world.find('units', each))))
    return forbidden('server_not_your_unit');
  if (FIELD.includes(author.role) && text(row, 'by') !== author.id && !ownGroup(act, row))
    return forbidden('server_not_your_group');
  if (draft.photos.length === 0) return invalid('server_needs_photo_signed');
  if (payload.result === 'refused' && payload.witness.trim() === '') return invalid('server_needs_witness');
  const signedAt = onServerClock(act, payload.signedAt);
  return change(row, {
    state: 'received',
    receipt: { ...payload, signedAt, by: author.id, at: act.at, photos: draft.photos },
  });
}

function issue(act: Act<NoticeIssued>, world: World): Result<Advance, Refusal> {
  const { payload, author } = act;
  const needs = NEEDS[payload.kind];
  const inField = FIELD.includes(author.role);
  if (inField && payload.kind !== 'rectification')
    return forbidden('server_not_your_task', { type: payload.kind });
  if (new Set(payload.problems).size < payload.problems.length) return invalid('server_problem_twice');
  const found = payload.problems.map((each) => world.find('problems', each));
  if (found.some((each) => each === null)) return missing('server_no_such_row', { subject: 'problems' });
  const problems = found as readonly Row[];
  const order = payload.order === null ? null : world.find('orders', payload.order);
  const wrong =
    againstParts(payload, needs, order) ??
    againstRecord(payload, needs, order, world) ??
    againstProblems(act as Act<NoticeIssued>, problems, inField);
  if (wrong) return wrong;

  const unit = payload.unit ?? (order ? text(order, 'unit') : '');
  if (unit !== '' && !world.find('units', unit)) return missing('server_no_such_row', { subject: 'units' });
  const own = payload.deadlineAt === null ? 0 : deadlineOnServer(act, payload.deadlineAt);
  if (own > 0 && own <= act.at) return invalid('server_deadline_has_passed');
  // An order's paper says what the order says, however late it is printed.
  const deadlineAt = own || (order ? count(order, 'deadlineAt') : 0);
  const coUnits = [
    ...new Set([order, ...problems].flatMap((each) => (each ? idsOf(each, 'parties') : []))),
  ].filter((each) => each !== unit);

  const id = act.draft.subjectId;
  const ofOrder = order !== null && SERIES_OF[payload.kind] === 'JB';
  const inherits = ofOrder && text(order, 'notice') === '';
  const no = inherits ? text(order, 'no') : world.numberFor(SERIES_OF[payload.kind], act.at);
  const parts = numberParts(no);
  const by = { id: author.id, at: act.at, deadlineAt };
  const [first] = problems;
  const fields = {
    no,
    kind: payload.kind,
    state: 'issued',
    year: parts?.year ?? 0,
    serial: parts?.serial ?? 0,
    problems: payload.problems,
    order: order?.id ?? '',
    about: payload.about ?? '',
    source: first ? text(first, 'source') : '',
    unit,
    parties: idList([unit, ...coUnits]),
    town: first ? text(first, 'town') : '',
    group: author.group,
    deadlineAt,
    facts: paperFacts(payload, problems, { unit, coUnits }, by, world),
    receipt: null,
    voided: null,
    by: author.id,
    at: act.at,
    demo: false,
    rev: 1,
  };
  const named: Write[] = ofOrder
    ? [{ collection: 'orders', id: order.id, create: false, fields: { notice: id } }]
    : [];
  return ok({ writes: [{ collection: 'notices', id, create: true, fields }, ...named], follow: [] });
}

function againstParts(payload: NoticeIssued, needs: Needs, order: Row | null) {
  if (payload.order !== null && !order) return missing('server_no_such_row', { subject: 'orders' });
  if (needs.problems && payload.problems.length === 0)
    return invalid('server_field_required', { field: 'problems' });
  if (needs.unit && payload.unit === null && !order)
    return invalid('server_field_required', { field: 'unit' });
  if (needs.deadline && payload.deadlineAt === null && !order)
    return invalid('server_field_required', { field: 'deadlineAt' });
  if (needs.items && payload.items.length === 0) return invalid('server_field_required', { field: 'items' });
  if (needs.details && !payload[needs.details])
    return invalid('server_field_required', { field: needs.details });
  if (order) {
    const known = (order['problems'] as readonly string[] | null) ?? [];
    if (payload.problems.some((each) => !known.includes(each))) return invalid('server_notice_not_of_order');
  }
  return null;
}

/** One order is one paper with all its points under its own number; only a void one is written anew. */
function againstRecord(payload: NoticeIssued, needs: Needs, order: Row | null, world: World) {
  if (payload.about && !(needs.about && world.find(needs.about, payload.about)))
    return missing('server_no_such_row', { subject: needs.about ?? 'notices' });
  if (!order || SERIES_OF[payload.kind] !== 'JB') return null;
  const before = text(order, 'notice');
  const paper = before === '' ? null : world.find('notices', before);
  if (paper && text(paper, 'state') !== 'void')
    return refused('server_order_has_paper', { no: text(paper, 'no') });
  const valid = (order['problems'] as readonly string[]).filter((each) => {
    const problem = world.find('problems', each);
    return problem !== null && text(problem, 'state') !== 'void';
  });
  const named = new Set(payload.problems);
  return valid.every((each) => named.has(each))
    ? null
    : invalid('server_notice_whole_order', { count: valid.length });
}

function againstProblems(act: Act<NoticeIssued>, problems: readonly Row[], inField: boolean) {
  const { author, payload } = act;
  if (problems.some((each) => text(each, 'state') === 'void')) return refused('server_notice_void_problem');
  if (problems.some((each) => !inTerritory(author, each))) return forbidden('server_not_your_territory');
  if (inField && problems.some((each) => text(each, 'foundBy') !== author.id && !ownGroup(act, each)))
    return forbidden('server_not_your_group');
  if (payload.kind === 'rectification' && new Set(problems.map((each) => text(each, 'source'))).size > 1)
    return invalid('server_notice_one_place');
  if (payload.kind === 'special_order' && author.role !== 'leader') {
    const open = problems.filter((each) => count(each, 'confirmedAt') === 0);
    if (open.length > 0)
      return forbidden('server_order_needs_leader', {
        numbers: open.map((each) => text(each, 'no')).join(' '),
      });
  }
  return null;
}

function ownGroup({ author }: Pick<NoticeAct, 'author'>, row: Row): boolean {
  return author.group !== '' && text(row, 'group') === author.group;
}

function change(row: Row, fields: Readonly<Record<string, unknown>>): Result<Advance, Refusal> {
  const rev = count(row, 'rev') + 1;
  const write: Write = { collection: 'notices', id: row.id, create: false, fields: { ...fields, rev } };
  return ok({ writes: [write], follow: [] });
}
