import type { FindLadders } from '../escalation/ladder.ts';
import type { RedBlackFigures } from '../escalation/listing-kinds.ts';
import type { ListingPublished } from '../escalation/payloads.ts';
import type { Message } from '../message.ts';
import type { PaperBook, PaperSeries } from '../papers/paper-kinds.ts';
import type { StandbyGroup } from '../response/response-kinds.ts';
import type { Role } from '../roles.ts';
import type { Instant, LngLat } from '../units.ts';
import type { CategoryEvidence } from './category-catalogue.ts';
import type { FindClockBook } from './clock-book.ts';
import type { Actor, EventDraft, EventType, PhotoRef, Subject } from './events.ts';
import type { Payloads } from './payloads.ts';

/** A person, or the server's own jobs. */
export type Author = Omit<Actor, 'role'> & { readonly role: Role | 'system' };

/** An event with its payload read and its times on the server's clock. */
export interface Act<P = Payloads[EventType]> {
  readonly draft: EventDraft;
  readonly payload: P;
  readonly author: Author;
  /** When it was done, on the server's clock, never after the receipt. */
  readonly at: Instant;
  readonly receivedAt: Instant;
}

/** A record of a collection; json fields are parsed, an empty relation is ''. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** What a reducer may look at. On a device it is what the device has; `numberFor` and `locate` answer nothing there. */
export interface World {
  readonly find: (collection: string, id: string) => Row | null;
  readonly problemsOfTask: (task: string) => readonly Row[];
  /** Photos that events of this subject name and whose bytes have not arrived. */
  readonly photosPending: (subjectId: string) => number;
  /** Next number: WT problems and RW tasks of the day, JB orders and the other papers of the year; '' on a device. */
  readonly numberFor: (prefix: NumberPrefix, at: Instant) => string;
  /** By what the clocks of a case are set; absent on a device, which has the product's own rules. */
  readonly clockBook?: FindClockBook;
  /** What papers are headed with; absent on a device. */
  readonly paperBook?: (at: Instant) => PaperBook;
  /** The ladders in force; absent on a device, which has the product's own. */
  readonly ladders?: FindLadders;
  /** Title of a person's post at a time; absent on a device. */
  readonly post?: (user: string, at: Instant) => string;
  /** Steps in force at a source; absent on a device. */
  readonly stepsAt?: (source: string) => readonly Row[];
  /** Red and black list of a period as it is counted now; absent on a device. */
  readonly redBlack?: (of: Pick<ListingPublished, 'fromAt' | 'untilAt' | 'kind'>) => RedBlackFigures;
  /** The list that is published for a period and kind of place; absent on a device. */
  readonly listing?: (fromAt: Instant, untilAt: Instant, kind: string) => Row | null;
  /** Emergency responses that are not ended; absent on a device. */
  readonly responses?: () => readonly Row[];
  /** Rows of `reductions` of a source, of every emergency response there was; absent on a device. */
  readonly reductionsOf?: (source: string) => readonly Row[];
  /** Who stands by in a red alert; absent on a device. */
  readonly standby?: (at: Instant) => readonly StandbyGroup[];
  /** Whether the edition of that time holds a category; absent on a device. */
  readonly knowsCategory?: (category: string, at: Instant) => boolean;
  /** What a category's edition asks to be shown, null where it says nothing; absent on a device. */
  readonly evidenceOf?: (category: string, edition: string, at: Instant) => CategoryEvidence | null;
  /** Days after closing on which a case is looked back upon; absent on a device. */
  readonly lookBackDays?: (category: string, edition: string, at: Instant) => readonly number[];
  /** Id of the closed case that a finding goes back to, null when it is none; absent on a device. */
  readonly relapseOf?: (source: string, category: string, at: Instant) => string | null;
  /** Ids of the sources of a kind that can still pollute, in a town or ('') anywhere; absent on a device. */
  readonly sourcePool?: (kind: string, town: string) => readonly string[];
  /** Ids of the grids a place lies in; '' where there is none. */
  readonly locate: (place: LngLat) => {
    readonly cell: string;
    readonly village: string;
    readonly town: string;
  };
  /** Capabilities of a person's posts at a time: group_leader and the like. */
  readonly capabilities: (user: string, at: Instant) => readonly string[];
  /** Id of the unit that stands for a town; '' when there is none. */
  readonly unitOfTown: (town: string) => string;
  /** Ids of other towns whose border is nearer than BORDER_M. */
  readonly townsNear: (place: LngLat, own: string) => readonly string[];
}

export type NumberPrefix = 'WT' | 'RW' | PaperSeries;

/** One record to create or change. */
export interface Write {
  readonly collection: string;
  readonly id: string;
  readonly create: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Counters to raise or lower by so much, never below 0. */
  readonly add?: Readonly<Record<string, number>>;
}

/** An event that follows from this one in the same transaction. */
export interface FollowUp {
  readonly type: EventType;
  readonly subject: Subject;
  readonly subjectId: string;
  readonly payload: unknown;
  readonly photos?: readonly PhotoRef[];
}

/** What an accepted event does; the first write is the subject's row. */
export interface Advance {
  readonly writes: readonly Write[];
  readonly follow: readonly FollowUp[];
}

export const REFUSAL_CODES = [
  'invalid',
  'forbidden',
  'missing',
  'refused',
  'conflict',
  'different',
  'too_large',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Why an event is not taken. `conflict` comes with the row as it is now. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly reason: Message;
  readonly row?: Row;
  /** Fields that both sides changed. */
  readonly fields?: readonly string[];
}

/** An earlier event that the author had not seen. */
export interface MissedEvent {
  readonly type: EventType;
  readonly actor: string;
  readonly payload: string;
}

/** A time of the payload on the server's clock, never after the receipt. */
export function onServerClock(act: Act<unknown>, at: Instant): Instant {
  return Math.min(at + act.draft.clockOffsetMs, act.receivedAt);
}

/** A time ahead on the server's clock: corrected, but not bounded by the receipt. */
export function deadlineOnServer(act: Act<unknown>, at: Instant): Instant {
  return at + act.draft.clockOffsetMs;
}

export function text(row: Row, field: string): string {
  const value = row[field];
  return typeof value === 'string' ? value : '';
}

export function count(row: Row, field: string): number {
  const value = row[field];
  return typeof value === 'number' ? value : 0;
}
