import type { Role } from '../../core/roles.ts';

export const ADMIN_TABS = [
  'feeds',
  'history',
  'city',
  'coverage',
  'categories',
  'groups',
  'people',
  'handheld',
] as const;
export type AdminTab = (typeof ADMIN_TABS)[number];

/** The pages a role may open: an own city is the administrator's alone. */
export function tabsOf(role: Role | null): readonly AdminTab[] {
  return ADMIN_TABS.filter((tab) => tab !== 'city' || role === 'admin');
}

/** The page an address asks for; the first one when it asks for none that there is. */
export function tabAt(search: string | null, role: Role | null): AdminTab {
  return tabsOf(role).find((each) => each === search) ?? 'feeds';
}
