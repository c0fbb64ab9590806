import * as check from '../casework/check.ts';
import type { Check } from '../casework/check.ts';
import { note, reason } from '../casework/payload-parts.ts';
import type { NoticePayloads } from './notice-payloads.ts';
import { ABOVE_LEVELS, PAPER_KINDS } from './paper-kinds.ts';

const { id, instant, list, nullable, oneOf, optional, shape, text } = check;

const lines = list(text(2000, 1), 60);

export const NOTICE_CHECKS: Readonly<Record<keyof NoticePayloads, Check>> = {
  'notice.issued': shape({
    kind: oneOf(PAPER_KINDS),
    problems: list(id, 500),
    order: nullable(id),
    unit: nullable(id),
    addressee: text(160),
    items: lines,
    basis: lines,
    deadlineAt: nullable(instant),
    note,
    about: optional(id),
    above: optional(
      shape({
        level: oneOf(ABOVE_LEVELS),
        from: text(160, 1),
        theirNo: text(80),
        receivedAt: instant,
        answerDueAt: instant,
      }),
    ),
    exposure: optional(shape({ medium: text(160, 1), publishedAt: instant, link: text(500) })),
    interview: optional(
      shape({
        who: text(160, 1),
        at: instant,
        reason: text(2000, 1),
        minutes: text(4000, 1),
        commitment: text(8000),
        followUpAt: instant,
      }),
    ),
  }),
  'notice.voided': shape({ reason }),
  'notice.received': shape({
    result: oneOf(['signed', 'refused']),
    signedBy: text(80, 1),
    office: text(120),
    signedAt: instant,
    witness: text(120),
    note,
  }),
};
