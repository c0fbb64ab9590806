import { count, text, type Row } from '../casework/act.ts';
import type { Instant } from '../units.ts';
import type { DirectiveItem } from './directive-kinds.ts';

/** What of the score of domain.md §7 hangs on answering in time. */
export const ANSWER_POINTS = 10;

/** A part of an order from above that fell due. */
export interface DueAnswer {
  readonly directive: string;
  readonly title: string;
  readonly what: string;
  readonly dueAt: Instant;
  /** 0 = it still waits. */
  readonly doneAt: Instant;
}

/** How a unit answered what was asked of it; never a person. */
export interface AnswerScore {
  readonly unit: string;
  readonly due: number;
  readonly inTime: number;
  /** 0…10. */
  readonly points: number;
  /** Longest late first. */
  readonly late: readonly DueAnswer[];
  /** Done by their day, the earliest first. */
  readonly kept: readonly DueAnswer[];
}

/**
 * Parts of orders from above that fell due in [from, until), by unit: how many, done in time, and the points of domain.md §7
 * (10 × in time ÷ due), the lowest first. A part that was sent back counts by the day it was done again. A unit of which nothing was due
 * is not listed: it has the full points. The office's own parts ('') are in `answersInTime`.
 */
export function answerScores(
  directives: readonly Row[],
  from: Instant,
  until: Instant,
): readonly AnswerScore[] {
  const parts = directives.flatMap((row) =>
    ((row['items'] as readonly DirectiveItem[] | null) ?? [])
      .filter(({ unit, dueAt }) => unit !== '' && dueAt >= from && dueAt < until)
      .map((item) => ({ row, item })),
  );
  const units = [...new Set(parts.map(({ item }) => item.unit))];
  return units
    .map((unit): AnswerScore => {
      const own = parts.filter(({ item }) => item.unit === unit);
      const answers = own
        .map(({ row, item }): DueAnswer => ({
          directive: row.id,
          title: text(row, 'title'),
          what: item.what,
          dueAt: item.dueAt,
          doneAt: item.doneAt,
        }))
        .sort((a, b) => a.dueAt - b.dueAt);
      const late = answers.filter(({ doneAt, dueAt }) => doneAt === 0 || doneAt > dueAt);
      const kept = answers.filter((each) => !late.includes(each));
      const points = (ANSWER_POINTS * kept.length) / own.length;
      return { unit, due: own.length, inTime: kept.length, points, late, kept };
    })
    .sort((a, b) => a.points - b.points || b.due - a.due || (a.unit < b.unit ? -1 : 1));
}

/** Points of one unit; the full ones where nothing was due. */
export function answerPoints(scores: readonly AnswerScore[], unit: string): number {
  return scores.find((each) => each.unit === unit)?.points ?? ANSWER_POINTS;
}

/** Orders whose answer to above is late: the office's own figure, with what stands behind it, longest late first. */
export function lateOrders(directives: readonly Row[], from: Instant, until: Instant): readonly DueAnswer[] {
  return directives
    .map((row): DueAnswer => {
      const [first] = (row['answers'] as readonly { readonly at: number }[] | null) ?? [];
      const dueAt = count(row, 'answerDueAt');
      return { directive: row.id, title: text(row, 'title'), what: '', dueAt, doneAt: first?.at ?? 0 };
    })
    .filter(({ dueAt, doneAt }) => dueAt >= from && dueAt < until && (doneAt === 0 || doneAt > dueAt))
    .sort((a, b) => a.dueAt - b.dueAt);
}
