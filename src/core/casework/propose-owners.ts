import { distance } from '../geo.ts';
import { RECORD_FIELDS, type RecordField } from '../sources/profile-fields.ts';
import { count, text, type Row } from './act.ts';
import { idsOf } from './parties.ts';

/** Why a unit may be the one that answers for a problem, strongest first. */
export const OWNER_REASONS = ['rule', 'named', 'regulator', 'category', 'land', 'permit', 'town'] as const;
export type OwnerReason = (typeof OWNER_REASONS)[number];

export interface OwnerCandidate {
  readonly unit: string;
  readonly reasons: readonly OwnerReason[];
}

/** What the city knows beside the problem: who leads its category, its local government, and units by their codes. */
export interface OwnerFacts {
  readonly categoryUnit: string;
  readonly townUnit: string;
  /** Id of the unit with a code; '' when there is none. */
  readonly unitOf: (code: string) => string;
}

/** Whom a problem would be assigned to, and why; `rule` is the earlier decision where that is the reason. */
export interface ProposedOwner {
  readonly unit: string;
  readonly coUnits: readonly string[];
  readonly reason: OwnerReason;
  readonly rule: Row | null;
}

/** A rule for a place reaches this far where no cell is known, metres. */
export const RULE_REACH_M = 300;

/**
 * Units that a problem may belong to (归属不明), each with every reason, strongest first: an earlier decision on this place and
 * category, units named in refusals, the regulator of the source, the one of the category table, the units of its land and permit
 * records, and the town of the cell (属地兜底). Empty only where none of them is known.
 */
export function proposeOwners(
  problem: Row,
  source: Row | null,
  rules: readonly Row[],
  facts: OwnerFacts,
): readonly OwnerCandidate[] {
  const reasons = new Map<string, OwnerReason[]>();
  const add = (unit: string, reason: OwnerReason): void => {
    if (unit === '') return;
    const list = reasons.get(unit) ?? [];
    if (!list.includes(reason)) list.push(reason);
    reasons.set(unit, list);
  };
  const held = ruleFor(problem, rules);
  if (held) for (const unit of [text(held, 'lead'), ...idsOf(held, 'coUnits')]) add(unit, 'rule');
  for (const unit of idsOf(problem, 'namedUnits')) add(unit, 'named');
  if (source) add(text(source, 'regulator'), 'regulator');
  add(facts.categoryUnit, 'category');
  const records = recordsOf(source);
  add(facts.unitOf(records.landUnit), 'land');
  add(facts.unitOf(records.permitUnit), 'permit');
  add(facts.townUnit, 'town');
  return [...reasons].map(([unit, list]) => ({ unit, reasons: list }));
}

/** What decides first on whom to assign to: the table of categories comes before the register, which knows the place and not the deed. */
const ASSIGN_BY: readonly OwnerReason[] = [
  'rule',
  'named',
  'category',
  'regulator',
  'permit',
  'land',
  'town',
];

/**
 * The unit that a problem is to be assigned to, before anybody chooses otherwise: as decided for this place and category, else as the
 * unit that sent it back named, else as the table of categories says, else as the register does, at last the town. Null where nobody
 * is known.
 */
export function proposeOwner(
  problem: Row,
  source: Row | null,
  rules: readonly Row[],
  facts: OwnerFacts,
): ProposedOwner | null {
  const candidates = proposeOwners(problem, source, rules, facts);
  const held = ruleFor(problem, rules);
  const reason = ASSIGN_BY.find((each) => candidates.some(({ reasons }) => reasons.includes(each)));
  if (reason === undefined) return null;
  if (reason === 'rule' && held)
    return { unit: text(held, 'lead'), coUnits: idsOf(held, 'coUnits'), reason, rule: held };
  const named = idsOf(problem, 'namedUnits').at(-1);
  const unit = reason === 'named' ? named : candidates.find(({ reasons }) => reasons.includes(reason))?.unit;
  return unit ? { unit, coUnits: [], reason, rule: null } : null;
}

/** Records of land and permit in a source's profile; '' where there is none. */
export function recordsOf(source: Row | null): Readonly<Record<RecordField, string>> {
  const profile = (source?.['profile'] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    RECORD_FIELDS.map((field) => [field, typeof profile[field] === 'string' ? profile[field] : '']),
  ) as Record<RecordField, string>;
}

/** The latest decision that holds for the place and the category of a problem. */
function ruleFor(problem: Row, rules: readonly Row[]): Row | null {
  return (
    rules
      .filter((rule) => text(rule, 'lead') !== '' && holds(rule, problem))
      .sort((a, b) => count(b, 'fromAt') - count(a, 'fromAt'))[0] ?? null
  );
}

function holds(rule: Row, problem: Row): boolean {
  if (text(rule, 'category') !== text(problem, 'category')) return false;
  const cell = text(rule, 'cell');
  if (cell !== '') return cell === text(problem, 'cell');
  const at = (row: Row) => ({ lng: count(row, 'lng'), lat: count(row, 'lat') });
  return distance(at(rule), at(problem)) <= RULE_REACH_M;
}
