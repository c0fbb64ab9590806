import type { Write } from '../../core/casework/act.ts';
import { host, type App } from '../pb.ts';
import type { ServerWorld } from './world.ts';

/**
 * Saves what an event changes through PocketBase, so that subscribers hear of it after the commit. Not validated a second time:
 * payloads are checked field by field and reducers look up every row they name, while PocketBase asks the database again for each
 * relation.
 */
export function writeRows(tx: App, writes: readonly Write[], world: ServerWorld): void {
  const written = new Set<string>();
  for (const write of writes) {
    const key = `${write.collection}/${write.id}`;
    const record = write.create
      ? host.newRecord(tx.findCachedCollectionByNameOrId(write.collection), { id: write.id, ...write.fields })
      : (world.record(write.collection, write.id) ?? tx.findRecordById(write.collection, write.id));
    if (!write.create) {
      record.load(write.fields);
      // Else PocketBase writes every field, and SQLite works through every index and trigger of the collection: six times as long.
      // What was read is no measure any more for a row that this event has written already.
      record.ignoreUnchangedFields(!written.has(key));
    }
    for (const [field, by] of Object.entries(write.add ?? {})) {
      record.set(field, Math.max(0, record.getInt(field) + by));
    }
    tx.saveNoValidate(record);
    written.add(key);
  }
}
