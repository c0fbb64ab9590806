import { DEFAULT_LADDERS, LADDER_CATALOGUE, type LadderBook } from '../../core/escalation/ladder.ts';
import { readLadders } from '../../core/escalation/read-ladders.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';

/** The ladders in force; the product's own where no edition is published. */
export function readLadderBook(app: App, at: Instant): LadderBook {
  const sql = `SELECT version, coalesce(body, 'null') AS body FROM catalogues
    WHERE code = {:code} AND fromAt <= {:at} AND (untilAt = 0 OR untilAt > {:at}) ORDER BY fromAt DESC LIMIT 1`;
  const [row] = queryAll(app, sql, { version: '', body: '' }, { code: LADDER_CATALOGUE, at });
  const ladders = row ? readLadders(JSON.parse(row.body)) : null;
  return row && ladders?.ok ? { edition: row.version, ladders: ladders.value } : DEFAULT_LADDERS;
}
