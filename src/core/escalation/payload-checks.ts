import * as check from '../casework/check.ts';
import type { Check } from '../casework/check.ts';
import { note, reason } from '../casework/payload-parts.ts';
import { message } from '../message.ts';
import { SOURCE_KINDS } from '../sources/source-kinds.ts';
import { FOLLOW_UP_RESULTS, MEDIA, REDACTIONS, STEP_FORMS, type StepForm } from './escalation-kinds.ts';
import { LISTING_PERIODS } from './listing-kinds.ts';
import type { EscalationPayloads } from './payloads.ts';

const { anything, bool, id, instant, list, nullable, number, oneOf, shape, text } = check;

const MOST = 500;
const MONEY = number(0, 1e9);
const form = (value: StepForm): Readonly<Record<string, Check>> => ({ form: oneOf([value]) });
const shut = (value: StepForm): Check =>
  shape({ ...form(value), untilAt: nullable(instant), basis: text(400, 1) });

const TERMS: Readonly<Record<StepForm, Check>> = {
  exposure: shape({ ...form('exposure'), exposure: id }),
  interview: shape({
    ...form('interview'),
    who: text(80, 1),
    heldAt: instant,
    minutes: text(4000),
    commitments: list(shape({ what: text(400, 1), dueAt: instant }), 40),
  }),
  listing: shape({ ...form('listing'), untilAt: instant, criteria: list(text(400, 1), 20, 1) }),
  blacklist: shape({ ...form('blacklist'), untilAt: instant, effect: text(400, 1) }),
  stop_work: shut('stop_work'),
  seal: shut('seal'),
  penalty: shape({
    ...form('penalty'),
    law: text(120, 1),
    article: text(120, 1),
    amountCNY: MONEY,
    document: text(120),
  }),
  paid_rectification: shape({ ...form('paid_rectification'), team: text(120, 1), costCNY: MONEY, unit: id }),
  accountability: shape({ ...form('accountability'), duty: text(400, 1) }),
  mark: shape({ ...form('mark'), untilAt: nullable(instant) }),
};

const terms: Check = (value, field) => {
  const given = (value as { readonly form?: unknown } | null)?.form;
  const known = STEP_FORMS.find((each) => each === given);
  return known ? TERMS[known](value, field) : oneOf(STEP_FORMS)(given, `${field}.form`);
};
const because: Check = (value, field) =>
  typeof (value as { readonly key?: unknown } | null)?.key === 'string'
    ? shape({ key: text(120, 1), params: check.optional(anything) })(value, field)
    : message('server_field_object', { field });
const justBecause = shape({ reason });
/** Only what a browser opens as a page: an address that runs a script never gets in. */
const link: Check = (value, field) =>
  text(500)(value, field) ??
  (value === '' || /^https?:\/\//.test(value as string) ? null : message('server_field_link', { field }));

const figure = number(0, 1e9);
const findings = list(figure, 3, 3);
const place = shape({
  ...{ source: id, code: text(80), name: text(200), kind: oneOf(SOURCE_KINDS), town: text(32) },
  ...{ rank: figure, score: number(0, 100) },
  lost: shape({ findings: figure, overdue: figure, steps: figure }),
  record: shape({ source: id, checks: figure, findings, overdue: figure, steps: figure }),
});
/** As many places as a list may have, with room for other settings. */
const places = list(place, 200);

export const ESCALATION_CHECKS: Readonly<Record<keyof EscalationPayloads, Check>> = {
  'exposure.published': shape({
    medium: oneOf(MEDIA),
    title: text(200, 1),
    link,
    publishedAt: instant,
    problems: list(id, MOST, 1),
    redaction: oneOf(REDACTIONS),
    followUpDueAt: instant,
    proposal: nullable(id),
    note,
  }),
  'exposure.followed_up': shape({
    title: text(200, 1),
    link,
    publishedAt: instant,
    result: oneOf(FOLLOW_UP_RESULTS),
  }),
  'exposure.redacted': shape({ redaction: oneOf(REDACTIONS), reason }),
  'exposure.withdrawn': justBecause,
  'exposure.restored': justBecause,
  'exposure.lapsed': shape({ dueAt: instant }),
  'escalation.proposed': shape({
    ladder: text(60, 1),
    edition: text(40),
    rung: text(60, 1),
    source: nullable(id),
    unit: nullable(id),
    problems: list(id, MOST),
    because,
    key: text(200, 1),
  }),
  'escalation.dismissed': justBecause,
  'escalation.opened': shape({
    ladder: text(60, 1),
    rung: text(60, 1),
    source: nullable(id),
    unit: nullable(id),
    problems: list(id, MOST),
    terms,
    reason,
  }),
  'escalation.confirmed': shape({ terms, reason: note }),
  'escalation.undone': justBecause,
  'escalation.lifted': justBecause,
  'escalation.signed': shape({ note }),
  'escalation.commitment_kept': shape({ commitment: number(0, 39), note }),
  'escalation.commitment_missed': shape({ commitment: number(0, 39), dueAt: instant }),
  'escalation.expired': shape({ untilAt: instant }),
  'listing.published': shape({
    period: oneOf(LISTING_PERIODS),
    fromAt: instant,
    untilAt: instant,
    kind: oneOf(['', ...SOURCE_KINDS]),
    isPublic: bool,
    figures: shape({
      ...{ red: places, black: places, redTied: figure, blackTied: figure, scored: figure },
      settings: shape({
        ...{ finding: findings, overdue: figure, step: figure, most: figure },
        ...{ redFrom: figure, blackBelow: figure },
      }),
    }),
    note,
  }),
  'listing.withdrawn': justBecause,
  'problem.escalated': shape({ step: id, form: oneOf(STEP_FORMS), level: number(0, 9), on: bool }),
};
