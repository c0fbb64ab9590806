import type { Refusal, Row } from '../../core/casework/act.ts';
import {
  MARK_SHARES,
  nextClock,
  settledDue,
  UNCLOCKED,
  type CaseClock,
} from '../../core/casework/case-clocks.ts';
import { clocksOf } from '../../core/casework/run-clocks.ts';
import type { Result } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';
import { readClockBook } from '../events/clock-book.ts';
import { append, type Accepted } from '../events/append.ts';
import { findRecord, toRow } from '../events/to-row.ts';
import { host, queryAll, type App } from '../pb.ts';
import { attempt } from './attempt.ts';
import { takeLock } from './lock.ts';

/** What a run of the clocks did. */
export interface ClockReport {
  readonly ran: boolean;
  /** Events written. */
  readonly struck: number;
  /** Cases whose mark could not be written; they are tried again at the next run. */
  readonly refused: number;
  readonly ms: number;
  /** False when time was up: the rest comes with the next minute. */
  readonly finished: boolean;
}

/** Less than a minute, so that runs follow each other. */
const RUN_MS = 50_000;
const PORTION = 200;
/** A case has at most two clocks with three marks each. */
const MARKS_PER_CASE = 6;

/** Those with a mark behind them, by the index on it; the place in the order is carried on past what was refused. */
const DUE = `SELECT id, nextClockAt AS at FROM problems INDEXED BY idx_problems_clock WHERE nextClockAt > 0 AND nextClockAt <= {:now}
  AND (nextClockAt, id) > ({:at}, {:id}) ORDER BY nextClockAt, id LIMIT ${PORTION}`;
const BARE = `SELECT id, deadlineAt AS at FROM problems INDEXED BY idx_problems_unclocked WHERE ${UNCLOCKED} AND deadlineAt <= {:now}
  AND (deadlineAt, id) > ({:at}, {:id}) ORDER BY deadlineAt, id LIMIT ${PORTION}`;

/**
 * Strikes every mark that is behind `now`: reminders, overdue, disputes to a leader, closes of what was fixed on the spot. Each is an
 * event of its own at the instant of the mark, also when the server stood still then; a mark strikes in the transaction that moves
 * the case to its next one, so it strikes once.
 */
export function runClocks(app: App, now: Instant): ClockReport {
  const start = Date.now();
  const release = takeLock(app, 'clocks', start, 2 * RUN_MS);
  if (!release) return { ran: false, struck: 0, refused: 0, ms: 0, finished: false };
  let struck = 0;
  let refused = 0;
  try {
    for (const sql of [DUE, BARE]) {
      let last = { at: 0, id: '' };
      for (;;) {
        const rows = queryAll(app, sql, { id: '', at: 0 }, { now, ...last });
        for (const { id, at } of rows) {
          if (Date.now() - start >= RUN_MS)
            return { ran: true, struck, refused, ms: Date.now() - start, finished: false };
          const done = strikeCase(app, id, now);
          struck += done.struck;
          refused += done.refused;
          last = { at, id };
        }
        if (rows.length < PORTION) break;
      }
    }
  } finally {
    release();
  }
  return { ran: true, struck, refused, ms: Date.now() - start, finished: true };
}

/** Every minute. */
export function onClockCron(): void {
  try {
    runClocks(host.app, Date.now());
  } catch (error) {
    host.app.logger().error('clocks failed', 'error', String(error));
  }
}

/** `pocketbase clocks`: one run from the command line; what it did is printed as JSON. */
export function onClockCommand(): void {
  console.log(JSON.stringify(runClocks(host.app, Date.now())));
}

function strikeCase(
  app: App,
  id: string,
  now: Instant,
): { readonly struck: number; readonly refused: number } {
  for (let struck = 0; struck < MARKS_PER_CASE; struck++) {
    const row = findRecord(app, 'problems', id);
    const clock = row && nextClock(clocksOf(toRow(row)));
    if (!clock || clock.marks[clock.struck]! > now) return { struck, refused: 0 };
    if (settle(app, toRow(row), clock, now)) continue;
    if (!strike(app, toRow(row), clock)) return { struck, refused: 1 };
  }
  return { struck: MARKS_PER_CASE, refused: 0 };
}

/** What was fixed on the spot closes by itself; where that is refused, because photos or a check are missing, it is overdue. */
function strike(app: App, row: Row, clock: CaseClock): boolean {
  const closes = clock.kind === 'sample' && clock.struck === 2;
  if (closes && attempt(app, 'clocks', (tx) => close(tx, row, clock))) return true;
  return attempt(app, 'clocks', (tx) => flag(tx, row, clock));
}

/** A deadline that was counted over a year nobody had announced is counted anew before it strikes, once the year is known. */
function settle(app: App, row: Row, clock: CaseClock, now: Instant): boolean {
  if (clock.unknownYears.length === 0) return false;
  const edition = String(row['edition'] ?? '');
  const of = { category: String(row['category']), edition, unit: String(row['unit'] ?? '') };
  const deadlineAt = settledDue(clock, readClockBook(app, of, now).calendar);
  if (deadlineAt === null || deadlineAt <= now) return false;
  const payload = { because: 'calendar' as const, edition, deadlineAt };
  const event = {
    type: 'problem.rescheduled' as const,
    subjectId: row.id,
    seen: Number(row['rev']),
    payload,
  };
  return attempt(app, 'clocks', (tx) => append(tx, event));
}

function close(tx: App, row: Row, clock: CaseClock): Result<Accepted, Refusal> {
  const [seen, at] = [Number(row['rev']), clock.marks[2]];
  return append(tx, { type: 'problem.closed', subjectId: row.id, seen, at, payload: { note: '' } });
}

function flag(tx: App, row: Row, { kind, struck, marks }: CaseClock): Result<Accepted, Refusal> {
  const event = { subjectId: row.id, seen: Number(row['rev']), at: marks[struck]! };
  const payload = { clock: kind, dueAt: marks[2] };
  if (struck < 2) {
    const share = MARK_SHARES[struck] === 0.5 ? 50 : 80;
    return append(tx, { ...event, type: 'problem.reminded', payload: { ...payload, share } });
  }
  return append(tx, { ...event, type: kind === 'dispute' ? 'problem.raised' : 'problem.overdue', payload });
}
