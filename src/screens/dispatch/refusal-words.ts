import type { SendRefusal } from '../../state/dispatch-refusal.ts';
import { m } from '../../text/paraglide/messages.js';

/** What stands in the way of sending, and what to do about it. */
export const REFUSAL_WORDS = {
  past: m.dispatch_replay_only,
  what_if: m.dispatch_whatif_only,
  nothing_picked: m.dispatch_select_some,
  no_group: m.dispatch_select_group,
  regional: m.dispatch_regional_block,
} satisfies Record<SendRefusal, () => string>;
