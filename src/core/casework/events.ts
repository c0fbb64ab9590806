import type { Role } from '../roles.ts';
import type { Instant } from '../units.ts';

/** What an event is about; the collection that holds the row it changes. */
export const SUBJECTS = [
  'problems',
  'orders',
  'inspections',
  'reinspections',
  'notices',
  'exposures',
  'escalations',
  'directives',
  'meetings',
  'listings',
  'responses',
  'tasks',
  'suggestions',
  'zones',
  'sources',
  'groups',
] as const;
export type Subject = (typeof SUBJECTS)[number];

export const PROBLEM_EVENTS = [
  'problem.found',
  'problem.fixed_on_spot',
  'problem.assigned',
  'problem.undecided',
  'problem.voided',
  'problem.closed',
  'problem.confirmed',
  'problem.accepted',
  'problem.refused',
  'problem.started',
  'problem.planned',
  'problem.step_proved',
  'problem.part_submitted',
  'problem.submitted',
  'problem.reinspected',
  'problem.returned',
  'problem.suspended',
  'problem.resumed',
  'problem.extension_asked',
  'problem.extension_decided',
  'problem.sampled',
  'problem.sample_checked',
  'problem.disputed',
  'problem.claim_answered',
  'problem.meeting_held',
  'problem.owner_decided',
  'problem.merged',
  'problem.unmerged',
  'problem.absorbed',
  'problem.released',
  'problem.verification_asked',
  'problem.verified',
  'problem.exchanged',
  'problem.urged',
  'problem.filmed',
] as const;
export const ORDER_EVENTS = ['order.sent'] as const;
export const INSPECTION_EVENTS = ['inspection.made', 'inspection.amended'] as const;
export const REINSPECTION_EVENTS = [
  'reinspection.opened',
  'reinspection.reported',
  'reinspection.closed',
] as const;
/** Official papers: issued with a number, signed for, void. */
export const NOTICE_EVENTS = ['notice.issued', 'notice.received', 'notice.voided'] as const;
export const EXPOSURE_EVENTS = [
  'exposure.published',
  'exposure.followed_up',
  'exposure.redacted',
  'exposure.withdrawn',
  'exposure.restored',
  'exposure.lapsed',
] as const;
export const ESCALATION_EVENTS = [
  'escalation.proposed',
  'escalation.dismissed',
  'escalation.opened',
  'escalation.confirmed',
  'escalation.undone',
  'escalation.lifted',
  'escalation.signed',
  'escalation.commitment_kept',
  'escalation.commitment_missed',
  'escalation.expired',
] as const;
export const DIRECTIVE_EVENTS = [
  'directive.received',
  'directive.forwarded',
  'directive.read',
  'directive.item_done',
  'directive.item_reviewed',
  'directive.case_linked',
  'directive.owner_named',
  'directive.answered',
  'directive.reviewed',
  'directive.overdue',
] as const;
export const MEETING_EVENTS = ['meeting.held', 'meeting.signed'] as const;
/** The red-black list of a period. */
export const LISTING_EVENTS = ['listing.published', 'listing.withdrawn'] as const;
export const RESPONSE_EVENTS = [
  'response.started',
  'response.level_changed',
  'response.ended',
  'response.shift_set',
  'response.shift_dropped',
  'response.reduced',
  'response.exempted',
  'response.exemption_ended',
] as const;
/** Follows a step of the ladder that begins or ends. */
export const LADDER_EVENTS = ['problem.escalated'] as const;

/** By the clock job alone; `deviceAt` is the instant of the mark, however late the server saw it. */
export const CLOCK_EVENTS = ['problem.reminded', 'problem.overdue', 'problem.raised'] as const;
/** By the administrator who publishes an edition of the categories that holds for open cases as well. */
export const CATALOGUE_EVENTS = ['problem.rescheduled'] as const;
/** By the look-back job alone; `deviceAt` is the instant of the day, however late the server saw it. */
export const LOOK_BACK_EVENTS = ['problem.look_back_due'] as const;
export const TASK_EVENTS = [
  'task.sent',
  'task.proposed',
  'task.given',
  'task.recalled',
  'task.lapsed',
  'task.accepted',
  'task.started',
  'task.visited',
  'task.walked',
  'task.retargeted',
  'task.part_reported',
  'task.done',
  'task.flagged',
  'task.shift_kept',
  'task.shift_reopened',
] as const;
export const SUGGESTION_EVENTS = [
  'suggestion.raised',
  'suggestion.snoozed',
  'suggestion.dismissed',
  'suggestion.reopened',
  'suggestion.expired',
  'suggestion.confirmed',
] as const;
export const ZONE_EVENTS = ['zone.scored'] as const;
export const SOURCE_EVENTS = ['source.registered', 'source.updated'] as const;
export const GROUP_EVENTS = ['group.area_changed'] as const;
export const EVENT_TYPES = [
  ...PROBLEM_EVENTS,
  ...CLOCK_EVENTS,
  ...CATALOGUE_EVENTS,
  ...LOOK_BACK_EVENTS,
  ...LADDER_EVENTS,
  ...ORDER_EVENTS,
  ...INSPECTION_EVENTS,
  ...REINSPECTION_EVENTS,
  ...NOTICE_EVENTS,
  ...EXPOSURE_EVENTS,
  ...ESCALATION_EVENTS,
  ...DIRECTIVE_EVENTS,
  ...MEETING_EVENTS,
  ...LISTING_EVENTS,
  ...RESPONSE_EVENTS,
  ...TASK_EVENTS,
  ...SUGGESTION_EVENTS,
  ...ZONE_EVENTS,
  ...SOURCE_EVENTS,
  ...GROUP_EVENTS,
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A photo an event refers to; the bytes travel on their own. */
export interface PhotoRef {
  readonly id: string;
  readonly sha256: string;
}

/** One event as its author made it. The payload is canonical JSON text: a json field would be re-marshalled and its hash change. */
export interface EventDraft {
  /** UUIDv7 as 32 hex digits, made on the device. */
  readonly id: string;
  readonly subject: Subject;
  readonly subjectId: string;
  readonly type: EventType;
  readonly deviceAt: Instant;
  /** Server clock minus device clock at the last contact, ms. */
  readonly clockOffsetMs: number;
  /** The `rev` of the row the author saw; 0 when the event creates it. */
  readonly seen: number;
  readonly payload: string;
  readonly photos: readonly PhotoRef[];
  /** What sort of machine it was made on (device-label.ts); absent in events of before there were labels and of the server itself. */
  readonly device?: string;
}

/** Who acts, as the server knows it. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  readonly unit: string;
  readonly group: string;
  readonly territory: string;
}

/** Events that make their own row. */
export const CREATING_EVENTS: readonly EventType[] = [
  'problem.found',
  'order.sent',
  'inspection.made',
  'reinspection.opened',
  'notice.issued',
  'exposure.published',
  'escalation.proposed',
  'escalation.opened',
  'directive.received',
  'meeting.held',
  'listing.published',
  'response.started',
  'task.sent',
  'task.proposed',
  'suggestion.raised',
  'source.registered',
];
