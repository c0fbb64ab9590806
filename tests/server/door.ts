import type { EventDraft } from '../../src/core/casework/events.ts';
import type { Client, Json, Reply, TestServer } from './harness.ts';

export const EVENTS = '/api/collections/events/records';

export const send = (who: Client, event: EventDraft): Promise<Reply> => who.send('POST', EVENTS, event);

/** A row as the superuser sees it. */
export const rowOf = async (server: TestServer, collection: string, key: string): Promise<Json> =>
  (await (await server.as('root')).get(`/api/collections/${collection}/records/${key}`)).body;

/** How many rows a filter finds. */
export const totalOf = async (server: TestServer, collection: string, filter: string): Promise<number> =>
  (
    await (
      await server.as('root')
    ).get(`/api/collections/${collection}/records?filter=${encodeURIComponent(filter)}`)
  ).body.totalItems;
