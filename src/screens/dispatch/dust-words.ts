import { isSilent, type DustNow } from '../../core/triggers/dust-monitor.ts';
import type { Instant } from '../../core/units.ts';
import { m } from '../../text/paraglide/messages.js';
import { clock } from '../../text/time.ts';

/** What a station's card says of its dust monitor: "超标停工", or that it has been silent since when. */
export function dustWords(dust: DustNow, at: Instant): string {
  if (dust.state === 'warn') return m.dispatch_dust_warn();
  return isSilent(dust, at) ? m.dispatch_dust_silent({ time: clock(dust.at) }) : m.dispatch_dust_stop();
}
