/** The one closed list of roles. Everything finer is a dated capability of a post. */
export const ROLES = [
  'dispatcher',
  'leader',
  'inspector',
  'grid_officer',
  'regulator',
  'town',
  'site_officer',
  'discipline',
  'public',
  'admin',
  'kiosk',
] as const;
export type Role = (typeof ROLES)[number];
