import { exhaustive } from '../exhaustive.ts';
import type { NoticeReceipt, NoticeVoid } from './notice-payloads.ts';
import { numberParts, SERIES_OF, type NoticeState, type PaperKind } from './paper-kinds.ts';
import type { PaperFacts, PaperPoint } from './paper-facts.ts';
import { saidWith, type PaperWords, type Said } from './said.ts';

/** A paper ready to be set: the same for the page, the file for Word and the case file. */
export interface PaperModel<W = Said> {
  readonly kind: PaperKind;
  readonly void: boolean;
  readonly issuer: W;
  readonly title: W;
  readonly number: W;
  readonly to: W;
  readonly paragraphs: readonly W[];
  readonly fields: readonly (readonly [label: W, value: W])[];
  readonly points: { readonly head: readonly W[]; readonly rows: readonly (readonly W[])[] } | null;
  /** Numbered lists: what has to be done, by which law. */
  readonly lists: readonly { readonly title: W; readonly lines: readonly W[] }[];
  readonly deadline: readonly [label: W, value: W] | null;
  readonly closing: readonly W[];
  readonly signature: { readonly issuer: W; readonly day: W };
  readonly receipt: { readonly title: W; readonly rows: readonly (readonly [label: W, value: W])[] };
  readonly footer: W;
}
export type PrintedPaper = PaperModel<string>;

/** What of a row of `notices` stands on the paper; `no` is '' until the server has given one. */
export interface NoticeRow {
  readonly kind: PaperKind;
  readonly state: NoticeState;
  readonly no: string;
  readonly facts: PaperFacts;
  readonly receipt: NoticeReceipt | null;
  readonly voided: NoticeVoid | null;
}

/** The parts of a paper out of what was frozen for it. Pure: the same row is the same paper for ever. */
export function paperOf(notice: NoticeRow): PaperModel {
  const { kind, facts, receipt, voided } = notice;
  const issuer: Said = facts.issuer === '' ? { word: 'issuer' } : facts.issuer;
  return {
    kind,
    void: notice.state === 'void',
    issuer,
    title: { word: `title_${kind}` },
    number: paperNumber(notice),
    to: { word: 'to', params: { addressee: facts.addressee } },
    paragraphs: [opening(kind, facts), ...noteOf(facts)],
    fields: fieldsOf(facts),
    points: facts.points.length > 0 ? pointsOf(facts) : null,
    lists: [
      ...listOf('basis_title', facts.basis),
      ...listOf(kind === 'order_from_above' ? 'tasks_title' : 'items_title', facts.items),
    ],
    deadline:
      facts.deadlineAt > 0 ? [{ word: 'label_deadline' }, { at: facts.deadlineAt, as: 'minute' }] : null,
    closing: [{ word: `closing_${kind}` }],
    signature: { issuer, day: { at: facts.at, as: 'day' } },
    receipt: {
      title: { word: 'receipt_title' },
      rows: [
        [{ word: 'label_deliverer' }, facts.by],
        [{ word: 'label_signer' }, receipt?.signedBy ?? ''],
        [{ word: 'label_office' }, receipt?.office ?? ''],
        [{ word: 'label_signed_at' }, { at: receipt?.signedAt ?? 0, as: 'minute' }],
        [{ word: 'label_receipt' }, receipt ? { word: `receipt_${receipt.result}` } : ''],
        [{ word: 'label_witness' }, receipt?.witness ?? ''],
      ],
    },
    footer: voided ? { word: 'void_footer', params: { reason: voided.reason } } : { word: 'copies' },
  };
}

/** The number as it is printed: 惠环整改〔2026〕5号; 待编号 until there is one. */
export function paperNumber(notice: Pick<NoticeRow, 'kind' | 'no' | 'facts'>): Said {
  const parts = numberParts(notice.no);
  if (!parts) return { word: 'no_number' };
  const { mark } = notice.facts;
  const params = { mark: mark === '' ? { word: `mark_${SERIES_OF[notice.kind]}` } : mark, ...parts };
  return { word: 'number', params };
}

/** Every piece in words. */
export function printPaper(model: PaperModel, words: PaperWords): PrintedPaper {
  const say = (said: Said): string => saidWith(said, words);
  const pair = ([label, value]: readonly [Said, Said]): readonly [string, string] => [say(label), say(value)];
  const { points, lists, deadline, signature, receipt } = model;
  return {
    kind: model.kind,
    void: model.void,
    issuer: say(model.issuer),
    title: say(model.title),
    number: say(model.number),
    to: say(model.to),
    paragraphs: model.paragraphs.map(say),
    fields: model.fields.map(pair),
    points: points && { head: points.head.map(say), rows: points.rows.map((row) => row.map(say)) },
    lists: lists.map(({ title, lines }) => ({ title: say(title), lines: lines.map(say) })),
    deadline: deadline && pair(deadline),
    closing: model.closing.map(say),
    signature: { issuer: say(signature.issuer), day: say(signature.day) },
    receipt: { title: say(receipt.title), rows: receipt.rows.map(pair) },
    footer: say(model.footer),
  };
}

function opening(kind: PaperKind, facts: PaperFacts): Said {
  const day: Said = { at: facts.points[0]?.foundAt ?? facts.at, as: 'day' };
  const place: Said =
    (facts.places ?? 1) > 1
      ? {
          word: kind.endsWith('_order') ? 'places_order' : 'places',
          params: { source: facts.source, count: facts.places ?? 1 },
        }
      : facts.source === ''
        ? { word: 'place_unknown' }
        : facts.town === ''
          ? facts.source
          : { word: 'place', params: { source: facts.source, town: facts.town } };
  const count = facts.points.length;
  const others: Said =
    facts.coUnits.length > 0 ? { word: 'with_units', params: { units: facts.coUnits.join('、') } } : '';
  switch (kind) {
    case 'rectification':
      return { word: 'opening_rectification', params: { day, place, count } };
    case 'assignment_order':
    case 'special_order':
      return { word: `opening_${kind}`, params: { day, place, count, others } };
    case 'order_from_above':
      return {
        word: 'opening_order_from_above',
        params: { from: facts.above?.from ?? '', day: { at: facts.above?.receivedAt ?? 0, as: 'day' } },
      };
    case 'exposure':
      return {
        word: 'opening_exposure',
        params: {
          medium: facts.exposure?.medium ?? '',
          day: { at: facts.exposure?.publishedAt ?? 0, as: 'day' },
          place,
          count,
        },
      };
    case 'interview':
      return {
        word: 'opening_interview',
        params: { who: facts.interview?.who ?? '', at: { at: facts.interview?.at ?? 0, as: 'minute' } },
      };
    default:
      return exhaustive(kind);
  }
}

function noteOf({ note }: PaperFacts): readonly Said[] {
  return note.trim() === '' ? [] : [note];
}

function fieldsOf({ above, exposure, interview }: PaperFacts): readonly (readonly [Said, Said])[] {
  if (above)
    return [
      [{ word: 'label_level' }, { word: `level_${above.level}` }],
      [{ word: 'label_from' }, above.from],
      [{ word: 'label_their_no' }, above.theirNo],
      [{ word: 'label_received' }, { at: above.receivedAt, as: 'minute' }],
      [{ word: 'label_answer_due' }, { at: above.answerDueAt, as: 'minute' }],
    ];
  if (exposure)
    return [
      [{ word: 'label_medium' }, exposure.medium],
      [{ word: 'label_published' }, { at: exposure.publishedAt, as: 'minute' }],
      [{ word: 'label_link' }, exposure.link],
    ];
  if (interview)
    return [
      [{ word: 'label_who' }, interview.who],
      [{ word: 'label_reason' }, interview.reason],
      [{ word: 'label_minutes' }, interview.minutes],
      [{ word: 'label_commitment' }, interview.commitment],
      [{ word: 'label_follow_up' }, { at: interview.followUpAt, as: 'day' }],
    ];
  return [];
}

/** The column of notes only where there is one. */
function pointsOf({ points }: PaperFacts): { head: readonly Said[]; rows: readonly (readonly Said[])[] } {
  const noted = points.some((each) => each.note.trim() !== '');
  const heads = ['nth', 'no', 'problem', 'found', 'position', ...(noted ? ['note'] : [])];
  return {
    head: heads.map((each) => ({ word: `column_${each}` })),
    rows: points.map((point, nth) => [
      String(nth + 1),
      point.no === '' ? { word: 'no_number' } : point.no,
      problemOf(point),
      { at: point.foundAt, as: 'minute' },
      position(point),
      ...(noted ? [point.note] : []),
    ]),
  };
}

function problemOf({ category, source }: PaperPoint): Said {
  const problem: Said = { set: 'trade_category', member: category.replace('.', '_') };
  return source ? { word: 'problem_at', params: { problem, source } } : problem;
}

/** WGS-84, five decimals: about a metre. */
function position({ lng, lat }: PaperPoint): string {
  return lng === 0 && lat === 0 ? '' : `${lng.toFixed(5)}, ${lat.toFixed(5)}`;
}

function listOf(
  title: string,
  lines: readonly string[],
): readonly { title: Said; lines: readonly string[] }[] {
  return lines.length === 0 ? [] : [{ title: { word: title }, lines }];
}
