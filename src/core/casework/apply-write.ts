import { count, type Row, type Write } from './act.ts';

/** A row after a write: fields replaced, counters moved and never below 0. `before` null = there was none. */
export function applyWrite(before: Row | null, { id, fields, add = {} }: Write): Row {
  const row: Row = before ?? { id };
  const counters = Object.entries(add).map(([field, by]) => [field, Math.max(0, count(row, field) + by)]);
  return { ...row, ...fields, ...(Object.fromEntries(counters) as Row), id };
}
