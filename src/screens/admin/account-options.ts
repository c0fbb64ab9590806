import { SITE_UNIT_KINDS } from '../../core/sources/source.ts';

interface Option {
  readonly value: string;
  readonly text: string;
}
type Named = { readonly id: string; readonly name: string };
type Unit = Named & { readonly kind: string };
type Grid = Named & { readonly parent: string; readonly level: string; readonly code: string };

const KINDS: Readonly<Record<string, readonly string[]>> = {
  regulator: ['regulator'],
  site_officer: SITE_UNIT_KINDS,
  town: ['town'],
};

/** Of the office, of a place of its own, or of the town that sends its people. */
const OF_OTHERS: readonly string[] = ['office', 'discipline', 'town'];

/** Whether somebody of a role can belong to a unit of a kind. */
export function fitsUnit(role: string, kind: string): boolean {
  return (KINDS[role] ?? OF_OTHERS).includes(kind);
}

/** Whether a role means nothing without a unit. */
export function needsUnit(role: string): boolean {
  return role in KINDS;
}

/** The units somebody of a role can belong to. */
export function unitOptions(role: string, units: readonly Unit[]): readonly Option[] {
  return units.filter((each) => fitsUnit(role, each.kind)).map(({ id, name }) => ({ value: id, text: name }));
}

/** Grids from the town downwards in the order of their codes, each after the names of those it lies in. */
export function gridOptions(grids: readonly Grid[]): readonly Option[] {
  const byId = new Map(grids.map((each) => [each.id, each]));
  const path = (grid: Grid): string => {
    const parent = byId.get(grid.parent);
    return parent && isBelowDistrict(parent) ? `${path(parent)} / ${grid.name}` : grid.name;
  };
  return grids
    .filter(isBelowDistrict)
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((each) => ({ value: each.id, text: path(each) }));
}

function isBelowDistrict({ level }: Grid): boolean {
  return level !== 'city' && level !== 'district';
}
