import { dateKey, dayStart } from '../../core/china-time.ts';
import { m } from '../../text/paraglide/messages.js';

export interface EditionStart {
  readonly version: string;
  /** YYYY-MM-DD, its first day in Beijing; today = at once. */
  readonly day: string;
  /** Versions that there are. */
  readonly taken: readonly string[];
}

/** From when an edition holds, or why it cannot be published with this name and day. */
export function editionStart(
  { version, day, taken }: EditionStart,
  now: number,
): { readonly fromAt: number } | { readonly failure: string } {
  const fromAt = day === dateKey(now) ? now : dayStart(day);
  if (version.trim() === '') return { failure: m.admin_frequency_no_version() };
  if (taken.includes(version.trim()))
    return { failure: m.admin_frequency_version_taken({ version: version.trim() }) };
  return fromAt === null || fromAt < now ? { failure: m.admin_frequency_day_past() } : { fromAt };
}
