import type { PhotoRef } from '../core/casework/events.ts';
import type { EventRecord, PhotoRecord } from '../schema/records.ts';
import { client } from './client.ts';

const PER_REQUEST = 30;

/**
 * The photos that these events name, by id and bytes, as far as they have arrived and may be seen. What was uploaded for a case without
 * any event of it naming those bytes is none of its pictures. Throws the SDK's error.
 */
export async function fetchNamedPhotos(
  events: readonly Pick<EventRecord, 'photos'>[],
): Promise<PhotoRecord[]> {
  const named = new Map(
    events.flatMap((each) => (each.photos ?? []).map((ref) => [`${ref.id} ${ref.sha256}`, ref] as const)),
  );
  const refs = [...named.values()];
  const parts: Promise<PhotoRecord[]>[] = [];
  for (let from = 0; from < refs.length; from += PER_REQUEST) {
    const filter = refs
      .slice(from, from + PER_REQUEST)
      .map(conditionOf)
      .join(' || ');
    parts.push(client.collection('photos').getFullList<PhotoRecord>({ filter, skipTotal: true }));
  }
  return (await Promise.all(parts)).flat();
}

function conditionOf({ id, sha256 }: PhotoRef): string {
  return client.filter('(id = {:id} && sha256 = {:sha256})', { id, sha256 });
}
