import { DAY_MS } from '../china-time.ts';
import { ok, type Result } from '../result.ts';
import type { Instant } from '../units.ts';
import type { Refusal } from './act.ts';
import { invalid } from './refuse.ts';

/** A tablet whose clock is a day wrong must still get its work through; beyond two days its date cannot be believed. */
const FUTURE_MS = 2 * DAY_MS;
/** Work may wait on a tablet without network, but not for ever. */
const PAST_MS = 60 * DAY_MS;

/** The time of the deed on the server's clock: the device's, corrected, and never after the receipt. */
export function deedTime(
  deviceAt: Instant,
  clockOffsetMs: number,
  receivedAt: Instant,
): Result<Instant, Refusal> {
  const at = deviceAt + clockOffsetMs;
  const days = Math.round(Math.abs(at - receivedAt) / DAY_MS);
  if (at > receivedAt + FUTURE_MS) return invalid('server_time_in_future', { days });
  if (at < receivedAt - PAST_MS) return invalid('server_time_too_old', { days, limit: PAST_MS / DAY_MS });
  return ok(Math.min(at, receivedAt));
}
