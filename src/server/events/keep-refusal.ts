import type { Author } from '../../core/casework/act.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { MAX_DRAFT_CHARS } from '../../core/casework/draft-limits.ts';
import type { Message } from '../../core/message.ts';
import { host, type App } from '../pb.ts';

/**
 * Writes down what was refused and why, outside the log, whole. The same event refused again updates its entry, an altered one gets
 * its own. Of one longer than the door takes only that it came is written: it stays on the device that made it.
 */
export function keepRefusal(app: App, body: unknown, author: Pick<Author, 'id'>, reason: Message): void {
  const event = eventId(body);
  const text = canonicalJson(body);
  const draft = text.length > MAX_DRAFT_CHARS ? '' : text;
  const same = 'event = {:event} && actor = {:actor} && draft = {:draft}';
  const [known] = app.findRecordsByFilter('refusals', same, '', 1, 0, { event, actor: author.id, draft });
  const record =
    known ?? host.newRecord(app.findCollectionByNameOrId('refusals'), { event, actor: author.id });
  record.set('at', Date.now());
  record.set('reason', reason);
  record.set('draft', draft);
  app.save(record);
}

function eventId(body: unknown): string {
  const id = (body as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' && id !== '' ? id.slice(0, 32) : 'unreadable';
}
