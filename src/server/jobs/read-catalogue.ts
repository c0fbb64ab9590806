import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';

/** Content of the catalogue that is in force; null when there is none. */
export function readCatalogue(app: App, code: string, now: Instant): unknown {
  const sql = `SELECT coalesce(body, 'null') AS body FROM catalogues
    WHERE code = {:code} AND fromAt <= {:now} AND (untilAt = 0 OR untilAt > {:now}) ORDER BY fromAt DESC LIMIT 1`;
  const row = queryAll(app, sql, { body: '' }, { code, now })[0];
  return JSON.parse(row?.body ?? 'null') as unknown;
}
