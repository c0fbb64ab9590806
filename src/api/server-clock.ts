import type { Instant } from '../core/units.ts';

const STORED = 'shangfeng-clock-offset';
/** The header has whole seconds: the server's clock is within this after it. */
const HEADER_SECOND_MS = 1000;

let offset = storedOffset();

/**
 * What to add to this device's clock to get the server's, ms; 0 while the two agree as far as can be told, and before the first
 * answer. Outlives a reload without network.
 */
export function clockOffset(): number {
  return offset;
}

/**
 * The server read its clock (`date`, its Date header) between `asked` and `answered` of this device. A known offset that fits with
 * that stays, so that a slow answer worsens nothing; another one moves no further than it must.
 */
export function learnClockOffset(date: string | null, asked: Instant, answered: Instant): void {
  const at = Date.parse(date ?? '');
  if (Number.isNaN(at) || answered < asked) return;
  const next = Math.min(Math.max(offset, at - answered), at + HEADER_SECOND_MS - asked);
  if (next === offset) return;
  offset = next;
  try {
    localStorage.setItem(STORED, String(next));
  } catch {
    // A browser that stores nothing has it until the page is closed.
  }
}

function storedOffset(): number {
  try {
    return Math.trunc(Number(localStorage.getItem(STORED))) || 0;
  } catch {
    return 0;
  }
}
