import { m } from '../../text/paraglide/messages.js';
import type { Screen } from './screens-by-role.ts';

/** The name of a screen in the bar and in the window's title. */
export function titleOf(screen: Screen): string {
  return TITLES[screen]();
}

const TITLES: Readonly<Record<Screen, () => string>> = {
  dispatch: m.app_screen_dispatch,
  lead: m.app_screen_lead,
  unit: m.app_screen_unit,
  cases: m.app_screen_cases,
  escalation: m.app_screen_escalation,
  inspect: m.app_screen_inspect,
  sources: m.app_screen_sources,
  papers: m.app_screen_papers,
  admin: m.app_screen_admin,
};
