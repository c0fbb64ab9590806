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
