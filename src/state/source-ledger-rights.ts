import { MAP_ROLES, type Role } from '../core/roles.ts';

/** The parts of a ledger page that come from collections with rules of their own. */
export const LEDGER_PARTS = ['problems', 'checks', 'suspicions', 'tasks', 'history'] as const;
export type LedgerPart = (typeof LEDGER_PARTS)[number];

/** Which parts a role is shown; the server's rules say it again, with a test that both agree. */
const SEES: Readonly<Record<Exclude<LedgerPart, 'problems'>, readonly Role[]>> = {
  checks: ['dispatcher', 'leader', 'admin', 'discipline', 'kiosk', 'inspector', 'grid_officer'],
  suspicions: MAP_ROLES,
  tasks: ['dispatcher', 'leader', 'admin', 'discipline', 'inspector', 'grid_officer'],
  history: ['dispatcher', 'leader', 'admin', 'discipline'],
};

/**
 * Whether a role may see a part: an empty list of what one may not see would read as "nothing happened". Of the history the field
 * sees what it wrote itself; problems are narrowed to one's own by the rules.
 */
export function seesPart(role: Role, part: LedgerPart): boolean {
  return part === 'problems' || SEES[part].includes(role);
}

/** Whether the page offers to change a ledger: those who keep the register. */
export function keepsLedger(role: Role): boolean {
  return role === 'dispatcher' || role === 'admin';
}
