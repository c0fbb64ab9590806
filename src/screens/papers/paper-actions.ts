import type { Role } from '../../core/roles.ts';
import type { NoticeRecord, ProblemRecord } from '../../schema/records.ts';

export const PAPER_ACTIONS = ['receive', 'void'] as const;
export type PaperAction = (typeof PAPER_ACTIONS)[number];

interface Person {
  readonly id: string;
  readonly role: Role;
  readonly unit: string;
  readonly group: string;
}

const UNITS: readonly Role[] = ['regulator', 'town', 'site_officer'];
const FIELD: readonly Role[] = ['inspector', 'grid_officer'];

/** What a person may do with a paper now; the server decides again. */
export function paperActions(notice: NoticeRecord, person: Person | null): readonly PaperAction[] {
  if (!person) return [];
  const { role } = person;
  const names = UNITS.includes(role) && person.unit !== '' && notice.parties.includes(person.unit);
  const ours =
    FIELD.includes(role) &&
    (notice.by === person.id || (person.group !== '' && notice.group === person.group));
  return PAPER_ACTIONS.filter((action) =>
    action === 'void'
      ? notice.state !== 'void' && (role === 'dispatcher' || role === 'leader')
      : notice.state === 'issued' && (names || ours || role === 'dispatcher'),
  );
}

/** Kinds that a person may issue about a case. */
export function mayIssue(role: Role | null): boolean {
  return role === 'dispatcher' || role === 'leader' || role === 'inspector' || role === 'grid_officer';
}

/** People in the field write notices of their own findings and their group's; the office of all. */
export function mayName(problem: ProblemRecord, person: Person | null): boolean {
  if (!person || !FIELD.includes(person.role)) return person !== null;
  return problem.foundBy === person.id || (person.group !== '' && problem.group === person.group);
}
