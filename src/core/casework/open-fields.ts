import { count, text, type Advance, type Row, type World, type Write } from './act.ts';
import { isOpenProblem, type ProblemState } from './problem-states.ts';

/** What they are made from. */
const MADE_FROM = ['state', 'foundAt', 'deadlineAt', 'unit', 'handler'] as const;

/**
 * What the ledger's index of open cases holds of each case that a step changes: `openSince`, when it was found, `openDueAt`, when it is
 * due, and `lackSince`, when it was found for as long as unit, person or deadline is missing; 0 once it has ended or nothing is missing.
 * Call with the outcome of any reducer, after its clocks.
 */
export function keepOpenFields(done: Advance, world: World): Advance {
  return {
    ...done,
    writes: done.writes.map((write) =>
      write.collection === 'problems' ? withOpenFields(write, world) : write,
    ),
  };
}

/** The same of cases that did not come through the event door: a loaded city, a database from before. */
export const fillOpenSql = fillSql({
  openSince: 'foundAt',
  openDueAt: 'deadlineAt',
  lackSince: "iif(unit = '' OR handler = '' OR deadlineAt = 0, foundAt, 0)",
});

function withOpenFields(write: Write, world: World): Write {
  if (MADE_FROM.every((each) => write.fields[each] === undefined)) return write;
  const row = write.create ? null : world.find('problems', write.id);
  const after: Row = { ...row, ...write.fields, id: write.id };
  const open = isOpenProblem(text(after, 'state') as ProblemState);
  const openSince = open ? count(after, 'foundAt') : 0;
  const openDueAt = open ? count(after, 'deadlineAt') : 0;
  const lacks = openDueAt === 0 || text(after, 'unit') === '' || text(after, 'handler') === '';
  return { ...write, fields: { ...write.fields, openSince, openDueAt, lackSince: lacks ? openSince : 0 } };
}

function fillSql(fields: Readonly<Record<string, string>>): string {
  const made = Object.entries(fields).map(
    ([field, value]) => [field, `iif(state IN ('fixed_on_spot','closed','void'), 0, ${value})`] as const,
  );
  const set = made.map(([field, value]) => `${field} = ${value}`).join(', ');
  const differs = made.map(([field, value]) => `${field} != ${value}`).join(' OR ');
  return `UPDATE problems SET ${set} WHERE ${differs}`;
}
