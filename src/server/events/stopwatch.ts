import { host } from '../pb.ts';

/** Parts of what an event costs: checks (replay, rights, missed events), reducer, rows (with triggers), seals, hash and log. */
export type Part = 'all' | 'checks' | 'reducer' | 'reading' | 'rows' | 'seals' | 'log' | 'hash';

let on: boolean | null = null;
let spent: Partial<Record<Part, number>> = {};

/** Does the work; under measurement (SHANGFENG_STOPWATCH=1) its milliseconds are counted for the part. */
export function timed<T>(part: Part, work: () => T): T {
  on ??= host.env('SHANGFENG_STOPWATCH') === '1';
  if (!on) return work();
  const start = Date.now();
  try {
    return work();
  } finally {
    spent[part] = (spent[part] ?? 0) + Date.now() - start;
  }
}

/** What was counted since the last call, as the value of a Server-Timing header; '' when nothing is measured. */
export function lap(): string {
  const text = Object.entries(spent)
    .map(([part, ms]) => `${part};dur=${ms}`)
    .join(', ');
  spent = {};
  return text;
}
