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
} from '../casework/act.ts';
import type { DIRECTIVE_EVENTS } from '../casework/events.ts';
import { idList, idsOf } from '../casework/parties.ts';
import type { Payloads } from '../casework/payloads.ts';
import { answersFor } from '../casework/permissions.ts';
import { conflict, forbidden, invalid, missing, refused } from '../casework/refuse.ts';
import { exhaustive } from '../exhaustive.ts';
import { ok, type Result } from '../result.ts';
import type { DirectiveAnswer, DirectiveHop, DirectiveItem } from './directive-kinds.ts';
import type {
  DirectiveAnswered,
  DirectiveCaseLinked,
  DirectiveForwarded,
  DirectiveItemDone,
  DirectiveItemReviewed,
  DirectiveOverdue,
  DirectiveOwnerNamed,
  DirectiveReceived,
  DirectiveReviewed,
} from './directive-payloads.ts';
import { caseLinked, isLeader, ownerNamed } from './directive-links.ts';
import { whomItConcerns } from './whom-it-concerns.ts';

type DirectiveEvent = (typeof DIRECTIVE_EVENTS)[number];

/** An order from above on its way down, its parts, its answer and what was said of it (features 1.27, 1.39, 3.21, 3.22). */
export function advanceDirective(act: Act<Payloads[DirectiveEvent]>, world: World): Result<Advance, Refusal> {
  const type = act.draft.type as DirectiveEvent;
  if (type === 'directive.received') return received(act as Act<DirectiveReceived>, world);
  const row = world.find('directives', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'directives' });
  const over = ['answered', 'accepted'].includes(text(row, 'state'));
  const always: readonly DirectiveEvent[] = ['directive.reviewed', 'directive.read', 'directive.owner_named'];
  if (over && !always.includes(type)) {
    const reason = 'server_directive_answered';
    return act.draft.seen < count(row, 'rev') ? conflict(reason, row, ['state']) : refused(reason);
  }
  switch (type) {
    case 'directive.forwarded':
      return forwarded(act as Act<DirectiveForwarded>, row, world);
    case 'directive.read':
      return read(act, row, world);
    case 'directive.item_done':
      return itemDone(act as Act<DirectiveItemDone>, row, world);
    case 'directive.item_reviewed':
      return itemReviewed(act as Act<DirectiveItemReviewed>, row);
    case 'directive.case_linked':
    case 'directive.owner_named': {
      const fields =
        type === 'directive.case_linked'
          ? caseLinked((act as Act<DirectiveCaseLinked>).payload, row, world)
          : ownerNamed((act as Act<DirectiveOwnerNamed>).payload, row, world);
      return fields.ok ? change(row, fields.value) : fields;
    }
    case 'directive.answered':
      return answered(act as Act<DirectiveAnswered>, row, world);
    case 'directive.reviewed':
      return reviewed(act as Act<DirectiveReviewed>, row);
    case 'directive.overdue': {
      const { dueAt } = (act as Act<DirectiveOverdue>).payload;
      if (count(row, 'overdueAt') > 0 || count(row, 'answerDueAt') !== dueAt || dueAt > act.at)
        return refused('server_not_due');
      return change(row, { overdueAt: dueAt });
    }
    default:
      return exhaustive(type);
  }
}

function received(act: Act<DirectiveReceived>, world: World): Result<Advance, Refusal> {
  const { level, theirNo, issuer, title, owner, items, problems } = act.payload;
  const units = items.flatMap((each) => each.unit ?? []);
  if (units.some((each) => !world.find('units', each))) return missing('server_no_such_unit');
  if (owner !== null && !isLeader(owner, world)) return refused('server_owner_no_leader');
  const rows = problems.map((each) => world.find('problems', each));
  if (rows.some((each) => each === null)) return missing('server_no_such_row', { subject: 'problems' });
  const { cases, parties, towns } = whomItConcerns(rows as readonly Row[], units, world);
  const fields = {
    level,
    theirNo,
    issuer,
    title: title.trim(),
    text: act.payload.text,
    receivedAt: onServerClock(act, act.payload.receivedAt),
    answerDueAt: deadlineOnServer(act, act.payload.answerDueAt),
    owner: owner ?? '',
    items: items.map(({ what, unit, dueAt }): DirectiveItem => ({
      what,
      unit: unit ?? '',
      dueAt: deadlineOnServer(act, dueAt),
      doneAt: 0,
      note: '',
    })),
    hops: [...new Set(units)].map((to) => hop(act, to, '', world)),
    answers: [],
    cases,
    parties,
    towns,
    state: 'open',
    answeredAt: 0,
    overdueAt: 0,
    by: act.author.id,
    at: act.at,
    demo: false,
    rev: 1,
  };
  const write = { collection: 'directives', id: act.draft.subjectId, create: true, fields };
  return ok({ writes: [write], follow: [] });
}

function forwarded(act: Act<DirectiveForwarded>, row: Row, world: World): Result<Advance, Refusal> {
  const { to, note } = act.payload;
  if (isUnit(act) && ownHops(act, row, world).length === 0) return forbidden('server_not_your_unit');
  if (to.some((each) => !world.find('units', each))) return missing('server_no_such_unit');
  const { towns } = whomItConcerns([], to, world);
  return change(row, {
    hops: [...hopsOf(row), ...to.map((each) => hop(act, each, note, world))],
    parties: idList([...idsOf(row, 'parties'), ...to]),
    towns: idList([...idsOf(row, 'towns'), ...towns.split(' ')]),
  });
}

/** A read receipt: who opens it first at each end says when, and on which post. */
function read(act: Act<unknown>, row: Row, world: World): Result<Advance, Refusal> {
  const mine = ownHops(act, row, world).filter((each) => each.readAt === 0);
  if (mine.length === 0) return refused('server_directive_nothing_new');
  const readPost = postOf(act, world);
  const hops = hopsOf(row).map((each) =>
    mine.includes(each) ? { ...each, readAt: act.at, readPost } : each,
  );
  return change(row, { hops });
}

function itemDone(act: Act<DirectiveItemDone>, row: Row, world: World): Result<Advance, Refusal> {
  const items = itemsOf(row);
  const item = items[act.payload.item];
  if (!item) return invalid('server_no_such_item');
  if (isUnit(act) && !answersFor(act.author, world.find('units', item.unit)))
    return forbidden('server_not_your_unit');
  if (item.acceptedAt) return refused('server_item_accepted');
  const { note, papers = [] } = act.payload;
  const { photos } = act.draft;
  const proof = { papers, photos };
  return change(row, {
    items: items.map((each) =>
      each === item
        ? { ...each, doneAt: act.at, doneBy: act.author.id, note, acceptedAt: 0, ...proof }
        : each,
    ),
  });
}

function itemReviewed(act: Act<DirectiveItemReviewed>, row: Row): Result<Advance, Refusal> {
  const items = itemsOf(row);
  const item = items[act.payload.item];
  if (!item) return invalid('server_no_such_item');
  if (item.doneAt === 0) return refused('server_item_not_done');
  if (item.doneBy === act.author.id) return forbidden('server_item_by_another');
  const { accepted, note } = act.payload;
  if (!accepted && note.trim() === '') return invalid('server_item_needs_reason');
  const reviewed = accepted
    ? { ...item, acceptedAt: act.at }
    : { ...item, doneAt: 0, doneBy: '', acceptedAt: 0, note };
  return change(row, { items: items.map((each) => (each === item ? reviewed : each)) });
}

function answered(act: Act<DirectiveAnswered>, row: Row, world: World): Result<Advance, Refusal> {
  const open = itemsOf(row).filter((each) => each.doneAt === 0);
  if (open.length > 0) return refused('server_directive_items_open', { count: open.length });
  const answer: DirectiveAnswer = {
    at: act.at,
    post: postOf(act, world),
    note: act.payload.note,
    accepted: null,
    review: '',
  };
  return change(row, { answers: [...answersOf(row), answer], state: 'answered', answeredAt: act.at });
}

function reviewed(act: Act<DirectiveReviewed>, row: Row): Result<Advance, Refusal> {
  if (text(row, 'state') !== 'answered') return refused('server_directive_not_answered');
  const { accepted, note } = act.payload;
  const answers = answersOf(row);
  const last = answers[answers.length - 1];
  return change(row, {
    answers: answers.map((each) => (each === last ? { ...each, accepted, review: note } : each)),
    state: accepted ? 'accepted' : 'returned',
    // Whoever accepts the whole accepts its parts, but for his own.
    ...(accepted
      ? {
          items: itemsOf(row).map((each) =>
            each.acceptedAt || each.doneBy === act.author.id ? each : { ...each, acceptedAt: act.at },
          ),
        }
      : { answeredAt: 0 }),
  });
}

function hop(act: Act<unknown>, to: string, note: string, world: World): DirectiveHop {
  return {
    from: act.author.unit,
    fromPost: postOf(act, world),
    at: act.at,
    to,
    note,
    readAt: 0,
    readPost: '',
  };
}

function postOf(act: Act<unknown>, world: World): string {
  return world.post?.(act.author.id, act.at) || act.author.role;
}

function ownHops(act: Act<unknown>, row: Row, world: World): readonly DirectiveHop[] {
  return hopsOf(row).filter((each) => answersFor(act.author, world.find('units', each.to)));
}

function isUnit({ author }: Act<unknown>): boolean {
  return author.role !== 'dispatcher' && author.role !== 'leader';
}

function hopsOf(row: Row): readonly DirectiveHop[] {
  return (row['hops'] as readonly DirectiveHop[] | null) ?? [];
}

function itemsOf(row: Row): readonly DirectiveItem[] {
  return (row['items'] as readonly DirectiveItem[] | null) ?? [];
}

function answersOf(row: Row): readonly DirectiveAnswer[] {
  return (row['answers'] as readonly DirectiveAnswer[] | null) ?? [];
}

function change(row: Row, fields: Readonly<Record<string, unknown>>): Result<Advance, Refusal> {
  const write = { collection: 'directives', id: row.id, create: false };
  return ok({ writes: [{ ...write, fields: { ...fields, rev: count(row, 'rev') + 1 } }], follow: [] });
}
