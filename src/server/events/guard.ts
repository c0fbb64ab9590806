import { message } from '../../core/message.ts';
import { refuse } from '../http/refuse.ts';
import { host, type CollectionEvent, type RecordEvent, type RequestEvent } from '../pb.ts';

/** Collections that change only by events; request hooks hold for superusers too, who pass every rule. */
export const BY_EVENTS_ONLY = [
  'events',
  'refusals',
  'problems',
  'orders',
  'notices',
  'reinspections',
  'exposures',
  'escalations',
  'directives',
  'meetings',
  'listings',
  'responses',
  'duty_shifts',
  'reductions',
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

/** Nor does a superuser drop such a collection, or change or rename its fields: they change by migrations. */
export function onGuardedCollection(e: CollectionEvent): void {
  // By id: in a renaming the name is the new one already.
  if (BY_EVENTS_ONLY.some((name) => e.collection.id === `pbc_${name}`)) {
    return refuse(e.requestEvent, 403, 'forbidden', message('server_only_by_events'));
  }
  e.next();
}

/** An import of collections could drop all that it does not name. */
export function onCollectionsImport(e: { readonly requestEvent: RequestEvent }): void {
  refuse(e.requestEvent, 403, 'forbidden', message('server_only_by_events'));
}

/** The last line, below every address and spelling: emptying a collection, too, deletes its rows one by one. */
export function onRowAltered(): void {
  throw host.apiError(403, 'server_only_by_events');
}
