import { distance } from '../geo.ts';
import { count, text, type Row } from './act.ts';
import { idsOf } from './parties.ts';

/** Why a unit may be the one that answers for a problem, strongest first. */
export const OWNER_REASONS = ['rule', 'named', 'regulator', 'category', 'permit', 'town'] as const;
export type OwnerReason = (typeof OWNER_REASONS)[number];

export interface OwnerCandidate {
  readonly unit: string;
  readonly reasons: readonly OwnerReason[];
}

/** A rule for a place reaches this far where no cell is known, metres. */
export const RULE_REACH_M = 300;

/**
 * Units that a problem may belong to (归属不明), each with every reason, strongest first: an earlier decision on this place and
 * category, units named in refusals, the regulator of the source, the one of the category table, a unit that holds a permit or the
 * land, and the town of the cell (属地兜底). Empty only where none of them is known.
 */
export function proposeOwners(
  problem: Row,
  source: Row | null,
  rules: readonly Row[],
  of: { readonly categoryUnit: string; readonly permitUnits: readonly string[]; readonly townUnit: string },
): readonly OwnerCandidate[] {
  const reasons = new Map<string, OwnerReason[]>();
  const add = (unit: string, reason: OwnerReason): void => {
    if (unit === '') return;
    const list = reasons.get(unit) ?? [];
    if (!list.includes(reason)) list.push(reason);
    reasons.set(unit, list);
  };
  const held = rules.filter((rule) => holds(rule, problem)).sort(newestFirst)[0];
  if (held) for (const unit of [text(held, 'lead'), ...idsOf(held, 'coUnits')]) add(unit, 'rule');
  for (const unit of idsOf(problem, 'namedUnits')) add(unit, 'named');
  if (source) add(text(source, 'regulator'), 'regulator');
  add(of.categoryUnit, 'category');
  for (const unit of of.permitUnits) add(unit, 'permit');
  add(of.townUnit, 'town');
  return [...reasons].map(([unit, list]) => ({ unit, reasons: list }));
}

function holds(rule: Row, problem: Row): boolean {
  if (text(rule, 'category') !== text(problem, 'category')) return false;
  const cell = text(rule, 'cell');
  if (cell !== '') return cell === text(problem, 'cell');
  const at = (row: Row) => ({ lng: count(row, 'lng'), lat: count(row, 'lat') });
  return distance(at(rule), at(problem)) <= RULE_REACH_M;
}

function newestFirst(a: Row, b: Row): number {
  return count(b, 'fromAt') - count(a, 'fromAt');
}
