import type { CategoryEvidence } from '../../core/casework/category-catalogue.ts';
import { DEFAULT_CATEGORIES } from '../../core/casework/default-categories.ts';
import type { DeadlineRule } from '../../core/deadline-rule.ts';
import { queryAll, type App } from '../pb.ts';
import { inForce, readEditions, type Edition } from './editions.ts';
import type { Settled } from './settled.ts';

/** What the doors ask of a category; the rest of the catalogue stays in the database. */
interface CategoryRules {
  readonly deadline: DeadlineRule | null;
  readonly evidence: CategoryEvidence | null;
  readonly lookBack: readonly number[] | null;
}
export type CategoryEdition = Edition<Readonly<Record<string, CategoryRules>> | null>;

const EDITIONS = `SELECT version, fromAt, untilAt,
    (SELECT json_group_object(value ->> '$.code', json_object('deadline', value -> '$.deadline', 'evidence', value -> '$.evidence',
      'lookBack', value -> '$.lookBack')) FROM json_each(body, '$.categories')) AS body
  FROM catalogues WHERE code = 'problem_categories' ORDER BY fromAt DESC`;

/** The edition a case was found under; the one in force at a time for '', undefined when there is none. */
export function categoryEdition(
  tx: App,
  settled: Settled,
  edition: string,
  at: number,
): CategoryEdition | undefined {
  const editions = allOf(tx, settled);
  return edition === '' ? inForce(editions, at) : editions.find((each) => each.version === edition);
}

/** Whether an edition in force at a time holds a category. */
export function holdsCategory(tx: App, settled: Settled, category: string, at: number): boolean {
  return allOf(tx, settled).some(
    ({ fromAt, untilAt, body }) =>
      fromAt <= at && (untilAt === 0 || untilAt > at) && body !== null && Object.hasOwn(body, category),
  );
}

/** What the case's own edition asks to be shown; null where it says nothing of it, and the product's own rule holds. */
export function evidenceOf(
  tx: App,
  settled: Settled,
  category: string,
  edition: string,
  at: number,
): CategoryEvidence | null {
  return categoryEdition(tx, settled, edition, at)?.body?.[category]?.evidence ?? null;
}

/** Days after closing on which a case of the category is looked back upon, by its own edition; the product's own where that says none. */
export function lookBackDays(
  tx: App,
  settled: Settled,
  category: string,
  edition: string,
  at: number,
): readonly number[] {
  const own = categoryEdition(tx, settled, edition, at)?.body?.[category]?.lookBack;
  return own ?? DEFAULT_CATEGORIES.find((each) => each.code === category)?.lookBack ?? [];
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

function allOf(tx: App, settled: Settled): readonly CategoryEdition[] {
  return settled('editions', () => readEditions<CategoryEdition['body']>(tx, EDITIONS));
}
