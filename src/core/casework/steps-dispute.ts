import { DAY_MS } from '../china-time.ts';
import { onServerClock, text, count, type Row, type World, type Write } from './act.ts';
import { againstAssigning, assignedFields } from './assign.ts';
import { disputeOf, openDispute, type Dispute } from './dispute.ts';
import { idList } from './parties.ts';
import type { Against, ProblemAct, Transitions } from './problem-transition.ts';
import { forbidden, invalid, missing, refused } from './refuse.ts';
import { speaksFor } from './speaks-for.ts';

/** After this a dispute is no longer the dispatcher's to decide (domain.md §4: 24 h). */
export const DISPUTE_MS = DAY_MS;

/** 归属不明: candidates, claims, meeting, decision. */
export const DISPUTE: Transitions<
  'problem.disputed' | 'problem.claim_answered' | 'problem.meeting_held' | 'problem.owner_decided'
> = {
  'problem.disputed': {
    from: ['found', 'ownership_disputed'],
    to: 'ownership_disputed',
    handling: 'assigned',
    against: (act, row, world) => {
      const { candidates } = act.payload;
      if (candidates.some((each) => !world.find('units', each))) return missing('server_no_such_unit');
      return unitsOf(act, row).length < 2 ? invalid('server_dispute_needs_two') : null;
    },
    fields: (act, row) => {
      const old = disputeOf(row);
      const open = text(row, 'state') === 'ownership_disputed' && old !== null;
      const units = unitsOf(act, row);
      const fresh = openDispute(units, act.at);
      const dispute: Dispute = open
        ? {
            ...old,
            candidates: [...old.candidates, ...fresh.candidates.slice(old.candidates.length)],
          }
        : fresh;
      return {
        dispute,
        parties: idList(units),
      };
    },
  },
  'problem.claim_answered': {
    from: ['ownership_disputed'],
    to: 'same',
    against: (act, row, world) =>
      speaksFor(act, act.payload.unit, world) ??
      (disputeOf(row)?.candidates.some((each) => each.unit === act.payload.unit)
        ? null
        : refused('server_no_candidate')),
    fields: (act, row) => {
      const { unit, answer, note, papers } = act.payload;
      const dispute = disputeOf(row)!;
      const candidates = dispute.candidates.map((each) =>
        each.unit === unit ? { unit, answer, note, papers, at: act.at } : each,
      );
      return { dispute: { ...dispute, candidates } };
    },
  },
  'problem.meeting_held': {
    from: ['ownership_disputed'],
    to: 'same',
    against: (act, _row, world) =>
      act.payload.present.some((each) => !world.find('units', each)) ? missing('server_no_such_unit') : null,
    fields: (act, row) => {
      const dispute = disputeOf(row)!;
      const meeting = { ...act.payload, at: onServerClock(act, act.payload.at) };
      return { dispute: { ...dispute, meetings: [...dispute.meetings, meeting] } };
    },
  },
  'problem.owner_decided': {
    from: ['ownership_disputed'],
    to: 'assigned',
    handling: 'assigned',
    against: againstDeciding,
    fields: (act, row, world) => {
      const { lead, coUnits, basis, deadlineAt } = act.payload;
      const decision = { lead, coUnits, basis, at: act.at, by: act.author.id };
      return {
        ...assignedFields({ unit: lead, coUnits, deadlineAt }, act, row, world),
        dispute: { ...disputeOf(row)!, decision },
      };
    },
    also: (act, row) => (act.payload.rule ? { writes: [ruleOf(act, row)] } : {}),
  },
};

function againstDeciding(act: ProblemAct<'problem.owner_decided'>, row: Row, world: World): Against {
  const { lead: unit, coUnits, deadlineAt } = act.payload;
  const late = act.at - (disputeOf(row)?.openedAt ?? 0) > DISPUTE_MS;
  if (late && act.author.role !== 'leader') return forbidden('server_dispute_is_leaders');
  return againstAssigning({ unit, coUnits, deadlineAt }, act, row, world);
}

/** Candidates so far and the new ones, each once. */
function unitsOf({ payload }: ProblemAct<'problem.disputed'>, row: Row): readonly string[] {
  const open = text(row, 'state') === 'ownership_disputed';
  const old = open ? (disputeOf(row)?.candidates ?? []).map((each) => each.unit) : [];
  return [...new Set([...old, ...payload.candidates])];
}

/** The decision holds for this place and category from now on: what `proposeOwners` looks at first. */
function ruleOf(act: ProblemAct<'problem.owner_decided'>, row: Row): Write {
  const { lead, coUnits, basis } = act.payload;
  return {
    collection: 'ownership_rules',
    id: act.draft.id,
    create: true,
    fields: {
      category: text(row, 'category'),
      cell: text(row, 'cell'),
      town: text(row, 'town'),
      lng: count(row, 'lng'),
      lat: count(row, 'lat'),
      lead,
      coUnits: idList(coUnits),
      basis,
      problem: row.id,
      fromAt: act.at,
    },
  };
}
