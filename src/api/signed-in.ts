import { ClientResponseError, type RecordAuthResponse } from 'pocketbase';
import { client } from './client.ts';

/** Whether this device holds a token of this person that has not run out. Asks nobody. */
export function holdsTokenOf(person: string): boolean {
  return client.authStore.isValid && client.authStore.record?.id === person;
}

/**
 * Asks the server whether it still takes the token: a list's door answers a worn-out one like a wrong request (400), and only this
 * tells them apart. Answers null when the server cannot be reached.
 */
export async function isTokenTaken(): Promise<boolean | null> {
  if (!client.authStore.isValid) return false;
  try {
    // Not the SDK's own way: it takes an answer that was cut in the middle for a sign-in without a token, and forgets the one there was.
    const fresh = await client.send<Partial<RecordAuthResponse>>('/api/collections/users/auth-refresh', {
      method: 'POST',
    });
    if (!fresh.token || !fresh.record) return null;
    client.authStore.save(fresh.token, fresh.record);
    return true;
  } catch (error) {
    return error instanceof ClientResponseError &&
      error.status >= 400 &&
      error.status < 500 &&
      error.status !== 429
      ? false
      : null;
  }
}
