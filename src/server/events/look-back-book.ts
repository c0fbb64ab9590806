import { DEFAULT_CATEGORIES } from '../../core/casework/default-categories.ts';
import { queryAll, type App } from '../pb.ts';

const DAYS = `SELECT coalesce((SELECT value ->> '$.lookBack' FROM json_each(body, '$.categories')
    WHERE value ->> '$.code' = {:category}), '') AS days
  FROM catalogues WHERE code = 'problem_categories' AND `;
const OWN = `${DAYS} version = {:edition} LIMIT 1`;
const IN_FORCE = `${DAYS} fromAt <= {:at} AND (untilAt = 0 OR untilAt > {:at}) ORDER BY fromAt DESC LIMIT 1`;

/** Days after closing on which a case of the category is looked back upon, by its own edition; the product's own where that says none. */
export function lookBackDays(tx: App, category: string, edition: string, at: number): readonly number[] {
  const sql = edition === '' ? IN_FORCE : OWN;
  const [line] = queryAll(tx, sql, { days: '' }, { category, edition, at });
  if (line && line.days !== '') return JSON.parse(line.days) as readonly number[];
  return DEFAULT_CATEGORIES.find((each) => each.code === category)?.lookBack ?? [];
}

/**
 * The closed case that a finding goes back to: one under look-back at the same source, of the same category, or of any where the place
 * was banned. Null when there is none.
 */
export function relapseOf(tx: App, source: string, category: string, at: number): string | null {
  const [earlier] = queryAll(
    tx,
    `SELECT id FROM problems WHERE source = {:source} AND state = 'closed' AND lookBackFrom > 0 AND closedAt < {:at}
      AND (category = {:category} OR EXISTS (SELECT 1 FROM sources s WHERE s.id = {:source} AND s.state = 'banned'))
      ORDER BY closedAt DESC LIMIT 1`,
    { id: '' },
    { source, category, at },
  );
  return earlier?.id ?? null;
}
