import type { Write } from './act.ts';

/** Raises or lowers a source's count of open problems; nothing without a source or a change. */
export function openProblems(source: string, by: number): Write[] {
  if (source === '' || by === 0) return [];
  return [{ collection: 'sources', id: source, create: false, fields: {}, add: { openProblems: by } }];
}
