import type { NoticeIssued } from '../../core/papers/notice-payloads.ts';
import type { AboveLevel, PaperKind } from '../../core/papers/paper-kinds.ts';
import type { OrderRecord, ProblemRecord } from '../../schema/records.ts';
import { fieldTime, instantOfField } from '../china-field.ts';
import { askedFor, lawLines } from './paper-words.ts';

const DAY_MS = 86_400_000;
/** Kinds with the words and lines of a notice. */
export const WITH_ITEMS: readonly PaperKind[] = ['rectification', 'order_from_above'];

/** What the record that a paper is written out of says already; nobody types it again. */
export type KnownPaper = Pick<NoticeIssued, 'kind'> & Partial<NoticeIssued>;
/** An assignment order whose paper has its number, all its points, its unit and its deadline; void points are left out. */
export interface KnownOrder {
  readonly order: OrderRecord;
  readonly problems: readonly string[];
}

/** A paper that is being written; what is known of the problems is filled in. */
export class IssueForm {
  kind = $state<PaperKind>('rectification');
  unit = $state('');
  addressee = $state('');
  items = $state('');
  basis = $state('');
  deadline = $state('');
  note = $state('');
  level = $state<AboveLevel>('city');
  from = $state('');
  theirNo = $state('');
  receivedAt = $state('');
  answerDueAt = $state('');
  medium = $state('');
  publishedAt = $state('');
  link = $state('');
  who = $state('');
  heldAt = $state('');
  reason = $state('');
  minutes = $state('');
  commitment = $state('');
  followUpAt = $state('');

  /** Cases that a notice may name besides; those that are ticked. */
  points = $state.raw<readonly string[]>([]);

  readonly #known: KnownPaper;
  readonly #order: KnownOrder | null;
  #problems: readonly ProblemRecord[];

  constructor(
    problems: readonly ProblemRecord[],
    known: KnownPaper,
    now: number,
    order: KnownOrder | null = null,
  ) {
    this.#problems = problems;
    this.#known = known;
    this.#order = order;
    this.kind = known.kind;
    this.addressee = known.addressee ?? '';
    this.points = problems.map((each) => each.id);
    const categories = problems.map((each) => each.category);
    this.items = (known.items ?? askedFor(categories)).join('\n');
    this.basis = (known.basis ?? lawLines(categories)).join('\n');
    const [first] = problems;
    this.unit = known.unit ?? first?.unit ?? '';
    this.note = known.note ?? '';
    this.deadline = fieldTime(Math.max(known.deadlineAt ?? first?.deadlineAt ?? 0, now + DAY_MS));
    this.receivedAt = this.publishedAt = this.heldAt = fieldTime(now);
    this.answerDueAt = this.followUpAt = fieldTime(now + 3 * DAY_MS);
    this.#fill(known);
  }

  /** The order whose paper it is; null = another kind, or a case that is in no order. */
  get order(): KnownOrder | null {
    return this.kind.endsWith('_order') ? this.#order : null;
  }

  /** Ticks the points of a notice; what has to be done and by which law follow, unless somebody wrote them himself. */
  tick(chosen: readonly ProblemRecord[]): void {
    const [before, after] = [this.#problems, chosen].map((each) => each.map(({ category }) => category));
    if (this.items === askedFor(before!).join('\n')) this.items = askedFor(after!).join('\n');
    if (this.basis === lawLines(before!).join('\n')) this.basis = lawLines(after!).join('\n');
    this.#problems = chosen;
    this.points = chosen.map((each) => each.id);
  }

  #fill({ above, exposure, interview }: KnownPaper): void {
    if (above) {
      const { level, from, theirNo, receivedAt, answerDueAt } = above;
      Object.assign(this, { level, from, theirNo });
      this.receivedAt = fieldTime(receivedAt);
      this.answerDueAt = fieldTime(answerDueAt);
    }
    if (exposure) {
      const { medium, link, publishedAt } = exposure;
      Object.assign(this, { medium, link });
      this.publishedAt = fieldTime(publishedAt);
    }
    if (interview) {
      const { who, reason, minutes, commitment, at, followUpAt } = interview;
      Object.assign(this, { who, reason, minutes, commitment });
      this.heldAt = fieldTime(at);
      this.followUpAt = fieldTime(followUpAt);
    }
  }

  /** The first field that stops it; '' when it can be issued. */
  missing(
    now: number,
  ): '' | 'points' | 'unit' | 'items' | 'deadline' | 'from' | 'medium' | 'who' | 'reason' | 'minutes' {
    const blank = (text: string): boolean => text.trim() === '';
    const late = (instantOfField(this.deadline) ?? 0) <= now;
    if (this.order) return '';
    switch (this.kind) {
      case 'rectification':
        if (this.points.length === 0) return 'points';
        return blank(this.items) ? 'items' : late ? 'deadline' : '';
      case 'assignment_order':
      case 'special_order':
        return this.unit === '' ? 'unit' : late ? 'deadline' : '';
      case 'order_from_above':
        return this.unit === '' ? 'unit' : blank(this.items) ? 'items' : blank(this.from) ? 'from' : '';
      case 'exposure':
        return blank(this.medium) ? 'medium' : '';
      case 'interview':
        if (this.unit === '') return 'unit';
        return blank(this.who) ? 'who' : blank(this.reason) ? 'reason' : blank(this.minutes) ? 'minutes' : '';
    }
  }

  payload(): NoticeIssued {
    const { kind } = this;
    const at = (field: string): number => instantOfField(field) ?? 0;
    const { about, problems } = this.#known;
    const { order } = this;
    // What an order says, its paper says: unit and deadline are the order's own.
    const timed = kind === 'rectification' || (kind.endsWith('_order') && !order);
    return {
      kind,
      problems: order?.problems ?? problems ?? this.points,
      order: order?.order.id ?? null,
      unit: order || this.unit === '' ? null : this.unit,
      addressee: kind === 'rectification' ? this.addressee.trim() : '',
      items: WITH_ITEMS.includes(kind) ? linesOf(this.items) : [],
      basis: order ? linesOf(order.order.basis) : kind === 'rectification' ? linesOf(this.basis) : [],
      deadlineAt: timed ? at(this.deadline) : null,
      note: this.note.trim(),
      ...(about && { about }),
      ...(kind === 'order_from_above' && {
        above: {
          level: this.level,
          from: this.from.trim(),
          theirNo: this.theirNo.trim(),
          receivedAt: at(this.receivedAt),
          answerDueAt: at(this.answerDueAt),
        },
      }),
      ...(kind === 'exposure' && {
        exposure: {
          medium: this.medium.trim(),
          publishedAt: at(this.publishedAt),
          link: this.link.trim(),
        },
      }),
      ...(kind === 'interview' && {
        interview: {
          who: this.who.trim(),
          at: at(this.heldAt),
          reason: this.reason.trim(),
          minutes: this.minutes.trim(),
          commitment: this.commitment.trim(),
          followUpAt: at(this.followUpAt),
        },
      }),
    };
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
