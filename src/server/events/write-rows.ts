import type { Write } from '../../core/casework/act.ts';
import { host, type App } from '../pb.ts';

/** Saves what an event changes through PocketBase, so that subscribers hear of it after the commit. */
export function writeRows(tx: App, writes: readonly Write[]): void {
  for (const write of writes) {
    const record = write.create
      ? host.newRecord(tx.findCollectionByNameOrId(write.collection), { id: write.id })
      : tx.findRecordById(write.collection, write.id);
    for (const [field, value] of Object.entries(write.fields)) record.set(field, value);
    for (const [field, by] of Object.entries(write.add ?? {})) {
      record.set(field, Math.max(0, record.getInt(field) + by));
    }
    tx.save(record);
  }
}
