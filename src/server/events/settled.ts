import { queryOne, type App } from '../pb.ts';

/** One per virtual machine, read-only, good for the counters it was read at (core/change-counters.ts). */
let kept: { readonly counter: string; readonly values: Map<string, unknown> } = {
  counter: '',
  values: new Map(),
};
/** A city has about a thousand cells. */
const MOST = 5000;

/** Answers what `read` gave when nobody has changed a catalogue, grid, post or unit since; `key` names the question. */
export type Settled = <T>(key: string, read: () => T) => T;

/** SQL: the counters as one text. */
export const COUNTERS = "SELECT coalesce(group_concat(n, '.'), '') AS counter FROM change_counters";

/** Looks the counters up once; ask again for every event. */
export function settledOf(app: App): Settled {
  return settledAt(queryOne(app, COUNTERS, { counter: '' }).counter);
}

/** For counters that were looked up already. */
export function settledAt(counter: string): Settled {
  if (kept.counter !== counter || kept.values.size >= MOST) kept = { counter, values: new Map() };
  const { values } = kept;
  return <T>(key: string, read: () => T): T => {
    if (values.has(key)) return values.get(key) as T;
    const value = read();
    values.set(key, value);
    return value;
  };
}
