import { ClientResponseError } from 'pocketbase';
import { CLIP_ENDINGS, CLIP_KINDS } from '../core/casework/clip.ts';
import { client } from './client.ts';
import { checkAnswer, refusalIn } from './events.ts';

export interface PhotoUpload {
  readonly id: string;
  readonly event: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly phase: 'before' | 'after' | 'paper';
  readonly sha256: string;
  readonly taken: Readonly<Record<string, unknown>>;
  readonly by: string;
  readonly bytes: Blob;
}

/**
 * Uploads one photo. One that is there already counts as done: its id was made on the device.
 * Throws EventRefused with the server's reason, ClientResponseError when it could not be asked or something else answered.
 */
export async function uploadPhoto(photo: PhotoUpload): Promise<void> {
  const { bytes, taken, ...fields } = photo;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('taken', JSON.stringify(taken));
  const clip = CLIP_KINDS.find((each) => each === taken['clip']);
  form.set('file', bytes, `${photo.id}.${clip ? CLIP_ENDINGS[clip] : 'jpg'}`);
  try {
    checkAnswer(await client.collection('photos').create(form), photo.id);
  } catch (error) {
    if (!isAlreadyThere(error)) throw refusalIn(error) ?? error;
  }
}

function isAlreadyThere(error: unknown): boolean {
  if (!(error instanceof ClientResponseError) || error.status !== 400) return false;
  const data = error.response['data'] as { id?: { code?: string } } | undefined;
  return data?.id?.code === 'validation_not_unique' || data?.id?.code === 'validation_pk_invalid';
}
