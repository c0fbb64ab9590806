import type { DirectiveItemDone } from '../escalation/directive-payloads.ts';
import type { CommitmentKept } from '../escalation/payloads.ts';
import { exhaustive } from '../exhaustive.ts';
import type { ResponseExempted, ResponseShiftDropped } from '../response/response-payloads.ts';
import type { EventType } from './events.ts';
import type { SourceUpdated } from './payloads.ts';
import type { TaskPartReported, TaskVisited, TaskWalked } from '../patrol/task-payloads.ts';
import type { ProblemClaimAnswered, ProblemPartSubmitted, ProblemStepProved } from './problem-payloads.ts';

/** Fields an event writes, as conflicts see them; `payload` has been checked when the event was accepted. */
export function touchedFields(type: EventType, payload: string): readonly string[] {
  switch (type) {
    case 'problem.found':
    case 'problem.fixed_on_spot':
    case 'problem.assigned':
    case 'problem.undecided':
    case 'problem.voided':
    case 'problem.closed':
    case 'problem.accepted':
    case 'problem.refused':
    case 'problem.started':
    case 'problem.submitted':
    case 'problem.reinspected':
    case 'problem.returned':
    case 'problem.suspended':
    case 'problem.resumed':
    case 'problem.sample_checked':
    case 'problem.disputed':
    case 'problem.owner_decided':
    case 'problem.merged':
    case 'problem.unmerged':
    case 'order.sent':
    case 'inspection.made':
    case 'reinspection.opened':
    case 'reinspection.reported':
    case 'reinspection.closed':
    case 'notice.issued':
    case 'notice.received':
    case 'notice.voided':
    case 'directive.received':
    case 'directive.answered':
    case 'directive.reviewed':
    case 'meeting.held':
    case 'listing.published':
    case 'listing.withdrawn':
    case 'response.started':
    case 'response.level_changed':
    case 'response.ended':
    case 'exposure.published':
    case 'exposure.followed_up':
    case 'exposure.withdrawn':
    case 'exposure.restored':
    case 'escalation.proposed':
    case 'escalation.dismissed':
    case 'escalation.opened':
    case 'escalation.confirmed':
    case 'escalation.undone':
    case 'escalation.lifted':
    case 'task.sent':
    case 'task.proposed':
    case 'task.given':
    case 'task.recalled':
    case 'task.lapsed':
    case 'task.accepted':
    case 'task.started':
    case 'task.done':
    case 'suggestion.raised':
    case 'suggestion.snoozed':
    case 'suggestion.dismissed':
    case 'suggestion.reopened':
    case 'suggestion.expired':
    case 'suggestion.confirmed':
    case 'source.registered':
      return ['state'];
    // Units forward, read and do their parts side by side; nothing of it is in another's way.
    case 'directive.forwarded':
    case 'directive.read':
    case 'directive.overdue':
    case 'directive.case_linked':
      return [];
    case 'directive.owner_named':
      return ['owner'];
    case 'directive.item_done':
    case 'directive.item_reviewed':
      return [`item ${(JSON.parse(payload) as DirectiveItemDone).item}`];
    case 'response.shift_set':
    case 'response.shift_dropped':
      return [`shift ${(JSON.parse(payload) as ResponseShiftDropped).shift}`];
    // The server's own word; it says nothing that a person decides.
    case 'response.reduced':
      return [];
    case 'response.exempted':
    case 'response.exemption_ended':
      return [`exemption ${(JSON.parse(payload) as ResponseExempted).source}`];
    // One more picture of the minutes is in nobody's way.
    case 'escalation.signed':
    case 'meeting.signed':
      return [];
    case 'exposure.redacted':
      return ['redaction'];
    case 'exposure.lapsed':
    case 'escalation.expired':
      return ['overdueAt'];
    case 'escalation.commitment_kept':
    case 'escalation.commitment_missed':
      return [`commitment ${(JSON.parse(payload) as CommitmentKept).commitment}`];
    case 'problem.escalated':
      return [];
    // Only whoever made it adds to it.
    case 'inspection.amended':
      return ['answers', 'education'];
    case 'problem.confirmed':
      return ['confirmed'];
    case 'problem.sampled':
      return ['sample'];
    case 'problem.verification_asked':
      return ['verification'];
    case 'problem.verified':
      return ['state', 'verification'];
    case 'problem.exchanged':
      return ['centreState'];
    case 'problem.planned':
      return ['plan'];
    case 'problem.step_proved':
      return [`plan step ${(JSON.parse(payload) as ProblemStepProved).step}`];
    case 'problem.extension_asked':
    case 'problem.extension_decided':
      return ['extension'];
    // Units answer side by side: each has a part and a claim of its own.
    case 'problem.part_submitted':
      return [`part ${(JSON.parse(payload) as ProblemPartSubmitted).unit}`];
    case 'problem.claim_answered':
      return [`claim ${(JSON.parse(payload) as ProblemClaimAnswered).unit}`];
    case 'problem.meeting_held':
      return ['meeting'];
    case 'problem.absorbed':
    case 'problem.released':
    case 'problem.urged':
    case 'problem.filmed':
    case 'problem.look_back_due':
      return [];
    // A visit counts even when the targets were changed meanwhile: it is kept as one met on the way.
    case 'task.visited':
      return [`target ${(JSON.parse(payload) as TaskVisited).source}`];
    case 'task.part_reported':
      return [`part ${(JSON.parse(payload) as TaskPartReported).unit}`];
    case 'task.walked':
      return [`cell ${(JSON.parse(payload) as TaskWalked).cell}`];
    // Two people who answer the same turn of the wind, one by new targets and one by keeping the old, must hear of each other.
    case 'task.retargeted':
      return ['targets', 'shiftAnswer'];
    case 'task.shift_kept':
    case 'task.shift_reopened':
      return ['windShift', 'shiftAnswer'];
    case 'problem.rescheduled':
      return ['deadlineAt'];
    case 'problem.reminded':
    case 'problem.overdue':
    case 'problem.raised':
      return ['clocks'];
    case 'task.flagged':
      return ['windShift'];
    case 'zone.scored':
      return ['outcome'];
    case 'source.updated':
      return sourceFields((JSON.parse(payload) as SourceUpdated).changes);
    case 'group.area_changed':
      return ['areas'];
    default:
      return exhaustive(type);
  }
}

/** Each field of a profile is one of its own: one may fill in the stoves while another one cleans the purifier. */
function sourceFields({ profile, ...rest }: SourceUpdated['changes']): readonly string[] {
  return [...Object.keys(rest), ...Object.keys(profile ?? {}).map((key) => `profile ${key}`)];
}
