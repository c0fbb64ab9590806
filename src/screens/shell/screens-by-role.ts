import { exhaustive } from '../../core/exhaustive.ts';
import type { Role } from '../../core/roles.ts';

export const SCREENS = [
  'dispatch',
  'lead',
  'unit',
  'cases',
  'escalation',
  'inspect',
  'sources',
  'papers',
  'admin',
] as const;
export type Screen = (typeof SCREENS)[number];

/** The screen a person starts on; null when this product has none for them. */
export function homeOf(role: Role): Screen | null {
  switch (role) {
    case 'dispatcher':
    case 'admin':
      return 'dispatch';
    case 'leader':
    case 'kiosk':
      return 'lead';
    case 'inspector':
    case 'grid_officer':
      return 'inspect';
    case 'regulator':
    case 'town':
    case 'site_officer':
      return 'unit';
    case 'discipline':
      return 'cases';
    case 'public':
      return null;
    default:
      return exhaustive(role);
  }
}

/** The screens a person may open, in the order of the bar. What is in them is decided by the server's rules, not here. */
export function screensOf(role: Role): readonly Screen[] {
  return SCREENS.filter((screen) => MAY_OPEN[screen].includes(role));
}

/** The screen an address belongs to; null for the addresses that belong to everybody. */
export function screenAt(pathname: string): Screen | null {
  const first = pathname.split('/')[1];
  return SCREENS.find((each) => each === first) ?? null;
}

/** Everybody who works on what was found: the register is theirs to read. */
const AT_WORK: readonly Role[] = [
  'dispatcher',
  'leader',
  'regulator',
  'town',
  'site_officer',
  'grid_officer',
  'inspector',
  'discipline',
  'admin',
];
const MAY_OPEN: Readonly<Record<Screen, readonly Role[]>> = {
  dispatch: ['dispatcher', 'leader', 'admin'],
  lead: ['leader', 'dispatcher', 'discipline', 'admin', 'kiosk'],
  unit: ['regulator', 'town', 'site_officer'],
  cases: AT_WORK,
  // An inspector reads what was exposed there; of the exposure group, he writes it down.
  escalation: ['dispatcher', 'leader', 'regulator', 'town', 'discipline', 'admin', 'inspector'],
  inspect: ['inspector', 'grid_officer', 'dispatcher', 'admin'],
  sources: AT_WORK,
  papers: AT_WORK,
  admin: ['admin', 'dispatcher'],
};
