import type { SourceRecord } from '../../schema/records.ts';
import { name } from '../../text/say.ts';

/** "GD-017 某工地"; a nameless source is called by its kind, and one that the server has not seen has no code. */
export function sourceTitle(source: Pick<SourceRecord, 'code' | 'name' | 'kind'>): string {
  return `${source.code} ${source.name || name('trade_kind', source.kind)}`.trim();
}
