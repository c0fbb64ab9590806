import { EventRefused } from '../../api/events.ts';
import { isOffline } from '../../api/fetch-json.ts';
import { refusalReason } from '../../api/imports.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';

/** Why something did not work, as a sentence. */
export function adminFailure(error: unknown): string {
  if (error instanceof EventRefused) return say(error.reason);
  const reason = refusalReason(error);
  if (reason) return say(reason);
  return isOffline(error) ? m.admin_offline() : m.admin_failed();
}
