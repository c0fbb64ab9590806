import { message } from '../../core/message.ts';
import { refuse } from '../http/refuse.ts';
import { host, type CollectionEvent, type RecordEvent, type RequestEvent } from '../pb.ts';

/** Collections that change only by events; request hooks hold for superusers too, who pass every rule. */
export const BY_EVENTS_ONLY = [
  'events',
  'refusals',
  'problems',
  'orders',
  'reinspections',
  'ownership_rules',
  'tasks',
  'inspections',
  'suggestions',
  'zones',
  'photos',
] as const;

export function onGuardedChange(e: RecordEvent): void {
  refuse(e.requestEvent, 403, 'forbidden', message('server_only_by_events'));
}

/** Nor does a superuser drop the whole collection. */
export function onCollectionDelete(e: CollectionEvent): void {
  if ((BY_EVENTS_ONLY as readonly string[]).includes(e.collection.name)) {
    return refuse(e.requestEvent, 403, 'forbidden', message('server_only_by_events'));
  }
  e.next();
}

/** The last line: whoever calls it, a stored event is neither changed nor deleted. */
export function onEventAltered(): void {
  throw host.apiError(403, 'server_only_by_events');
}

/** Emptying a whole collection goes round the hooks of its records. */
export function onGuardedRoute(e: RequestEvent): void {
  refuse(e, 403, 'forbidden', message('server_only_by_events'));
}
