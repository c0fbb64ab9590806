import { MAP_ROLES } from '../core/roles.ts';
import type { Rules } from './field.ts';

const signedIn = '@request.auth.id != ""';
const role = (...roles: readonly string[]): string =>
  `(${roles.map((each) => `@request.auth.role = "${each}"`).join(' || ')})`;
const office = role('dispatcher', 'leader', 'admin');

/** The person's own; two empty ids are equal in SQL, so a stranger would own every row that nobody made. */
const own = (field: string): string => `(${signedIn} && ${field} = @request.auth.id)`;

/** Named parts, composed by the collections; no rule text is written anywhere else. */
export const rule = { signedIn, role, office, own, map: role(...MAP_ROLES) } as const;

/** What the map is made of: for those who work on it, written by the server alone. */
export const readOnMap: Rules = { list: rule.map, view: rule.map, create: null, update: null, delete: null };

/** Read by everybody who is signed in (kiosk included, public not); written by the server alone. */
export const readAll: Rules = {
  list: `${signedIn} && @request.auth.role != "public"`,
  view: `${signedIn} && @request.auth.role != "public"`,
  create: null,
  update: null,
  delete: null,
};

/** Read by everybody who is signed in, kept up by the administrators; nothing is deleted, since history points at it. */
export const keptByAdmin: Rules = { ...readAll, create: role('admin'), update: role('admin') };

/** As above, and only on the map. */
export const keptOnMap: Rules = { ...readOnMap, create: role('admin'), update: role('admin') };

/** Nobody but the server. */
export const serverOnly: Rules = { list: null, view: null, create: null, update: null, delete: null };
