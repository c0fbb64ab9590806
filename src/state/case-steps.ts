import { EventRefused, sendEvent } from '../api/events.ts';
import type { EventType, PhotoRef } from '../core/casework/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { draftEvent, newId } from '../offline/event-draft.ts';
import type { Entry } from '../offline/outbox.ts';
import { giveUp, verdictOn } from '../offline/outbox-verdict.ts';
import type { SheetPhoto } from './inspect-actions.ts';
import { outbox } from './outbox.svelte.ts';
import { session } from './session.svelte.ts';

/** A row as the person saw it. */
export interface Seen {
  readonly id: string;
  readonly rev: number;
}

/** A step of one case with its pictures. */
export interface Proof {
  readonly photos: readonly SheetPhoto[];
  readonly phase: 'before' | 'after';
  /** The case they belong to; the step's own row unless said. */
  readonly problem?: string;
}

/** `waiting`: there is no network; the step is safe on this device and goes out by itself. */
export type StepEnd = 'confirmed' | 'waiting';

/** Sends a step without pictures through the one door. Throws EventRefused or the SDK's error. */
export async function sendStep<T extends EventType>(type: T, row: Seen, payload: Payload<T>): Promise<void> {
  await sendEvent(draftEvent(type, row.id, payload, { seen: row.rev }));
}

/**
 * A step with pictures, ready to be stored. Each try has ids of its own, and `payload` gets them: those of one that was refused stay
 * with it.
 */
export function proofEntry<T extends EventType>(
  type: T,
  row: Seen,
  payload: (ids: (photo: SheetPhoto) => string) => Payload<T>,
  proofs: readonly Proof[],
): Entry {
  const fresh = new Map<SheetPhoto, string>();
  const idOf = (photo: SheetPhoto): string => fresh.get(photo) ?? set(fresh, photo, newId());
  const refs = proofs
    .flatMap((each) => each.photos)
    .map((photo): PhotoRef => ({ id: idOf(photo), sha256: photo.prepared.sha256 }));
  const draft = draftEvent(type, row.id, payload(idOf), { seen: row.rev, photos: refs });
  const photos = proofs.flatMap(({ photos, phase, problem }) =>
    photos.map((photo) => ({
      id: idOf(photo),
      subject: 'problems',
      subjectId: problem ?? row.id,
      phase,
      sha256: photo.prepared.sha256,
      taken: { ...photo.taken },
      bytes: photo.prepared.bytes,
    })),
  );
  return { draft, photos };
}

/**
 * Stores steps with their pictures on this device, sends them, and waits for the server's word. Throws EventRefused when it says no:
 * then all that was not taken in is set aside, and the person may try anew.
 */
export async function sendProofs(entries: readonly Entry[]): Promise<StepEnd> {
  const author = session.user?.id;
  if (!author) throw new EventRefused({ key: 'server_only_people' }, false, null);
  outbox.follow(author);
  await outbox.add(entries);
  const ids = entries.map((each) => each.draft.id);
  const verdict = await verdictOn(ids);
  if (verdict.end !== 'refused') return verdict.end;
  await giveUp(ids);
  throw new EventRefused(verdict.reason, isConflict(verdict.reason.key), null);
}

/** Whether somebody else was first: the case is no longer as the author saw it. */
export function isConflict(key: string): boolean {
  return key === 'server_changed_meanwhile' || key.startsWith('server_problem_is_');
}

function set<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}
