import { ClientResponseError } from 'pocketbase';
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
    await client.collection('users').authRefresh();
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
