import type { PhotoRef } from '../casework/events.ts';
import type { Instant } from '../units.ts';
import type { AboveLevel, PaperKind } from './paper-kinds.ts';

/* What the events of papers say. */

export interface AboveDetails {
  readonly level: AboveLevel;
  /** Who sent it, as they sign. */
  readonly from: string;
  readonly theirNo: string;
  readonly receivedAt: Instant;
  readonly answerDueAt: Instant;
}
export interface ExposureDetails {
  readonly medium: string;
  readonly publishedAt: Instant;
  readonly link: string;
}
export interface InterviewDetails {
  /** Name and office of the person who was spoken to. */
  readonly who: string;
  readonly at: Instant;
  readonly reason: string;
  readonly minutes: string;
  readonly commitment: string;
  readonly followUpAt: Instant;
}

/** Creates a paper; its number comes with acceptance. */
export interface NoticeIssued {
  readonly kind: PaperKind;
  readonly problems: readonly string[];
  /** Row of `orders` whose paper this is. */
  readonly order: string | null;
  readonly unit: string | null;
  /** As it stands on the paper; '' = the name of the unit. */
  readonly addressee: string;
  /** What has to be done, one line each. */
  readonly items: readonly string[];
  /** Legal basis, one line each, in the issuer's words. */
  readonly basis: readonly string[];
  readonly deadlineAt: Instant | null;
  readonly note: string;
  /** The record it is written out of: an order from above, an article, an interview. */
  readonly about?: string;
  readonly above?: AboveDetails;
  readonly exposure?: ExposureDetails;
  readonly interview?: InterviewDetails;
}
/** The number stays with the void paper. */
export interface NoticeVoided {
  readonly reason: string;
}
/** 签收; needs ≥ 1 photo of the signed paper. `refused` = 拒签, with a witness (留置送达). */
export interface NoticeReceived {
  readonly result: 'signed' | 'refused';
  readonly signedBy: string;
  readonly office: string;
  readonly signedAt: Instant;
  readonly witness: string;
  readonly note: string;
}

export interface NoticePayloads {
  readonly 'notice.issued': NoticeIssued;
  readonly 'notice.voided': NoticeVoided;
  readonly 'notice.received': NoticeReceived;
}

/** What a row of `notices` keeps of its receipt. */
export interface NoticeReceipt extends NoticeReceived {
  readonly by: string;
  readonly at: Instant;
  readonly photos: readonly PhotoRef[];
}
export interface NoticeVoid extends NoticeVoided {
  readonly by: string;
  readonly at: Instant;
}
