import { EventRefused } from '../../api/events.ts';
import { isOffline } from '../../api/fetch-json.ts';
import { refusalReason, type KeptByUndo } from '../../api/imports.ts';
import { figure } from '../../text/number.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';

const MOST_NAMED = 12;

/** That a batch was taken back, and what of it stays. */
export function undoneWords({ kept, keptRows = [] }: KeptByUndo): string {
  if (kept === 0) return m.admin_import_undone();
  const names = keptRows.slice(0, MOST_NAMED).map((each) => each.key);
  return m.admin_undone_kept({ count: figure(kept), names: names.join(m.ui_comma()) || '–' });
}

/** Why something did not work, as a sentence. */
export function adminFailure(error: unknown): string {
  if (error instanceof EventRefused) return say(error.reason);
  const reason = refusalReason(error);
  if (reason) return say(reason);
  return isOffline(error) ? m.admin_offline() : m.admin_failed();
}
