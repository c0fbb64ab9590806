import type { CategoryEvidence } from '../../core/casework/category-catalogue.ts';
import { queryAll, type App } from '../pb.ts';

const LINE = `SELECT coalesce((SELECT value -> '$.evidence' FROM json_each(body, '$.categories')
    WHERE value ->> '$.code' = {:category}), 'null') AS evidence
  FROM catalogues WHERE code = 'problem_categories' AND `;
const OWN = `${LINE} version = {:edition} LIMIT 1`;
const IN_FORCE = `${LINE} fromAt <= {:at} AND (untilAt = 0 OR untilAt > {:at}) ORDER BY fromAt DESC LIMIT 1`;

/** What the case's own edition asks to be shown; null where it says nothing of it, and the product's own rule holds. */
export function evidenceOf(tx: App, category: string, edition: string, at: number): CategoryEvidence | null {
  const sql = edition === '' ? IN_FORCE : OWN;
  const [line] = queryAll(tx, sql, { evidence: '' }, { category, edition, at });
  return JSON.parse(line?.evidence || 'null') as CategoryEvidence | null;
}

const HOLDS = `SELECT 1 AS held FROM catalogues, json_each(body, '$.categories')
  WHERE catalogues.code = 'problem_categories' AND value ->> '$.code' = {:category}
    AND fromAt <= {:at} AND (untilAt = 0 OR untilAt > {:at}) LIMIT 1`;

/** Whether the edition in force at a time holds a category. */
export function holdsCategory(tx: App, category: string, at: number): boolean {
  return queryAll(tx, HOLDS, { held: 0 }, { category, at }).length > 0;
}
