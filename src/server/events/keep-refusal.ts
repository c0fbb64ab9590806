import type { Author } from '../../core/casework/act.ts';
import type { Message } from '../../core/message.ts';
import { host, type App } from '../pb.ts';

const MAX_DRAFT = 100_000;

/** Writes down what was refused and why, outside the log. The same event refused again updates its entry. */
export function keepRefusal(app: App, body: unknown, author: Author, reason: Message): void {
  const event = eventId(body);
  const [known] = app.findRecordsByFilter('refusals', 'event = {:event} && actor = {:actor}', '', 1, 0, {
    event,
    actor: author.id,
  });
  const record =
    known ?? host.newRecord(app.findCollectionByNameOrId('refusals'), { event, actor: author.id });
  record.set('at', Date.now());
  record.set('reason', reason);
  record.set('draft', JSON.stringify(body).slice(0, MAX_DRAFT));
  app.save(record);
}

function eventId(body: unknown): string {
  const id = (body as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' && id !== '' ? id.slice(0, 32) : 'unreadable';
}
