import type { Role } from '../../core/roles.ts';

export const ADMIN_TABS = [
  'feeds',
  'history',
  'city',
  'coverage',
  'categories',
  'ladders',
  'groups',
  'people',
  'handheld',
  'calendar',
  'lookback',
  'frequency',
  'measures',
  'exchange',
  'reports',
  'exposed',
  'feedback',
] as const;
export type AdminTab = (typeof ADMIN_TABS)[number];

/** Pages of the administrator alone: his own city, and what people say of the product. */
const ADMINS_ONLY: readonly AdminTab[] = ['city', 'feedback'];

/** The pages a role may open. */
export function tabsOf(role: Role | null): readonly AdminTab[] {
  return ADMIN_TABS.filter((tab) => !ADMINS_ONLY.includes(tab) || role === 'admin');
}

/** The page an address asks for; the first one when it asks for none that there is. */
export function tabAt(search: string | null, role: Role | null): AdminTab {
  return tabsOf(role).find((each) => each === search) ?? 'feeds';
}
