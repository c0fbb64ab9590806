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

/**
 * Who sees the office's map: air and wind, zones, suggestions, sightings, where the groups are, the whole register. Not the public, and
 * not the three officers of a site, who answer for their own site alone: a map of who is suspected is not for the suspected.
 */
export const MAP_ROLES = [
  'dispatcher',
  'leader',
  'inspector',
  'grid_officer',
  'regulator',
  'town',
  'discipline',
  'admin',
  'kiosk',
] as const satisfies readonly Role[];

export function seesMap(role: string): boolean {
  return (MAP_ROLES as readonly string[]).includes(role);
}
