import type { NoticeIssued } from '../../core/papers/notice-payloads.ts';
import type { AboveLevel, PaperKind } from '../../core/papers/paper-kinds.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { fieldTime, instantOfField } from '../china-field.ts';
import { askedFor, lawLines } from './paper-words.ts';

const DAY_MS = 86_400_000;
/** Kinds with the words and lines of a notice. */
export const WITH_ITEMS: readonly PaperKind[] = ['rectification', 'order_from_above'];

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

  readonly #problems: readonly ProblemRecord[];

  constructor(problems: readonly ProblemRecord[], addressee: string, kind: PaperKind, now: number) {
    this.#problems = problems;
    this.kind = kind;
    this.addressee = addressee;
    const categories = problems.map((each) => each.category);
    this.items = askedFor(categories).join('\n');
    this.basis = lawLines(categories).join('\n');
    const [first] = problems;
    this.unit = first?.unit ?? '';
    this.deadline = fieldTime(Math.max(first?.deadlineAt ?? 0, now + DAY_MS));
    this.receivedAt = this.publishedAt = this.heldAt = fieldTime(now);
    this.answerDueAt = this.followUpAt = fieldTime(now + 3 * DAY_MS);
  }

  /** The first field that stops it; '' when it can be issued. */
  missing(
    now: number,
  ): '' | 'unit' | 'items' | 'deadline' | 'from' | 'medium' | 'who' | 'reason' | 'minutes' {
    const blank = (text: string): boolean => text.trim() === '';
    const late = (instantOfField(this.deadline) ?? 0) <= now;
    switch (this.kind) {
      case 'rectification':
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
    const order = kind.endsWith('_order') ? (this.#problems[0]?.order ?? '') : '';
    const timed = kind === 'rectification' || kind.endsWith('_order');
    return {
      kind,
      problems: this.#problems.map((each) => each.id),
      order: order === '' ? null : order,
      unit: this.unit === '' ? null : this.unit,
      addressee: kind === 'rectification' ? this.addressee.trim() : '',
      items: WITH_ITEMS.includes(kind) ? linesOf(this.items) : [],
      basis: kind === 'rectification' ? linesOf(this.basis) : [],
      deadlineAt: timed ? at(this.deadline) : null,
      note: this.note.trim(),
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
